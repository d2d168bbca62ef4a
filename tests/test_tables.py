"""A stranger's CSV file: whatever is wrong with it, one error says what, where, and what cures it."""

import gzip
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcourse.datasets import ECOMMERCE_COLUMNS, load_ecommerce
from lrcourse.tables import Column, read_table

HEADER = ",".join(ECOMMERCE_COLUMNS)
GOOD = f"{HEADER}\n1,3,3.8,1,3,1\n0,5,2,1,0,2\n"


@pytest.fixture
def file(tmp_path):
    """Write text or bytes to visits.csv, and return its path."""

    def write(content, name="visits.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refuses(path, *words, error=ValueError):
    with pytest.raises(error) as caught:
        load_ecommerce(path)
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reads_the_columns_with_their_types(file):
    visits = load_ecommerce(file(GOOD))
    assert list(visits) == list(ECOMMERCE_COLUMNS)
    assert visits.dtypes.map(str).tolist() == ["int64", "int64", "float64", "int64", "int64", "int64"]
    assert visits["visit_duration"].tolist() == [3.8, 2.0]
    assert load_ecommerce(str(file(GOOD))).equals(visits)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),  # Excel's mark
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("\n", "\n\n") + "\n\n",  # empty lines
        GOOD.replace("\n", "\n  \n\t\n") + " ",
        GOOD.rstrip(),
        GOOD.replace(",", " , "),
        GOOD.replace("3.8", '"3.8"'),
        GOOD.replace("1,3,3.8", "1.0,3.0,3.8"),
    ],
    ids=[
        "BOM",
        "Windows",
        "old Mac",
        "empty lines",
        "blank lines",
        "no last newline",
        "blanks",
        "quotes",
        "1.0 for 1",
    ],
)
def test_what_is_only_written_differently_is_accepted(file, content):
    assert load_ecommerce(file(content)).equals(load_ecommerce(file(GOOD, "good.csv")))


def test_text_stays_as_it_stands(file):
    rules = {"text": Column("the sentence", text=True), "n": Column("a count", whole=True)}
    table = read_table(file(b'n,text\n1," NA, ""good"" "\n2,none\n'), rules)
    assert table["text"].tolist() == [' NA, "good" ', "none"]
    with pytest.raises(ValueError, match=r"line 3: text is blank \(''\).*must be a text \(the sentence\)"):
        read_table(file(b"n,text\n1,a\n2,  \n"), rules)


def test_any_order_and_other_columns(file):
    text = (
        "user_action,note,time_of_day,visit_duration,is_returning_visitor,n_products_viewed,is_mobile\n"
        '1,"said ""hi"",\ntwice",3,3.8,1,3,1\n2,café,0,2,1,5,0\n'
    )
    assert load_ecommerce(file(text)).equals(load_ecommerce(file(GOOD, "good.csv")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["visits.csv is empty"]),
        (b" \n\n", ["is empty"]),
        (b"\xef\xbb\xbf\n", ["is empty"]),
        (HEADER + "\n", ["holds the column names and nothing else"]),
        (GOOD.replace(",", ";"), ["separated by semicolons", "sep=';'", "decimal=','"]),
        (GOOD.replace(",", "\t"), ["separated by tabs", r"sep='\t'"]),
        (GOOD.replace(",", "|"), ["separated by bars"]),
        ("sep=;\n" + GOOD.replace(",", ";"), ["separated by semicolons"]),
        (GOOD.encode("utf-16"), ["UTF-16", "encoding='utf-16'"]),
        (GOOD.encode("utf-16-le"), ["UTF-16"]),
        (GOOD.replace("3.8", "3.8é").encode("latin-1"), ["not UTF-8 (line 2)", "encoding='latin-1'"]),
        ("\n".join(GOOD.splitlines()[1:]), ["the first line holds numbers"]),
        (GOOD.replace("is_mobile", "user_action"), ["'user_action' stands there twice"]),
        ("a\n1\n", ["missing columns is_mobile, n_products_viewed", "Found: a.", "Needed, in any order"]),
        (b"<!DOCTYPE html>\n<html>", ["a web page"]),
        (b"  <html><body>", ["a web page"]),
        (b'[{"is_mobile": 1}]', ["JSON"]),
        (b"%PDF-1.7 ...", ["a PDF document"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["a binary file"]),
        (gzip.compress(GOOD.encode()), ["compressed with gzip"]),
        (HEADER + '\n1,3,3.8,1,3,1\n0,5,"2,1,0,2\n', ["line 3: 3 values"]),
        (GOOD + "1,3,3,8,1,3,1\n", ["line 4: 7 values, but the first line names 6 columns", "double quotes"]),
        (GOOD + "1,3\n", ["line 4: 2 values", "A value is missing"]),
        (GOOD + "1\n", ["line 4: 1 value, but"]),
        ("sep=,\n" + GOOD, ["the first line is Excel's 'sep=,'", "stand in line 2", "skiprows=1)"]),
        ("sep=;\n" + GOOD.replace(",", ";"), ["sep=';', decimal=',', skiprows=1)"]),
        ("Visits, May\n\n" + GOOD, ["the first line is a title, 'Visits'", "stand in line 3", "skiprows=2)"]),
        ("Visits; May\n" + GOOD, ["the first line is a title, 'Visits; May'"]),
        (GOOD.replace("is_mobile", "is_\u200bmobile"), [r"'is_\u200bmobile' looks like 'is_mobile'"]),
        (GOOD.replace("is_mobile", "is_m\u043ebile"), [r"'is_m\u043ebile' looks like 'is_mobile'"]),
        (HEADER + "\n" + "x" * 200_000, ["line 2: cannot be read as CSV"]),
    ],
)
def test_the_wrong_kind_of_file(file, content, words):
    refuses(file(content), *words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "visit_duration",
            "visit duration",
            ["missing column visit_duration", "'visit duration' looks like 'visit_duration'"],
        ),
        ("is_mobile", "Is_Mobile", ["'Is_Mobile' looks like 'is_mobile'"]),
        (
            "is_returning_visitor",
            "returning_visitor",
            ["'returning_visitor' looks like 'is_returning_visitor'"],
        ),
        (
            "0,5,2,1",
            "0,5,two,1",
            ["line 3", "visit_duration is 'two'", "must be a number, at least 0 (minutes)"],
        ),
        ("0,5,2,1", "0,5,,1", ["line 3", "visit_duration is blank ('')", "leave that line out"]),
        ("0,5,2,1", "0,5,NaN,1", ["line 3", "is blank ('NaN')"]),
        ("0,5,2,1", "0,5,inf,1", ["visit_duration is 'inf'"]),
        ("0,5,2,1", "0,5,1_0,1", ["visit_duration is '1_0'"]),
        ("0,5,2,1", '0,5,"2,5",1', ["visit_duration is '2,5'", "with a point"]),
        ("0,5,2,1", '0,5,"1,234",1', ["thousands? Then write 1234.", "decimal comma? Then write 1.234."]),
        ("0,5,2,1", '0,5,"1,234,567",1', ["thousands? Then write 1234567."]),
        ("0,5,2,1", f"0,5,{'x' * 999},1", [f"visit_duration is '{'x' * 57}...';"]),
        ("0,5,2,1", "0,5,-2,1", ["visit_duration is '-2'", "at least 0"]),
        ("0,5,2,1", "0,-5,2,1", ["n_products_viewed is '-5'", "a whole number, at least 0"]),
        ("0,5,2,1", "0,5.5,2,1", ["n_products_viewed is '5.5'", "a whole number"]),
        ("0,5,2,1", "0,1e30,2,1", ["n_products_viewed is '1e30'"]),
        ("0,5,2,1", "True,5,2,1", ["is_mobile is 'True'", "1 for true"]),
        ("1,0,2\n", "1,4,2\n", ["time_of_day is '4'", "one of 0, 1, 2, 3", "0 night"]),
        ("1,0,2\n", "1,evening,2\n", ["time_of_day is 'evening'", "3 evening"]),
        ("1,0,2\n", "1,0,9\n", ["user_action is '9'", "0 bounce"]),
    ],
)
def test_the_wrong_value_or_name(file, old, new, words):
    assert old in GOOD
    refuses(file(GOOD.replace(old, new)), *words)


