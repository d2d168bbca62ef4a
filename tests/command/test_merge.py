"""A new version of a notebook comes into a learner's copy: whatever they did to it, nothing that they wrote is lost."""

from collections import Counter
from copy import deepcopy

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcourse.command.merge import NOTE, merge

TEXTS = st.text("abc\n", max_size=6)


def notebook(*cells):
    """A notebook from (id, text) pairs; ids that begin with m are Markdown."""
    new = nbformat.v4.new_notebook()
    for id, text in cells:
        make = nbformat.v4.new_markdown_cell if id.startswith("m") else nbformat.v4.new_code_cell
        new.cells.append(make(text, id=id))
    return new


def pairs(merged):
    return [(cell.id, cell.source) for cell in merged.notebook.cells]


BASE = notebook(("m1", "one"), ("c2", "two"), ("m3", "three"), ("c4", "four"))


def test_what_nobody_touched_stays_and_what_the_course_changed_follows():
    theirs = notebook(("m0", "zero"), ("m1", "ONE"), ("c2", "two"), ("c4", "four"), ("c5", "five"))
    merged = merge(BASE, deepcopy(BASE), theirs)
    assert pairs(merged) == [("m0", "zero"), ("m1", "ONE"), ("c2", "two"), ("c4", "four"), ("c5", "five")]
    assert merged.counts == Counter(changed=1, added=2, removed=1)


def test_what_the_learner_edited_stays_theirs():
    yours = notebook(("m1", "one"), ("c2", "my two"), ("m3", "three"), ("c4", "four"))
    merged = merge(BASE, yours, notebook(("m1", "ONE"), ("c2", "two"), ("m3", "three"), ("c4", "four")))
    assert pairs(merged) == [("m1", "ONE"), ("c2", "my two"), ("m3", "three"), ("c4", "four")]


def test_where_both_changed_the_course_s_version_comes_below_under_a_heading():
    yours = notebook(("m1", "one"), ("c2", "my two"), ("m3", "three"), ("c4", "four"))
    theirs = notebook(("m1", "one"), ("c2", "TWO"), ("m3", "three"), ("c4", "four"))
    merged = merge(BASE, yours, theirs)
    assert [text for _, text in pairs(merged)] == ["one", "my two", NOTE, "TWO", "three", "four"]
    assert merged.counts == Counter(both=1)
    again = merge(BASE, merged.notebook, theirs)  # the first update was killed before it kept its base
    assert pairs(again) == pairs(merged)
    later = merge(theirs, merged.notebook, notebook(("m1", "one"), ("c2", "TWO 2"), ("m3", "three"), ("c4", "four")))
    assert [text for _, text in pairs(later)] == ["one", "my two", NOTE, "TWO 2", NOTE, "TWO", "three", "four"]


def test_both_changed_it_alike():
    changed = notebook(("m1", "one"), ("c2", "TWO"), ("m3", "three"), ("c4", "four"))
    assert pairs(merge(BASE, changed, changed)) == pairs_of(changed)


def pairs_of(book):
    return [(cell.id, cell.source) for cell in book.cells]


def test_a_cell_that_the_learner_added_stays_where_it_was():
    yours = notebook(("m1", "one"), ("mine", "a note"), ("c2", "two"), ("m3", "three"), ("c4", "four"), ("own", "end"))
    theirs = notebook(("m1", "ONE"), ("c2", "two"), ("c4", "four"))
    assert [id for id, _ in pairs(merge(BASE, yours, theirs))] == ["m1", "mine", "c2", "c4", "own"]


def test_a_cell_that_the_learner_moved_stays_there_and_one_they_deleted_stays_away():
    yours = notebook(("m1", "one"), ("c4", "four"), ("c2", "two"))
    theirs = notebook(("m1", "ONE"), ("c2", "two"), ("m3", "three"), ("c4", "FOUR"))
    assert pairs(merge(BASE, yours, theirs)) == [("m1", "ONE"), ("c4", "FOUR"), ("c2", "two")]


def test_an_edited_cell_that_the_course_took_out_stays():
    yours = notebook(("m1", "one"), ("c2", "two"), ("m3", "my three"), ("c4", "four"))
    theirs = notebook(("m1", "one"), ("c2", "two"), ("c4", "four"))
    assert pairs(merge(BASE, yours, theirs)) == [("m1", "one"), ("c2", "two"), ("m3", "my three"), ("c4", "four")]


