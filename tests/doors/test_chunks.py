"""A file that is read in chunks: refused before the first of them where its beginning shows why, and cured."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lrcourse.scale import csv_chunks, npy_chunks, train_by_chunks

GOOD = "a,hit,b\n1.5,0,4\n2,1,5\n3,1,6\n"
X, T = [[1.5, 4], [2, 5], [3, 6]], [0, 1, 1]


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Write text or bytes to table.csv, in the folder that is the current one, and return its path."""
    monkeypatch.chdir(tmp_path)

    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def all_of(chunks):
    parts = list(chunks)
    return np.vstack([x for x, _ in parts]), np.concatenate([t for _, t in parts])


def refused(chunks, *arguments, error=ValueError, late=False):
    """The message with which a file is refused: at the call, or (late) when its chunk is reached."""
    made = chunks(*arguments) if late else None
    with pytest.raises(error) as caught:
        list(made) if late else chunks(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def cured(message):
    """The file that the line in the message has written."""
    line = re.search(r"(pd\.read_csv\(.*\)|for part in .*\)|a = np\.load.*\)|import \w+.*\))\.?$", message)[1]
    exec(line, {"pd": pd, "np": np})
    return Path(re.findall(r"'(\w+\.(?:csv|npy))'", line)[-1])


# -- CSV -------------------------------------------------------------------------------------------------------------


def test_a_good_file(file):
    for content in (GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, GOOD.replace(",", " , "), GOOD + "\n\n"):
        x, t = all_of(csv_chunks(file(content), "hit", 2))
        np.testing.assert_array_equal(x, X)
        np.testing.assert_array_equal(t, T)
    assert all_of(csv_chunks(file(GOOD.replace("0,4", "False,4").replace("1,", "True,")), "hit"))[1].tolist() == T
    assert all_of(csv_chunks(str(file(GOOD)), "hit"))[1].tolist() == T


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "table.csv is empty"),
        ("a,hit,b\n", "contains the column names and nothing else"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not a CSV file but a binary file"),
        (b"<html>", "a web page"),
        (b"\x93NUMPY\x01\x00", r"a NumPy array \(\.npy\)"),
        (GOOD + "4,1\n", r"line 5: 2 values, but the first line names 3 columns\. A value is missing"),
        (GOOD + "4,1,2,3\n", r"line 5: 4 values, .* Is there a comma inside a value"),
        (GOOD.replace("hit", "hits"), r"no column 'hit'\. It has: a, hits, b\. Did you mean 'hits'\?"),
    ],
)
def test_what_has_no_line_for_a_cure(file, content, words):
    assert re.search(words, refused(csv_chunks, file(content), "hit"))


def test_no_file(file, tmp_path):
    file(GOOD)
    message = refused(csv_chunks, tmp_path / "tables.csv", "hit", error=FileNotFoundError)
    assert "Did you mean table.csv?" in message
    assert "is a folder" in refused(csv_chunks, tmp_path, "hit")
    assert "is an address on the web. Download the file" in refused(csv_chunks, "https://example.org/a.csv", "hit")
    assert "is an address on the web" in refused(csv_chunks, Path("s3://bucket/a.csv"), "hit")
    assert "path must be the name of a file; got int" in refused(csv_chunks, 5, "hit", error=TypeError)
    assert "target must be the name of a column" in refused(csv_chunks, tmp_path / "table.csv", 1, error=TypeError)
    assert "rows must be at least 1" in refused(csv_chunks, tmp_path / "table.csv", "hit", 0)


GERMAN = GOOD.replace(",", ";").replace("1.5", "1,5")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GERMAN, "separated by semicolons"),
        ("Visits\n\n" + GERMAN.replace(";", "\t"), "a title, 'Visits'"),
        (GOOD.encode("utf-16"), "its encoding is UTF-16"),
        (GOOD.encode("utf-16-le"), "its encoding is UTF-16-LE"),
        (GOOD.replace("a,", "na\xefve,", 1).encode("cp1252"), r"not UTF-8 \(line 1\), but probably cp1252"),
        ("a,hit,b,hit\n1.5,0,4,0\n2,1,5,1\n3,1,6,1\n", "occurs twice; pandas calls the second one 'hit.1'"),
        ("a,hit,b,hit.1\n1.5,0,4,0\n2,1,5,1\n3,1,6,1\n", "'hit.1', and it would give the answer away"),
        (GOOD + "4,,1\n", r"column 'hit' is blank in row 4 of the data"),
        (GOOD + ",1,1\n", r"column 'a' is blank in row 4 of the data"),
        (GOOD + "4,1,inf\n", "infinity in row 4 of the data"),
        (GOOD + "red,1,1\n", "column 'a' contains text, 'red' in row 4 of the data. Correct it, or leave such rows"),
        ("a,hit,b,c\n1.5,0,4,x\n2,1,5,y\n3,1,6,x\n", "contains text, 'x' in row 1 of the data. Turn it into numbers"),
        (GOOD.replace(",0,", ",no,").replace(",1,", ",yes,"), "'hit' contains text: 'no', 'yes'. Say which is 1"),
        (GOOD.replace(",1,", ",2,"), "the target 'hit' is 2 in row 2 of the data; it must be 0 or 1"),
    ],
)  # fmt: skip
def test_the_line_that_cures_a_table(file, content, words):
    message = refused(csv_chunks, file(content), "hit")
    assert re.search(words, message) or words in message
    x, t = all_of(csv_chunks(cured(message), "hit", 2))
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(t, T)