def test_says_how_many_more_lines_are_wrong(file):
    refuses(file(GOOD + "1,3,x,1,3,1\n" * 2), "line 4", "(1 more line like it.)")
    refuses(file(GOOD + "1,3,x,1,3,1\n" * 4), "line 4", "(3 more lines like it.)")


def test_the_line_is_the_one_an_editor_shows(file):
    """Empty lines and line breaks inside quotes count."""
    refuses(
        file(f'note,{HEADER}\n\n"two\nlines",1,3,3.8,1,3,1\n\nx,1,3,bad,1,3,1\n'),
        "line 6: visit_duration is 'bad'",
    )


def test_an_excel_workbook(tmp_path):
    path = tmp_path / "visits.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refuses(path, "an Excel workbook", "save it as CSV")


def test_what_cannot_be_opened(file, tmp_path, monkeypatch):
    refuses(
        "https://example.org/visits.csv",
        "'https://example.org/visits.csv' is an address on the web. Download the file",
    )
    refuses(tmp_path / ("x" * 300 + ".csv"), "cannot be read", "x...'")
    refuses("~nobody-of-this-name/visits.csv", "cannot be read")
    refuses("a\0b.csv", "There is no file 'a\\x00b.csv'", error=FileNotFoundError)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        refuses(tmp_path / "pipe.csv", "is not a file but a device or a pipe")
        refuses(os.devnull, "is not a file but a device or a pipe")

    def forbidden(path, mode):
        raise PermissionError(13, "Permission denied")

    good = file(GOOD)
    monkeypatch.setattr(Path, "open", forbidden)
    refuses(good, "may not be read: you have no permission")


def test_the_cure_holds_the_path_as_python_writes_it(file):
    path = file(GOOD.replace(",", ";"), "it's \\ mine.csv")
    refuses(path, f"pd.read_csv({str(path)!r}, sep=';'")


def test_a_large_file_is_read(file):
    assert len(load_ecommerce(file(HEADER + "\n" + "1,3,3.8,1,3,1\n" * 100_000))) == 100_000


def test_a_missing_file_a_folder_and_no_path_at_all(file, tmp_path):
    file(GOOD)
    refuses(
        tmp_path / "visit.csv",
        "There is no file 'visit.csv'",
        "Did you mean visits.csv?",
        error=FileNotFoundError,
    )
    refuses(tmp_path / "nowhere" / "a.csv", "give the whole path", error=FileNotFoundError)
    refuses(tmp_path, "is a folder")
    refuses(5, "path must be the name of a file; got int", error=TypeError)


@given(content=st.binary(max_size=60) | st.text(alphabet='abc,;\t"\n01.é', max_size=60).map(str.encode))
def test_any_bytes_give_a_table_or_one_of_the_two_errors(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        table = read_table(path, {"a": Column("anything")})
    except ValueError as error:
        assert str(error).startswith("any.csv")  # noqa: PT017 (it need not be raised)
    else:
        assert np.isfinite(table["a"]).all()
