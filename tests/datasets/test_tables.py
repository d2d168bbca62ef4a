"""A stranger's CSV file: whatever is wrong with it, one error says what, where, and what cures it."""

import gzip
import os
import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcourse.datasets import ECOMMERCE_COLUMNS, load_ecommerce
from lrcourse.datasets.tables import Column, read_table

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
    assert visits.dtypes.tolist() == [np.intp, np.intp, np.float64, np.intp, np.intp, np.intp]
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
    ids=["BOM", "Windows", "old Mac", "empty lines", "blank lines", "no last newline", "blanks", "quotes", "1.0 for 1"],
)
def test_what_is_only_written_differently_is_accepted(file, content):
    assert load_ecommerce(file(content)).equals(load_ecommerce(file(GOOD, "good.csv")))


def test_text_stays_as_it_stands(file):
    rules = {"text": Column("the sentence", text=True), "n": Column("a count", whole=True)}
    table = read_table(file(b'n,text\n1," NA, ""good"" "\n2,none\n'), rules)
    assert table["text"].tolist() == [' NA, "good" ', "none"]
    with pytest.raises(ValueError, match=r"line 3: text is blank \(''\).*must be text \(the sentence\)"):
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
        (b'"', ["visits.csv is empty"]),
        (b" \n\n", ["is empty"]),
        (b"\xef\xbb\xbf\n", ["is empty"]),
        (HEADER + "\n", ["contains the column names and nothing else"]),
        (GOOD.replace(",", ";"), ["separated by semicolons", "sep=';')"]),
        (GOOD.replace(",", "\t"), ["separated by tabs", r"sep='\t'"]),
        (GOOD.replace(",", "|"), ["separated by bars"]),
        ("sep=;\n" + GOOD.replace(",", ";"), ["separated by semicolons"]),
        (GOOD.encode("utf-16"), ["UTF-16", "encoding='utf-16'"]),
        (GOOD.encode("utf-16-le"), ["UTF-16"]),
        (GOOD.replace("3.8", "3.8é").encode("latin-1"), ["not UTF-8 (line 2)", "encoding='cp1252'"]),
        ("\n".join(GOOD.splitlines()[1:]), ["the first line contains numbers"]),
        (GOOD.replace("is_mobile", "user_action"), ["'user_action' occurs twice"]),
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
        ("sep=,\n" + GOOD, ["the first line is Excel's 'sep=,'", "are in line 2", "skiprows=1)"]),
        ("sep=;\n" + GOOD.replace(",", ";"), ["Excel's 'sep=;'", "sep=';', skiprows=1)"]),
        ("Visits, May\n\n" + GOOD, ["the first line is a title, 'Visits, May'", "are in line 3", "skiprows=2)"]),
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
        ("is_returning_visitor", "returning_visitor", ["'returning_visitor' looks like 'is_returning_visitor'"]),
        ("0,5,2,1", "0,5,two,1", ["line 3", "visit_duration is 'two'", "must be a number, at least 0 (minutes)"]),
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
        file(f'note,{HEADER}\n\n"two\nlines",1,3,3.8,1,3,1\n\nx,1,3,bad,1,3,1\n'), "line 6: visit_duration is 'bad'"
    )


