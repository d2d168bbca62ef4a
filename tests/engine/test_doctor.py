import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import lrcourse
from lrcourse.datasets import data_file, files
from lrcourse.engine import doctor as checkup

DATA = ("birdstrikes.csv", "ecommerce.csv", "faces.csv.gz", "lexicon.csv", "penguins.csv", "reviews.csv")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The folder of a copy of the course's data, where the loaders look for them."""
    here = data_file("README.md").parent
    folder = tmp_path / "lrcourse" / "data"  # as in an installed package
    folder.mkdir(parents=True)
    for name in ("README.md", *DATA):
        shutil.copy(here / name, folder)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "lrcourse" / "datasets" / "files.py"))
    return folder


def troubles(capsys):
    """What the doctor says is wrong."""
    checkup.doctor()
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("✗")]


def test_a_sound_installation_is_in_order(capsys):
    checkup.doctor()
    said = capsys.readouterr().out
    assert "Everything is in order." in said
    assert "✗" not in said


@pytest.mark.parametrize(
    ("found", "words"),
    [("8.1.9", "it shows no widget at all in VS Code"), ("7.0.0", "is the wrong version"), (None, "is missing")],
)
def test_a_wrong_package_is_named_with_its_cure(monkeypatch, capsys, found, words):
    def version(name):
        if name != "ipywidgets":
            return real(name)
        if found is None:
            raise PackageNotFoundError(name)
        return found

    real = checkup.version
    monkeypatch.setattr(checkup, "version", version)
    checkup.doctor()
    said = capsys.readouterr().out
    assert words in said
    assert 'pip install "ipywidgets' in said
    assert "need a cure" in said


def test_other_troubles_are_said(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(checkup, "OLDEST_PYTHON", (99, 0))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path / "file"))
    checkup.doctor()
    said = capsys.readouterr().out
    assert "is too old" in said
    assert "progress cannot be stored" in said


def test_an_uninstalled_folder_is_said(monkeypatch, capsys):
    def requires(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(checkup, "requires", requires)
    checkup.doctor()
    assert "pip install -e ." in capsys.readouterr().out


def test_extras_are_not_asked_for():
    assert checkup._package(Requirement("numpy"))[0]
    assert not any("pytest" in words for _, words in checkup._packages())
    assert sys.version_info >= checkup.OLDEST_PYTHON


def test_every_data_file_that_a_loader_reads_is_known(data, capsys):
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(lrcourse.__file__).parent.rglob("*.py"))
    assert sorted(set(re.findall(r'data_file\("(.+?\.csv.*?)"\)', sources))) == sorted(DATA)
    card = (data / "README.md").read_text(encoding="utf-8")
    known = [name for name, _ in checkup.CARD.findall(card)]
    assert sorted(known) == sorted(DATA)
    assert known == re.findall(r"^## `(.+)`$", card, re.M)  # no card without a checksum
    checkup.doctor()
    assert f"✓ data: {', '.join(known)}" in capsys.readouterr().out


@pytest.mark.parametrize("name", DATA)
def test_a_missing_data_file_is_named_with_its_cure(data, capsys, name):
    (data / name).unlink()
    (said,) = troubles(capsys)
    assert f"data file {name} is missing" in said
    assert f"git checkout -- data/{name}" in said
    assert "install the course again" in said


@pytest.mark.parametrize("name", DATA)
def test_a_damaged_data_file_is_named_with_its_cure(data, capsys, name):
    content = (data / name).read_bytes()
    (data / name).write_bytes(content[: len(content) // 2])  # the download broke off, as happens to faces.csv.gz
    (said,) = troubles(capsys)
    assert f"data file {name} (in {data}) is damaged" in said
    assert f"git checkout -- data/{name}" in said
    assert "install the course again" in said


def test_changed_line_ends_are_a_damage(data, capsys):
    (data / "penguins.csv").write_bytes((data / "penguins.csv").read_bytes().replace(b"\n", b"\r\n"))
    (said,) = troubles(capsys)
    assert "penguins.csv" in said
    assert "is damaged" in said


def test_each_damaged_file_has_a_line_of_its_own(data, capsys):
    (data / "faces.csv.gz").unlink()
    (data / "lexicon.csv").write_text("word,rating\n", encoding="utf-8")
    assert [re.search(r"data file (\S+)", line)[1] for line in troubles(capsys)] == ["lexicon.csv", "faces.csv.gz"]


def test_without_the_cards_nothing_is_taken_for_sound(data, capsys):
    card = data / "README.md"
    card.write_bytes(card.read_bytes().replace(b"\n", b"\r\n"))  # an editor may do that to a text
    assert troubles(capsys) == []
    card.write_text("# The data\n", encoding="utf-8")
    (said,) = troubles(capsys)
    assert "README.md" in said
    assert "it lists no data file" in said
    card.unlink()
    (said,) = troubles(capsys)
    assert "README.md is missing" in said


def test_a_data_file_that_cannot_be_read_is_said(monkeypatch, capsys):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (said,) = troubles(capsys)
    assert "README.md cannot be read" in said
    assert "Permission denied" in said
