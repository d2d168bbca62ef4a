"""Bring a new version of a notebook into a learner's copy of it, cell by cell.

Cells are recognised by their ids. A cell that the learner has not touched follows the course; one that they have edited
stays theirs; where both have changed, theirs stays and the course's new version goes right below it.
"""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import nbformat

NOTE = """#### The course has changed this cell, too

Yours is above, the course's new version below. Take what you like from it, then delete it."""


@dataclass
class Merged:
    """A merged notebook, and how many cells were changed, added, removed, or changed on both sides."""

    notebook: nbformat.NotebookNode
    counts: Counter = field(default_factory=Counter)


def merge(base, yours, theirs):
    """A notebook as the course has it now, with everything that the learner has written.

    Parameters
    ----------
    base, yours, theirs : nbformat.NotebookNode
        What the copy came from, the copy as it is now, and the course's present version. They are not changed.

    Returns
    -------
    Merged
    """
    yours = _with_ids(base, yours)
    was, mine, new = ({cell.id: cell for cell in notebook.cells} for notebook in (base, yours, theirs))
    counts, cells = Counter(), []
    for id in _order(was, mine, new):
        if id not in new or id not in was:  # only in the copy, or new on one side
            cells.append(mine.get(id) or new[id])
            counts["added"] += id not in mine
            continue
        cells.append(_cell(was[id], mine[id], new[id]))
        if not _same(was[id], new[id]) and not _same(mine[id], new[id]):
            untouched = _same(was[id], mine[id])
            counts["changed" if untouched else "both"] += 1
            if not untouched:
                cells += _beside(id, new[id], mine)
    counts["removed"] = sum(id not in new and id in mine and _same(was[id], mine[id]) for id in was)
    merged = deepcopy(theirs)
    merged.cells = deepcopy(list(_once(cells)))
    return Merged(merged, counts)


def _same(one, other):
    """Whether two cells have the same text."""
    return (one.cell_type, one.source) == (other.cell_type, other.source)


def _with_ids(base, yours):
    """The learner's notebook with an id for each cell: editors may drop them. Cells from the base are recognised."""
    yours, taken, known = deepcopy(yours), set(), {}
    for cell in base.cells:
        known.setdefault((cell.cell_type, cell.source), cell.id)
    for cell in yours.cells:
        if not cell.get("id") or cell.id in taken:
            cell.id = known.get((cell.cell_type, cell.source))
        if cell.id is None or cell.id in taken:
            cell.id = nbformat.v4.new_raw_cell().id
        taken.add(cell.id)
    return yours


def _order(was, mine, new):
    """The ids in the merged notebook: the course's order, in which the learner's own cells keep their neighbours."""
    blocks = SequenceMatcher(None, list(was), list(mine), autojunk=False).get_matching_blocks()
    in_place = {id for block in blocks for id in list(was)[block.a : block.a + block.size]}
    dropped = set(was) - set(mine)
    untouched = lambda id: id in was and _same(was[id], mine[id])
    kept = [id for id in mine if id in new or not untouched(id)]
    own = {id for id in kept if id not in in_place or id not in new}  # added or moved by them, or dropped by the course
    order = [id for id in new if id not in own and id not in dropped]
    previous = None
    for id in kept:
        if id in own:
            order.insert(order.index(previous) + 1 if previous is not None else 0, id)
        previous = id
    return order


def _cell(was, mine, new):
    """The merged cell: each of its parts is the course's, unless the learner has changed that part."""
    cell = deepcopy(new)
    if not _same(was, mine):
        cell = deepcopy(mine)
    elif cell.cell_type == "code" and _same(was, new) and mine.get("outputs") != was.get("outputs"):
        cell.outputs, cell.execution_count = mine.outputs, mine.execution_count
    if mine.metadata != was.metadata:
        cell.metadata = deepcopy(mine.metadata)
    return cell


def _beside(id, new, mine):
    """A note and the course's new version, to go below a cell that the learner has changed; once per version."""
    if any(other.startswith(f"{id[:40]}-course") and _same(cell, new) for other, cell in mine.items()):
        return []
    name = next(n for k in range(1, 1000) if (n := f"{id[:40]}-course{k}") not in mine)
    note = nbformat.v4.new_markdown_cell(NOTE, id=f"{name}-note")
    copy = deepcopy(new)
    copy.id = name
    return [note, copy]


def _once(cells):
    """The cells, each id once: a name of ours could be one that the course uses."""
    seen = set()
    for cell in cells:
        if cell.id in seen:
            cell = deepcopy(cell)
            cell.id = nbformat.v4.new_raw_cell().id
        seen.add(cell.id)
        yield cell
