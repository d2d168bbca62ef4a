"""People's own reviews: stars, words for ratings, other names of columns; each cure that is printed is carried out."""

import re

import numpy as np
import pandas as pd
import pytest

import lrcourse as lr
from lrcourse.datasets import load_reviews

NAMES = {"lr": lr, "pd": pd}
MARKS = ["-4", "2.5", "0", "-0.5"]


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where a cure writes converted.csv

    def write(*lines, name="mine.csv"):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return name

    return write


def refused(path, *words, **options):
    """What the error says."""
    with pytest.raises(ValueError, match=r"mine|converted") as caught:
        load_reviews(path, **options)
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert "\n" not in message
    return message


def cured(message):
    """What the line of code at the end of a message loads."""
    return eval(re.search(r"lr\.datasets\.load_reviews\(.*\)$", message)[0], NAMES)


def rated(*marks, column="rating"):
    """The lines of a file with these ratings."""
    return [f"{column},text", *(f'{mark},"sentence {n}, and more"' for n, mark in enumerate(marks))]


def test_the_courses_own():
    reviews = load_reviews()
    assert list(reviews) == ["review", "rating", "text"]
    assert len(reviews) == 3708
    assert reviews["review"].nunique() == 300
    assert (reviews["review"].dtype, reviews["rating"].dtype) == (np.intp, float)
    assert reviews.iloc[0]["rating"] == pd.read_csv(lr.datasets.data_file("reviews.csv"))["rating"][0]


def test_ratings_on_both_sides_of_zero_stay_what_they_are(write):
    reviews = load_reviews(write(*rated(*MARKS)))
    assert reviews["rating"].tolist() == [-4, 2.5, 0, -0.5]
    assert reviews["text"][2] == "sentence 2, and more"
    assert reviews["review"].tolist() == [1, 2, 3, 4]  # every line is a review of its own


# -- item 1: stars -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "line", "ratings"),
    [
        ("12345", "scale='stars'", [-4, -2, 0, 2, 4]),
        ("5151", "scale='stars'", [4, -4, 4, -4]),
        (["4.5", "3", "1"], "scale='stars'", [3, 0, -4]),
        ("0110", "scale=(0, 1)", [-4, 4, 4, -4]),
        ("21", "scale=(1, 2)", [4, -4]),
        (["2", "10", "6"], "scale=(2, 10)", [-4, 4, 0]),
        ("40", "scale=(0, 4)", [4, -4]),
        (["0", "2.5", "5"], "scale=(0, 5)", [-4, 0, 4]),
        (["-3", "-1"], "scale=(-3, -1)", [-4, 4]),
        (["0.3", "-0.15"], "scale=(-0.3, 0.3)", [4, -2]),
        (["0.9", "-0.3"], "scale=(-0.9, 0.9)", [4, -4 / 3]),
    ],
)
def test_marks_that_are_all_happy_or_all_unhappy_are_refused_with_the_line_that_maps_them(write, marks, line, ratings):
    message = refused(write(*rated(*marks)), "so no review would count as", line)
    assert ("stars" in message) == ("stars" in line)
    np.testing.assert_allclose(cured(message)["rating"], ratings, atol=1e-12)


@pytest.mark.parametrize(
    ("marks", "scale", "ratings"),
    [
        ("135", "stars", [-4, 0, 4]),
        ("01", "stars", [-4, 4]),
        (["1", "10"], (1, 10), [-4, 4]),
        (["1", "6", "3.5"], [6, 1], [4, -4, 0]),  # school marks: 1 is the best
        (["0", "100", "75"], (0, 100), [-4, 4, 2]),
        ("124", {"1": -4, 2: 0, "4": 3.5}, [-4, 0, 3.5]),
    ],
)
def test_a_scale(write, marks, scale, ratings):
    assert load_reviews(write(*rated(*marks)), scale=scale)["rating"].tolist() == ratings


def test_a_mark_off_the_scale(write):
    message = refused(
        write(*rated("1", "7", "10", "0")), "3 of 4 ratings are not between 1 and 5, for example 7", scale="stars"
    )
    np.testing.assert_allclose(cured(message)["rating"], [-3.2, 1.6, 4, -4])