def test_outputs_and_metadata():
    out = lambda text: [nbformat.v4.new_output("stream", text=text)]
    base, yours, theirs = deepcopy(BASE), deepcopy(BASE), deepcopy(BASE)
    yours.cells[1].outputs, yours.cells[1].execution_count = out("mine"), 7
    theirs.cells[1].outputs = out("theirs")
    theirs.cells[3].outputs = out("new")
    yours.cells[2].metadata["tags"] = ["mine"]
    theirs.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    merged = merge(base, yours, theirs).notebook
    assert merged.cells[1].outputs == out("mine")
    assert merged.cells[1].execution_count == 7
    assert merged.cells[3].outputs == out("new")
    assert merged.cells[2].metadata["tags"] == ["mine"]
    assert merged.metadata == theirs.metadata
    theirs.cells[1].source = "another two"
    assert merge(base, yours, theirs).notebook.cells[1].outputs == out("theirs")  # they belong to the new text


def test_an_editor_that_drops_ids_loses_nothing():
    yours = notebook(("m1", "one"), ("c2", "my two"), ("m3", "three"), ("c4", "four"))
    for cell in yours.cells:
        del cell["id"]
    merged = merge(BASE, yours, notebook(("m1", "ONE"), ("c2", "two"), ("m3", "three"), ("c4", "four")))
    assert [text for _, text in pairs(merged)] == ["ONE", "my two", "three", "four"]


@st.composite
def edited(draw, prefix):
    """The base after somebody has edited, deleted, added, split and moved cells."""
    cells = [list(pair) for pair in pairs_of(BASE)]
    for k in range(draw(st.integers(0, 5))):
        what = draw(st.sampled_from(["edit", "delete", "add", "split", "move", "drop id"]))
        if what == "add" or not cells:
            cells.insert(draw(st.integers(0, len(cells))), [f"{prefix}{k}", draw(TEXTS)])
            continue
        at = draw(st.integers(0, len(cells) - 1))
        if what == "edit":
            cells[at][1] = draw(TEXTS)
        elif what == "delete":
            del cells[at]
        elif what == "split":
            cells.insert(at + 1, [f"{prefix}{k}", cells[at][1][1:]])
            cells[at][1] = cells[at][1][:1]
        elif what == "move":
            cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(at))
        elif what == "drop id" and prefix == "y":
            cells[at][0] = None
    book = notebook(*((id or "x", text) for id, text in cells))
    for cell, (id, _) in zip(book.cells, cells):
        if id is None:
            del cell["id"]
    return book


@given(edited("y"), edited("t"))
def test_nothing_that_the_learner_wrote_is_missing(yours, theirs):
    before = deepcopy((BASE, yours, theirs))
    merged = merge(BASE, yours, theirs).notebook
    assert (BASE, yours, theirs) == before
    nbformat.validate(merged)
    ids = [cell.id for cell in merged.cells]
    assert len(set(ids)) == len(ids)
    came = Counter(cell.source for cell in BASE.cells)
    wrote = Counter(cell.source for cell in yours.cells) - came
    assert not wrote - Counter(cell.source for cell in merged.cells)


@given(edited("t"))
def test_an_untouched_copy_becomes_the_course_s_version(theirs):
    assert pairs(merge(BASE, deepcopy(BASE), theirs)) == pairs_of(theirs)


@given(edited("y"))
def test_without_a_new_version_nothing_changes(yours):
    texts = lambda book: [cell.source for cell in book.cells]
    assert texts(merge(BASE, yours, BASE).notebook) == texts(yours)


@given(edited("y"), edited("t"))
def test_twice_is_as_once(yours, theirs):
    once = merge(BASE, yours, theirs).notebook
    texts = lambda book: [cell.source for cell in book.cells]
    assert texts(merge(theirs, once, theirs).notebook) == texts(once)
    killed = merge(BASE, once, theirs).notebook  # before the base was kept; if both moved cells, the order may differ
    assert Counter(texts(killed)) == Counter(texts(once))


@pytest.mark.parametrize("book", [nbformat.v4.new_notebook(), BASE])
def test_a_notebook_without_cells(book):
    empty = nbformat.v4.new_notebook()
    assert pairs(merge(empty, book, empty)) == pairs_of(book)
    assert pairs(merge(empty, empty, book)) == pairs_of(book)
