"""Markdown with formulas becomes HTML with MathML that needs no special fonts."""

import re

import pytest

from lrcourse.quizzes.formulas import to_html, to_mathml


def plain(mathml):
    """The letters of a formula without its tags."""
    return re.sub(r"<[^>]*>", "", mathml)


def test_one_paragraph_comes_without_its_tag():
    assert to_html("a **bold** word") == "a <strong>bold</strong> word"
    assert to_html("one\n\ntwo") == "<p>one</p>\n<p>two</p>"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b onclick=x>a</b>", "a <img src=x onerror=y>", "$x$ <i>"]
)
def test_html_is_shown_as_text(text):
    html = to_html(text)
    assert not re.search(r"<(script|b|img|i)\b", html)
    assert "&lt;" in html


def test_no_address_that_runs_or_fetches():
    assert "javascript:" not in to_html("[a](javascript:alert(1))")
    assert "<img" not in to_html("![a](https://example.org/a.png)")


def test_a_link_opens_beside_the_notebook():
    assert (
        to_html("[a](https://example.org)")
        == '<a target="_blank" rel="noopener" href="https://example.org">a</a>'
    )


def test_code_keeps_its_dollars_and_a_dollar_can_be_written():
    assert to_html("`a $b$ c`") == "<code>a $b$ c</code>"
    assert to_html(r"\$5 and \$6") == "$5 and $6"


def test_a_block_formula_and_one_in_a_list():
    html = to_html("Look:\n\n$$\n\\frac{1}{2}\n$$\n\n- $x$\n- two")
    assert '<math display="block">' in html
    assert "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"\mathbf{w}\cdot\mathbf{x}+b", "w·x+b"),
        (r"\boldsymbol{\mu}_1", "μ1"),
        (r"\mathbf{Xw}", "Xw"),
        (r"\boldsymbol{\Sigma}^{-1}", "Σ−1"),
        (r"\sigma(a)", "σ(a)"),
        (r"\mathcal{N}", "N"),
    ],
)
def test_bold_and_italic_letters_are_plain_letters_with_a_style(tex, letters):
    mathml = to_mathml(tex)
    assert plain(mathml) == letters
    assert all('class="' in letter for letter in re.findall(r"<mi[^>]*>[a-zμσ]<", mathml))


def test_bold_is_told_from_italic():
    assert '<mi class="upright bold" mathvariant="normal">w</mi>' in to_mathml(r"\mathbf{w}")
    assert 'class="italic"' in to_mathml("w")
    assert "italic" not in to_mathml(r"\Sigma")


@pytest.mark.parametrize("tex", [r"t_n\log y_n", r"x\exp y", r"\max_i a_i", r"\log_2 8"])
def test_names_of_functions_stand_apart(tex):
    mathml = to_mathml(tex)
    assert "mspace" in mathml
    assert not re.search(r"<mo>[a-z]{2,}", mathml)


def test_no_space_before_a_bracket():
    assert "mspace" not in to_mathml(r"\exp(-a)")


def test_a_sign_is_told_from_a_difference():
    assert to_mathml("a=-1").count('form="prefix"') == 1
    assert 'form="prefix"' not in to_mathml("a-1")
    assert 'form="prefix"' not in to_mathml("(a)-1")


def test_a_prime_is_no_exponent():
    mathml = to_mathml("f'(0) = x'")
    assert "msup" not in mathml
    assert plain(mathml) == "f′(0)=x′"


def test_no_space_around_a_slash():
    assert '<mo lspace="0" rspace="0">/</mo>' in to_mathml("a/b")


def test_a_comma_in_braces_is_no_list():
    assert '<mo lspace="0" rspace="0">,</mo>' in to_mathml("5{,}000")


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\foo x", r"not known: \\foo"),
        (r"\frac{1", "not complete"),
        (r"a & b", "cannot be read"),
        (r"{", "cannot be read"),
    ],
)
def test_a_wrong_formula_is_refused(tex, words):
    with pytest.raises(ValueError, match=words):
        to_html(f"${tex}$")