LONG = "\n".join(["a,hit,b", *(f"{k}.25,{k % 2},{k}" for k in range(30_000)), ""])  # its end is beyond the first look


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (b"1,caf\xe9,3\n", r"not UTF-8 \(line 30002\), but probably cp1252"),
        (b"1,1,2,3\n", r"line 30002: 4 values, but the first line names 3 columns"),
        (b"1,1\n", "column 'b' is blank in row 30001 of the data"),
        (b"red,1,1\n", "column 'a' contains text, 'red' in row 30001 of the data"),
        (b"1,1,inf\n", "infinity in row 30001 of the data"),
        (b"1,7,1\n", "the target 'hit' is 7 in row 30001 of the data"),
    ],
)
def test_what_is_wrong_far_below_is_told_when_it_is_reached(file, end, words):
    path = file(LONG.encode() + end)
    message = refused(csv_chunks, path, "hit", 29_000, late=True)
    assert re.search(words, message)
    new = cured(message)
    if "cp1252" in words:  # it says no more than that of the encoding
        new = cured(refused(csv_chunks, new, "hit", 29_000, late=True))
    x, t = all_of(csv_chunks(new, "hit", 29_000))
    assert t.tolist()[:30_000] == ([k % 2 for k in range(30_000)] if "7" not in words else [0] * 30_000)
    np.testing.assert_array_equal(x[:30_000, 1], np.arange(30_000))
    assert (len(x), x[29_999, 0]) == (30_001 if "7" in words else 30_000, 29_999.25)


def test_a_long_file_is_cured_chunk_by_chunk(file):
    """What is longer than a chunk of the cure keeps all its rows, in order, and one header."""
    path = file("a;hit\n" + "".join(f"{k},5;{k % 2}\n" for k in range(200_001)))
    new = cured(message := refused(csv_chunks, path, "hit"))
    assert "chunksize=100_000" in message
    exec(re.search(r"for part .*\)", message)[0], {"pd": pd})  # carried out twice, it begins anew
    x, t = all_of(csv_chunks(new, "hit"))
    np.testing.assert_array_equal(x[:, 0], np.arange(200_001) + 0.5)
    np.testing.assert_array_equal(t, np.arange(200_001) % 2)


def test_a_double_quote_that_is_never_closed(file):
    assert "Is a double quote never closed?" in refused(csv_chunks, file(LONG + '"1,1,1\n'), "hit", late=True)
    assert "line 5: 1 value," in refused(csv_chunks, file(GOOD + '"1,1,1\n'), "hit")


# -- .npy ------------------------------------------------------------------------------------------------------------

TABLE = np.column_stack([X, T])


def saved(array, name="table.npy", **options):
    np.save(name, array, **options)
    return name


@pytest.mark.parametrize("kind", [np.float64, np.float32, int])
def test_a_good_array(file, kind):
    x, t = all_of(npy_chunks(saved(TABLE.astype(kind)), 2))
    np.testing.assert_array_equal(x, np.array(X, kind))
    np.testing.assert_array_equal(t, T)
    assert x.dtype == kind


def test_no_array(file, tmp_path):
    saved(TABLE)
    assert "Did you mean table.npy?" in refused(npy_chunks, tmp_path / "tables.npy", error=FileNotFoundError)
    assert "is a folder" in refused(npy_chunks, tmp_path)
    assert "is an address on the web" in refused(npy_chunks, "http://example.org/a.npy")
    assert "rows must be at least 1" in refused(npy_chunks, "table.npy", 0)
    assert "table.npy is not a .npy file but empty" in refused(npy_chunks, file(b"", "table.npy"))
    assert "is not a .npy file but JSON" in refused(npy_chunks, file(b'{"a": 1}', "table.npy"))
    assert "an array of shape (7,); needed: (N, D + 1)" in refused(npy_chunks, saved(np.zeros(7)))
    assert "an array of shape (0, 3)" in refused(npy_chunks, saved(np.zeros((0, 3))))
    assert "an array of shape (3, 1)" in refused(npy_chunks, saved(np.zeros((3, 1))))
    whole = Path(saved(TABLE)).read_bytes()
    for cut in (7, 20, len(whole) - 8):
        assert "Is it cut off? Save it again." in refused(npy_chunks, file(whole[:cut], "table.npy"))
    message = refused(npy_chunks, file(GOOD, "table.npy"))
    assert "If it is a table, lr.scale.csv_chunks reads it." in message
    assert all_of(csv_chunks("table.npy", "hit"))[1].tolist() == T
    file(GOOD)
    with zipfile.ZipFile("table.zip", "w") as archive:
        archive.write("table.csv")
    Path("table.csv").unlink()
    message = refused(npy_chunks, "table.zip")
    assert "table.zip is not a .npy file but a zip archive. Unpack it first" in message
    exec(re.search(r"import zipfile.*\)", message)[0])
    assert all_of(csv_chunks("table.csv", "hit"))[1].tolist() == T