def test_one_kind_only(write):
    message = refused(write(*rated("3", "3")), "no rating is -0.5 or lower", "add some of that kind")
    assert "load_reviews" not in message
    refused(write(*rated("Positive", "pos")), "as unhappy; add some of that kind")
    refused(write(*rated("negative", "neutral")), "no rating is 0.5 or higher", "as happy; add some of that kind")
    refused(write(*rated("4", "5")), "scale=(4, 5)", scale="stars")


@pytest.mark.parametrize("scale", ["star", (1,), (1, 1), {}, 5, (1, 2, 3), True])
def test_what_is_no_scale(write, scale):
    path = write(*rated(*MARKS))
    with pytest.raises(ValueError, match=r'^scale must be "stars", or the worst and the best mark,.*; got '):
        load_reviews(path, scale=scale)


@pytest.mark.parametrize("scale", [("1", 5), {"good": "x"}, (1, None)])
def test_a_scale_without_numbers(write, scale):
    path = write(*rated(*MARKS))
    with pytest.raises(TypeError, match=r"^scale.* must be a number; got "):
        load_reviews(path, scale=scale)


# -- item 2: other names, and words ------------------------------------------------------------------------------


def test_the_text_is_called_review_and_the_rating_is_a_word(write):
    path = write("review,sentiment", '"Dull, and long",negative', "I laughed,positive")
    message = refused(path, "no column 'rating' and no column 'text'", "Found: review, sentiment")
    assert message.endswith(f"lr.datasets.load_reviews({path!r}, text='review', rating='sentiment')")
    reviews = cured(message)
    assert reviews["text"].tolist() == ["Dull, and long", "I laughed"]
    assert reviews["rating"].tolist() == [-4, 4]
    assert reviews["review"].tolist() == [1, 2]


def test_short_messages_with_a_number_too_long_for_a_float(write):
    path = write(
        "tweet_id,airline_sentiment,confidence,retweets,text",
        "570306133677760513,neutral,1.0,0,what you said is here for all to read",
        "570306133677760514, Positive ,0.3486,0,you have added commercials to my flight",
        "570306133677760513,negative,0.6837,1,it was aggressive to blast it in our faces",
    )
    message = refused(path, "there is no column 'rating'. Found: tweet_id, airline_sentiment, confidence")
    assert "rating='airline_sentiment')" in message
    reviews = cured(message)
    assert reviews["rating"].tolist() == [0, 4, -4]
    again = load_reviews(path, rating="airline_sentiment", review="tweet_id")
    assert again["review"].tolist() == [570306133677760513, 570306133677760514, 570306133677760513]


def test_stars_among_other_numbers_are_found_by_their_name(write):
    path = write(
        "Id,Helpful,Score,Time,Summary,Text",
        "1,1,5,1303862400,Good,the dog likes what is in these tins",
        "2,0,1,1346976000,Not as said,they were small and unsalted peanuts",
        "3,0,4,1219017600,Delight,a light pillowy confection of citrus",
    )
    first = refused(path, "text='Text', rating='Score'")
    with pytest.raises(ValueError, match="scale='stars'") as second:
        cured(first)
    assert cured(str(second.value))["rating"].tolist() == [4, -4, 2]


def test_reviews_that_have_names_get_numbers(write):
    path = write("review,rating,text", "R7X,-1,one", "B2,2,two", "R7X,3,three")
    assert load_reviews(path)["review"].tolist() == [1, 2, 1]
    path = write("id,rating,text", "7,-1,one", "9,2,two", "7,3,three")
    assert load_reviews(path, review="id")["review"].tolist() == [7, 9, 7]
    message = refused(path, "no column 'order'", "Found: id, rating, text", review="order")
    assert cured(message)["review"].tolist() == [1, 2, 3]
    refused(write("review,rating,text", " ,-1,one", "2,2,two"), "line 2: review is blank", "leave that line out")