def test_a_zip_archive_and_an_excel_workbook(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "visits.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("may.csv", GOOD)
    with pytest.raises(ValueError, match=r"an Excel workbook.*save it as CSV") as caught:
        load_ecommerce(path)
    exec(re.search(r"import zipfile.*?\)\.extractall\(\)", str(caught.value))[0])
    assert load_ecommerce("may.csv").equals(load_ecommerce(file(GOOD)))


def test_what_cannot_be_opened(file, tmp_path, monkeypatch):
    refuses(
        "https://example.org/visits.csv", "'https://example.org/visits.csv' is an address on the web. Download the file"
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
    refuses(good, "You do not have permission to read")


def test_the_cure_holds_the_path_as_python_writes_it(file):
    path = file(GOOD.replace(",", ";"), "it's \\ mine.csv")
    refuses(path, f"pd.read_csv({str(path)!r}, sep=';'")


def test_a_large_file_is_read(file):
    assert len(load_ecommerce(file(HEADER + "\n" + "1,3,3.8,1,3,1\n" * 100_000))) == 100_000


def test_a_missing_file_a_folder_and_no_path_at_all(file, tmp_path):
    file(GOOD)
    refuses(tmp_path / "visit.csv", "There is no file 'visit.csv'", "Did you mean visits.csv?", error=FileNotFoundError)
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


# -- every cure is carried out ------------------------------------------------------------------------------------

GERMAN = GOOD.replace(",", ";").replace("3.8", "3,8")


def cured(path, columns=ECOMMERCE_COLUMNS):
    """The table that is read after the line in the message has been carried out."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (any message with a line in it)
        read_table(path, columns)
    message = str(caught.value)
    line = re.search(r"(pd\.read_csv\(.*\)|import gzip.*\))\.?$", message)[1]
    exec(line, {"pd": pd})
    new = Path(re.findall(r"'(\w+\.csv)'", line)[-1 if line.startswith("pd") else 0])
    return read_table(new, columns)


@pytest.mark.parametrize(
    "content",
    [
        GERMAN,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "|"),
        GERMAN.replace(";", "\t"),  # tabs with decimal commas
        "sep=;\n" + GERMAN,
        "sep=,\n" + GOOD,
        "Visits\n" + GOOD,
        "Visits, May\n\n" + GOOD,
        "Visits; May\n\n\n" + GERMAN,
        "Visits\r\n".encode("utf-16") + GERMAN.replace(";", "\t").encode("utf-16-le"),  # Excel's 'Unicode text'
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),  # without a mark
        GOOD.encode("utf-16-be"),
        GOOD.encode("utf-32"),
        f"note;{GERMAN}".replace("\n1", "\nCaf\xe9;1").replace("\n0", "\ndon\x92t;0").encode("latin-1"),
        GERMAN.replace("\n", ";\n").replace("user_action;", "user_action"),  # a semicolon at the end of each line
        gzip.compress(GOOD.encode()),
        GOOD.partition("\n")[2],  # no names, but the columns in the needed order
    ],
    ids=[
        "decimal commas",
        "semicolons",
        "bars",
        "tabs",
        "sep=;",
        "sep=,",
        "title",
        "title of two",
        "title, commas",
        "Unicode text",
        "UTF-16",
        "LE",
        "BE",
        "UTF-32",
        "cp1252",
        "last semicolon",
        "gzip",
        "no names",
    ],
)
@pytest.mark.filterwarnings("ignore:Length of header")  # pandas drops the empty column after the last semicolon
def test_the_line_that_converts_a_file_does(file, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    assert cured(file(content)).equals(load_ecommerce(file(GOOD, "good.csv")))


WIDE = {"day": Column("a day", text=True), "x": Column("a number"), "y": Column("a number")}


@pytest.mark.parametrize(
    ("rows", "x"),
    [
        ("1.2.2024;1.234,5;1\n3.2.2024;7;2\n", [1234.5, 7]),  # the days stay days
        ("1.2.2024;1.234;0,5\n3.2.2024;12.345.678;2\n", [1234, 12345678]),
        ("01.02.2024;1 234,5;1\n02.02.2024;-1 000;2\n", [1234.5, -1000]),
        ("01.02.2024;1\u202f234,5;1\n02.02.2024;2\u202f000;2\n", [1234.5, 2000]),
        ("01.02.2024;1'234.5;1\n02.02.2024;1;2\n", [1234.5, 1]),
        ("01.02.2024;1,234.5;0.25\n02.02.2024;1;2\n", [1234.5, 1]),
        ("01.02.2024;1,234;1\n02.02.2024;1;2\n", [1.234, 1]),  # with semicolons a comma is more likely a decimal one
        ("01.02.2024;1.234;1\n02.02.2024;1.5;2\n", [1.234, 1.5]),
    ],
)
def test_thousands_and_decimals_are_told_apart(file, tmp_path, monkeypatch, rows, x):
    monkeypatch.chdir(tmp_path)
    table = cured(file("day;x;y\n" + rows), WIDE)
    assert table["x"].tolist() == x
    assert table["day"].tolist() == [line.partition(";")[0] for line in rows.splitlines()]


SENTENCES = {"text": Column("a sentence", text=True), "rating": Column("a number")}


def test_a_windows_file_keeps_its_apostrophes(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = file("text,rating\nI don\u2019t \u201clike\u201d it,-1\nna\u00efve \u20ac,1\n".encode("cp1252"))
    assert cured(path, SENTENCES)["text"].tolist() == ["I don\u2019t \u201clike\u201d it", "na\u00efve \u20ac"]


def test_a_few_broken_lines_do_not_make_a_file_a_windows_file(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = ["text,rating", *["great \U0001f600,1", "won\u2019t,-1"] * 300]
    content = "\n".join(lines).encode().split(b"\n")
    content[17], content[41] = b"caf\xe9,1", b"don\x92t,-1"
    path = file(b"\n".join(content))
    with pytest.raises(
        ValueError, match=r"2 of its 601 lines are not UTF-8 \(lines 18, 42\)\. Correct them in an editor"
    ):
        read_table(path, SENTENCES)
    texts = cured(path, SENTENCES)["text"].tolist()
    assert texts[16] == "caf\ufffd"
    assert texts[:16] + texts[17:40] == [line.partition(",")[0] for line in lines[1:17] + lines[18:41]]


def test_a_file_in_neither_encoding_is_read_as_far_as_it_goes(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = file(b"text,rating\n" + "\u0441\u043f\u0430\u0441\u0438\u0431\u043e,1\n".encode("cp866") + b"\x81\x8d,1\n")
    with pytest.raises(ValueError, match="neither UTF-8 nor cp1252"):
        read_table(path, SENTENCES)
    assert cured(path, SENTENCES)["rating"].tolist() == [1, 1]


def test_a_file_that_is_converted_is_not_written_over(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = file(GERMAN, "converted.csv")
    assert cured(path).equals(load_ecommerce(file(GOOD, "good.csv")))
    assert path.read_text() == GERMAN


@pytest.mark.parametrize(
    ("content", "words", "old", "new"),
    [
        (GOOD.replace("3.8", "3,8"), "in numbers write a point: 1.5.", "3,8", "3.8"),
        (GOOD.replace("\n", '\n1,3,"3,8",1,3,1\n', 1), "Write numbers with a point: 1.5.", '"3,8"', "3.8"),
        (GOOD.replace("3.8,1", "3.8"), "leave that line out", "1,3,3.8,3,1\n", ""),
        (GOOD.replace("3.8,1", "3.8"), "Fill it in", "1,3,3.8,3", "1,3,3.8,1,3"),
        (GOOD.replace("3.8", ""), "Fill it in", "1,3,,", "1,3,3.8,"),
        (GOOD.replace("1,3,3.8", "true,3,3.8"), "Write 1 for true, 0 for false.", "true", "1"),
        (GOOD.replace("3.8", '"1,234"'), "Then write 1234.", '"1,234"', "1234"),
        (GOOD.replace("3.8", '"1,234"'), "Then write 1.234.", '"1,234"', "1.234"),
        (GOOD.replace("is_mobile", "Is mobile"), "looks like 'is_mobile': rename it.", "Is mobile", "is_mobile"),
        (GOOD.replace("is_mobile", "user_action"), "Remove or rename one of them.", "user_action", "is_mobile"),
        ("1,2\n" + GOOD.partition("\n")[2], "Add a first line with the names.", "1,2", HEADER),
    ],
)  # fmt: skip
def test_what_the_message_says_to_write_is_right(file, content, words, old, new):
    refuses(file(content), words)
    assert len(load_ecommerce(file(content.replace(old, new, 1)))) in (1, 2, 3)


def test_quotes_keep_a_comma_or_a_semicolon_in_its_value(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notes = "note," + GOOD.replace("\n1,", "\nSmith, J.,1,").replace("\n0,", "\nx,0,")
    refuses(file(notes), "line 2: 8 values", 'double quotes: "1,5" or "Smith, J."')
    assert len(load_ecommerce(file(notes.replace("Smith, J.", '"Smith, J."')))) == 2
    notes = "note;" + GERMAN.replace("\n1;", "\nSmith; J.;1;").replace("\n0;", "\nx;0;")
    refuses(file(notes), "8 values, but the first line names 7 columns. Is there a semicolon inside a value?", '"a; b"')
    assert len(cured(file(notes.replace("Smith; J.", '"Smith; J."')))) == 2
