"""The course's own files: what is said if one is missing, and that it helps."""

import re
import subprocess

import pytest

from lrcourse.datasets import files, load_penguins, load_penguins_xy


def test_a_file_that_was_deleted_is_restored_by_the_command(tmp_path, monkeypatch):
    course = tmp_path / "course"
    (course / "lrcourse" / "datasets").mkdir(parents=True)
    (course / "data").mkdir()
    (course / "data" / "penguins.csv").write_text("species\nAdelie\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "a"]):
        subprocess.run([*git, *command], cwd=course, check=True)
    monkeypatch.setattr(files, "__file__", str(course / "lrcourse" / "datasets" / "files.py"))
    (course / "data" / "penguins.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"data file penguins\.csv is missing") as caught:
        load_penguins()
    command = re.search("`(git .*?)`", str(caught.value))[1]
    subprocess.run(command.split(), cwd=course, check=True)
    assert load_penguins()["species"].tolist() == ["Adelie"]


def test_the_names_that_a_message_offers_are_taken():
    with pytest.raises(ValueError, match=r"species: got .* two different names out of") as caught:
        load_penguins_xy(species=("Adelie", "Emperor"))
    species = re.search(r"out of (.*)\.", str(caught.value))[1].split(", ")
    with pytest.raises(ValueError, match=r"features: got .* names out of") as caught:
        load_penguins_xy(features=["bill"])
    features = re.search(r"out of (.*)\.", str(caught.value))[1].split(", ")
    X, t = load_penguins_xy(species[:2], features)
    assert X.shape == (len(t), len(features))
    with pytest.raises(ValueError, match=r'a plain file name such as "penguins.csv"'):
        files.data_file("../penguins.csv")
    assert files.data_file("penguins.csv").is_file()
