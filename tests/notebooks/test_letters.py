"""One letter, one meaning: the letters of the notebooks' displayed formulas against notebook 07's tables.

The card of notebook 07 is the law: there each letter has its meaning, and the notebook in which it is first met. Its
second table tells who owns a letter in which Part. Any other letter belongs to the notebook that introduces it, alone
in its Part.
"""

import re

import pytest

from tools.notebooks import cells, paths

PATHS = {path.stem[:2]: path for path in paths()}
PARTS = {1: ("01", "02", "04", "05"), 2: ("06", "08", "09", "10", "11", "12"), 3: ("13", "14", "15", "16")}
GREEK = re.findall(
    r"\w+",
    "alpha beta gamma delta Delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi rho sigma Sigma tau phi "
    "varphi Phi chi psi omega Omega ell",
)
# Counters, constants, signs of the calculus, and functions and places that stand for any.
COMMON = {"i", "j", "k", "n", "e", r"\Delta", "f", "x"}
DIFFERENTIAL = re.compile(r"(?<=\\frac\{)d(?=\})|(?<![A-Za-z\\])d(?=\^2|\s*\\?[A-Za-z])")


def symbols(tex):
    """The letters of a formula, Greek ones with their backslash; bold, hats and indices don't make another letter."""
    tex = re.sub(r"\\(?:text|operatorname|mathrm|begin|end)\s*\{[^}]*\}", " ", tex)
    tex = DIFFERENTIAL.sub(" ", tex)
    found = set()
    for word in re.findall(r"\\[A-Za-z]+|[A-Za-z]", tex):
        if not word.startswith("\\") or word[1:] in GREEK:
            found.add(word)
    return found


def displayed(number):
    """letter -> the first displayed formula of a notebook that has it."""
    found = {}
    for _, source, _ in cells(PATHS[number], "markdown"):
        for tex in re.findall(r"\$\$(.+?)\$\$", source, re.S):
            for letter in symbols(tex):
                found.setdefault(letter, tex.strip())
    return found


def tables(*heads):
    """The rows of notebook 07's tables whose first columns are ``heads``, each a list of texts."""
    rows = []
    for _, source, _ in cells(PATHS["07"], "markdown"):
        lines = [re.split(r" \| ", line.strip()[1:-1].strip()) for line in source.splitlines() if line.startswith("|")]
        if lines and [text.strip() for text in lines[0][: len(heads)]] == list(heads):
            rows += lines[2:]
    return rows


def letters(text):
    """The letters in a table's first column."""
    return set().union(*(symbols(tex) for tex in re.findall(r"\$([^$]+)\$", text)))


def card():
    """letter -> the notebooks in which it is first met, as the card has it."""
    return {letter: row[-1].split(", ") for row in tables("symbol", "name") for letter in letters(row[0])}


def owners():
    """(letter, Part) -> the notebooks that may use it there."""
    found = {}
    for _, source, _ in cells(PATHS["07"], "markdown"):
        for line in source.splitlines():
            row = [text.strip() for text in line.split("|")[1:-1]]
            if len(row) == 4 and row[0].startswith("$"):
                for part, text in enumerate(row[1:], 1):
                    for letter in letters(row[0]):
                        known = found.setdefault((letter, part), set())
                        known |= {n for inside in re.findall(r"\(([\d, ]+)\)", text) for n in inside.split(", ")}
    return found


def introduced(number):
    """Letters that a notebook's own sentences name: alone, with an index, or with something in brackets."""
    found = set()
    for _, source, _ in cells(PATHS[number], "markdown"):
        for tex in re.findall(r"(?<!\$)\$([^$]+)\$(?!\$)", source):
            found |= symbols(tex)
    return found


def test_the_tables_are_found():
    assert {"N", "X", "w", r"\sigma", "J", r"\eta"} <= set(card())
    assert owners()["s", 2] == {"08", "12"}
    assert symbols(r"\frac{d \ln L}{dp} = \mathbf{d}\cdot\hat p_{\text{new}}") == {"L", "p", "d"}


def test_the_card_names_the_notebook_in_which_a_letter_is_first_met():
    for letter, numbers in card().items():
        used = set().union(*(displayed(number).keys() | introduced(number) for number in numbers))
        assert letter in used, f"{letter} is not in {' or '.join(numbers)}"


@pytest.mark.parametrize("number", sum(PARTS.values(), ()))
def test_a_letter_is_on_the_card_or_its_notebook_says_what_it_is(number):
    known = {letter for letter, numbers in card().items() if numbers[0] <= number} | COMMON
    for letter, tex in displayed(number).items():
        if letter not in known:
            assert letter in introduced(number), f"{letter} comes out of nowhere in {tex!r}"


@pytest.mark.parametrize("part", PARTS)
def test_a_letter_has_one_owner_in_a_part_or_07_tells_its_owners(part):
    law, known = owners(), set(card()) | COMMON
    users = {}
    for number in PARTS[part]:
        for letter in displayed(number):
            users.setdefault(letter, []).append(number)
    wrong = []
    for letter, numbers in users.items():
        listed = law.get((letter, part), set())
        if letter in known and not listed:
            continue
        if len(numbers) > 1 or listed:
            wrong += [f"{number}: {letter}" for number in numbers if number not in listed and letter not in known]
    assert not wrong, f"rename it there, or tell its owners in notebook 07's table: {', '.join(sorted(wrong))}"
