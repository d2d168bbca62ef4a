import sys
from importlib.metadata import PackageNotFoundError

import pytest
from packaging.requirements import Requirement

from lrcourse import checkup


def test_a_sound_installation_is_in_order(capsys):
    checkup.doctor()
    said = capsys.readouterr().out
    assert "Everything is in order." in said
    assert "✗" not in said


@pytest.mark.parametrize(
    ("found", "words"),
    [("8.1.9", "it shows no widget at all in VS Code"), ("7.0.0", "does not fit"), (None, "is missing")],
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
    monkeypatch.setattr(checkup, "DATA", ("nowhere.csv",))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path / "file"))
    checkup.doctor()
    said = capsys.readouterr().out
    assert "is too old" in said
    assert "nowhere.csv is missing" in said
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
