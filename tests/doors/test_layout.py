"""What a stranger's CSV file is like, seen before its columns are known."""

import pytest

from lrcourse.files.csvfile import encoding_of, other_kind
from lrcourse.files.layout import number_format, table_text


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "a\n1\n",
        "text\nhello\nyes; no\n",
        "text,n\nyes; no,1\nno; yes,2\n",
        'text,n\n"a\nb; c",1\n',
        "a;b,c;d\n1;2,3;4\n",  # both fit: commas are what is needed
        "1,2\n3,4\n",
        "a,b\n1\n1,2,3\n",  # whoever reads it says which line
        "a\n1,5\n2,5\n",
    ],
)
def test_what_is_left_alone(file, text):
    assert table_text(file(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a;b\n1;2\n", r"separated by semicolons.*sep=';'\)"),
        ("a;b\n1,5;2\n1,25;3\n", r"sep=';', decimal=','\)"),
        ("a;b\n1,5;2,5\n1,25;3,0\n", r"sep=';', decimal=','\)"),  # three commas, or two, in each line
        ("Visits\na;b\n1,5;2,5\n", r"a title, 'Visits', .* line 2; .*semicolons.*sep=';', skiprows=1, decimal=','\)"),
        ("Visits;;\n\na;b;c\n1;2;3\n", r"'Visits;;', .* are in line 3.*skiprows=2"),
        ("text\tn\nSo, it works\t1\nNo, not, at all\t0\n", r"separated by tabs, .*sep='\\t'\)"),
        ("a;b\n1;2\n3;4;5\n", r"line 3: 3 values.* Is there a semicolon inside a value\?"),
        ("a;b\n1;2\n3\n", r"line 3: 1 value, .* A value is missing"),
    ],
)
def test_what_is_seen_without_the_names(file, text, words):
    with pytest.raises(ValueError, match=words):
        table_text(file(text))


def test_names_that_are_known_decide(file):
    text = "one, two\nhit,x\n1,2\n"
    assert table_text(file(text)) == text
    with pytest.raises(
        ValueError, match=r"a title, 'one, two', and the names of the columns are in line 2.*skiprows=1\)"
    ):
        table_text(file(text), ["hit"])
    assert table_text(file("a,b\n1,5\n5,1\n"), ["5"]) == "a,b\n1,5\n5,1\n"  # a line of numbers contains no names
    assert table_text(file("hit;x,y\n1,2\n"), ["y"]) == "hit;x,y\n1,2\n"


def test_of_a_long_file_only_whole_lines_are_read(file):
    text = "a,b\n" + "1,é\n" * 100
    assert table_text(file(text), most=20) == "a,b\n1,é\n1,é\n1,é\n"
    wide = ("a,b\n" + "1,2\n" * 100).encode("utf-16-le")
    with pytest.raises(ValueError, match=r"encoding is UTF-16-LE.*for part in pd\.read_csv\(.*encoding='utf-16-le'"):
        table_text(file(wide), most=31)


def test_encodings_are_told_from_bytes():
    assert encoding_of("a,b\n1,é\n".encode()) == ({}, "")
    assert encoding_of("姓名,城市\n1,2\n".encode("utf-16-be"))[0] == {"encoding": "utf-16-be"}
    assert other_kind("a,b\n".encode("utf-32-le")) == "a binary file"  # without a mark it is no text to anybody
    lines = ["plain", *(f"line {k} é" for k in range(10))]
    broken = [line.encode("cp1252") for line in lines[:3]] + [line.encode() for line in lines[3:]]
    options, words = encoding_of(b"\n".join(broken))
    assert options == {"encoding_errors": "replace"}
    assert words.startswith("2 of its 11 lines are not UTF-8 (lines 2, 3)")
    options, words = encoding_of("\n".join(lines).encode("cp1252"))
    assert options == {"encoding": "cp1252"}
    assert "(lines 2, 3, 4, 5, 6 ...)" in words
    assert encoding_of(b"a\r\xff\xe9\r\x81")[1].startswith("its encoding is neither UTF-8 nor cp1252 (lines 2, 3)")


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["1", "-2"], {}),
        (["1.5", "2"], {}),
        (["1,5", "x"], {"decimal": ","}),
        (["-1.234,5"], {"decimal": ",", "thousands": "."}),
        (["1,5", "1.5"], {"decimal": ","}),  # a text of digits, such as 3.11
        (["1.234.567", "1,5"], {"decimal": ",", "thousands": "."}),
        (["1,234,567.5"], {"thousands": ","}),
        (["1,234"], {"decimal": ","}),
        (["1.234"], {}),
        (["1 234", "5"], {"thousands": " "}),
    ],
)
def test_numbers_as_people_write_them(cells, options):
    assert number_format(["a"], [[cell] for cell in cells]) == options