NAMED = np.array([tuple(row) for row in TABLE], dtype=[("a", float), ("b", float), ("hit", float)])


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (TABLE.astype(object), "contains Python objects, and loading these can run any code"),
        (TABLE.astype(str), "contains an array of type <U32; numbers are needed"),
        (TABLE.astype(complex), "contains an array of type complex128; numbers are needed"),
        (NAMED, "contains named columns; an array of numbers is needed"),
        (np.vstack([TABLE, [1, np.nan, 0]]), "NaN or infinity in row 3 (from 0)"),
        (np.vstack([TABLE, [1, 2, np.inf]]), "NaN or infinity in row 3 (from 0)"),
        (np.column_stack([X, [0, 2, 2]]), "the last column, t, is 2 in row 1 (from 0); it must be 0 or 1"),
    ],
)
def test_the_line_that_cures_an_array(file, array, words):
    message = refused(npy_chunks, saved(array))
    assert words in message
    x, t = all_of(npy_chunks(cured(message), 2))
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(t, T)


def test_archives_of_arrays(file):
    for arrays in ({"X": X, "t": T}, {"arr_0": TABLE}, {"t": np.float32(T), "note": "x", "X": X}):
        np.savez("table.npz", **arrays)
        message = refused(npy_chunks, "table.npz")
        assert "table.npz is not a .npy file but an archive of arrays (.npz): " + ", ".join(arrays) in message
        x, t = all_of(npy_chunks(cured(message)))
        np.testing.assert_array_equal(x, X)
        np.testing.assert_array_equal(t, T)


def test_what_is_wrong_far_below_in_an_array(file):
    array = np.ones((500, 3))
    array[444, 1] = np.nan
    message = refused(npy_chunks, saved(array), 300, late=True)
    assert "NaN or infinity in row 444" in message
    assert len(all_of(npy_chunks(cured(message)))[1]) == 499
    array[444] = 1, 1, 3
    assert "is 3 in row 444" in refused(npy_chunks, saved(array), 300, late=True)


# -- training ----------------------------------------------------------------------------------------------------------


def test_chunks_that_have_passed_by_are_noticed(file):
    path = file(GOOD)
    chunks = csv_chunks(path, "hit", 2)
    once = train_by_chunks(chunks, [0.0, 0.0], 0.0, 0.1, 2)
    with pytest.raises(ValueError, match=r"chunks contains no sample\. Chunks from a file pass by only once") as caught:
        train_by_chunks(chunks, *once, 0.1, 2)
    assert "chunks = lr.scale.npy_chunks(path)" in str(caught.value)
    path, w, b = saved(TABLE), *once
    both = train_by_chunks(npy_chunks(path), w, b, 0.1, 2)
    assert not np.allclose(both[0], once[0])
    for empty in ([], iter(()), [(np.zeros((0, 2)), np.zeros(0))]):
        with pytest.raises(ValueError, match="chunks contains no sample"):
            train_by_chunks(empty, [0.0, 0.0], 0.0, 0.1, 2)


@pytest.mark.parametrize(
    ("chunks", "words"),
    [
        ((np.array(X), np.array(T)), r"must be a pair \(X, t\); got an array of shape \(3, 2\).*chunks = \[\(X, t\)\]"),
        (5, r"chunks must be an iterable of pairs \(X, t\); got 5 \(int\)"),
        ([np.array(X)], r"must be a pair \(X, t\)"),
    ],
)
def test_what_are_no_chunks(chunks, words):
    with pytest.raises(TypeError, match=words):
        train_by_chunks(chunks, [0.0, 0.0], 0.0, 0.1, 2)
    w, _ = train_by_chunks([(np.array(X), np.array(T))], [0.0, 0.0], 0.0, 0.1, 3)
    np.testing.assert_allclose(w, np.array(X).T @ (np.array(T) - 0.5) / 30)


def test_a_chunk_of_two_lengths_trains_on_no_part_of_it():
    with pytest.raises(ValueError, match=r"In one chunk, t has 2 targets, but X has shape \(3, 2\)"):
        train_by_chunks([(np.array(X), np.array(T[:2]))], [0.0, 0.0], 0.0, 0.1, 2)