def test_other_words(write):
    path = write("said,text", "Yes,so good", "no,so bad", "Perhaps,so so")
    message = refused(path, "what does 'no', 'perhaps', 'yes' in the column 'said' mean?", rating="said")
    assert "scale={'no': -4.0, 'perhaps': 0.0, 'yes': 4.0}" in message
    assert cured(message)["rating"].tolist() == [4, -4, 0]
    assert load_reviews(path, rating="said", scale={"YES": 3, "no": -1, "perhaps": 0})["rating"].tolist() == [3, -1, 0]
    message = refused(path, "what does 'perhaps' in", rating="said", scale={"yes": 3, "no": -1})
    assert cured(message)["rating"].tolist() == [3, -1, -4]


def test_a_rating_that_is_neither_number_nor_word(write):
    refused(write(*rated("2", "good", "-1")), "line 3: rating is 'good'; it must be a number")
    refused(write(*rated("2", "", "-1")), "line 3: rating is blank", "a number or a word")
    refused(write(*rated("2", "nan", "-1")), "line 3: rating is blank ('nan')")


@pytest.mark.parametrize(
    ("lines", "texts", "marks"),
    [
        (
            ["So, there is no way\t0", 'The "best" of all, by far\t1', "fine\t1"],
            ["So, there is no way", None, "fine"],
            "011",
        ),
        (["Nothing here.\t0", "Loved it!\t1"], ["Nothing here.", "Loved it!"], "01"),
        (["0;Nothing, here.", "1;Loved it!"], ["Nothing, here.", "Loved it!"], "01"),
        (
            ['4,"11",Mon,me,"happy, at last"', '0,"12",Tue,me,and so it ends'],
            ["happy, at last", "and so it ends"],
            "40",
        ),
        (
            ["awful service,negative", "lovely place,positive"],
            ["awful service", "lovely place"],
            ["negative", "positive"],
        ),
    ],
)
def test_a_file_without_names_of_columns(write, lines, texts, marks):
    """The line makes a file; what its numbers mean is the next thing to be said."""
    message = refused(write(*lines, name="mine.txt"), "has no line with the names of the columns")
    exec(message.partition("Convert it once: ")[2], NAMES)
    table = pd.read_csv("converted.csv", dtype=str)
    assert table["rating"].tolist() == list(marks)
    assert [text for text, wanted in zip(table["text"], texts, strict=True) if wanted and text != wanted] == []
    assert len(table) == len(lines)
    try:
        reviews = load_reviews("converted.csv")
    except ValueError as error:
        reviews = cured(str(error))
    assert reviews["rating"].tolist() == [4 if mark in ("1", "4", "positive") else -4 for mark in marks]


def test_what_the_reader_of_tables_says_comes_first(write):
    refused(write("my reviews", *rated(*MARKS)), "the first line is a title, 'my reviews'")
    refused(write("rating;text", "1;a"), "are separated by semicolons")
    refused(write("rating\ttext", "1\ta"), "are separated by tabs")
    refused(write("rating,text"), "contains the column names and nothing else")
    refused(write("rating,rating,text", "1,1,a"), "'rating'", "twice")
    (pd.DataFrame({"rating": [1], "text": ["schön"]})).to_csv("mine.csv", encoding="utf-16")
    refused("mine.csv", "UTF-16")
    with pytest.raises(FileNotFoundError, match=r"no file .min\.csv."):
        load_reviews("min.csv")


def test_names_that_are_none(write):
    path = write(*rated(*MARKS))
    with pytest.raises(TypeError, match="rating must be the name of a column; got 5"):
        load_reviews(path, rating=5)
    with pytest.raises(ValueError, match="text and rating must be two different columns; got 'text' for both"):
        load_reviews(path, rating="text")


def test_a_large_file_is_looked_at_only_at_its_beginning(write):
    """The last of the lines that are looked at is cut, and no reason to refuse anything."""
    lines = [f'"{n}, a rather long sentence about the thing{" and on" * 50}",{n % 5 + 1}' for n in range(2000)]
    message = refused(write("body,stars", *lines), "text='body', rating='stars'")
    with pytest.raises(ValueError, match="scale='stars'") as caught:
        cured(message)
    reviews = cured(str(caught.value))
    assert len(reviews) == 2000
    assert reviews["rating"].tolist() == [(n % 5 - 2) * 2 for n in range(2000)]
