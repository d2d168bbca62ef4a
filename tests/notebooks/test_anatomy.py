"""What nbval cannot see: the structure of a notebook, its words, its stills, its links."""

import ast
import re

import pytest

from tools.notebooks import NOTEBOOKS, cells, paths

PATHS = paths()
FILLERS = r"\b(simply|obviously|clearly|trivially?|of course|as we all know|it can be shown|easy to see)\b"
MIB = 1 << 20


def code_lines(source):
    return [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]


def words(source):
    """The words of a text; a formula counts as one."""
    return re.sub(r"\$\$.+?\$\$|\$[^$]+\$", "formula", source, flags=re.S).split()


def pictures(cell):
    return [o for o in cell.get("outputs", []) if any(k.startswith("image/") for k in o.get("data", {}))]


@pytest.fixture(params=PATHS, ids=lambda p: p.stem)
def path(request):
    return request.param


def test_the_head_tells_what_is_asked_and_what_is_learnt(path):
    _, head, _ = next(cells(path))
    title, _, rest = head.partition("\n")
    assert re.fullmatch(rf"# {path.stem[:2]} · .+", title)
    assert re.search(r"^\*.+\?\*$", rest, re.M), "the one question, in italics"
    assert re.search(r"^previous: .+ · next: .+ · road \d+ min .*· you need: .+", rest, re.M)
    _, aims, _ = list(cells(path))[1]
    assert aims.startswith("**You will be able to**")
    assert len(re.findall(r"^- ", aims, re.M)) == 3


def test_the_parts_of_the_rhythm_are_there(path):
    source = "\n".join(s for _, s, _ in cells(path, "code"))
    assert "lr.labs." in source
    assert source.count("lr.check(") >= 3
    assert re.search(rf'lr\.quiz\("{path.stem}", "\w+"\)', source), "a question to predict"
    assert re.search(rf'lr\.quiz\("{path.stem}"\)', source), "the final quiz"
    last = list(cells(path))[-1][1]
    assert last.startswith("## In one breath")
    assert "previous: " in last
    assert "next: " in last


def test_a_prediction_comes_before_its_answer(path):
    """The cell after a question to predict runs code: that is where the answer appears."""
    every = list(cells(path))
    for i, source, cell in every:
        if cell["cell_type"] == "code" and re.search(r'lr\.quiz\("\w+", "\w+"\)', source):
            assert every[i + 1][2]["cell_type"] == "code" or "code" in {
                c["cell_type"] for _, _, c in every[i + 1 : i + 3]
            }


def test_cells_are_short(path):
    for i, source, _ in cells(path, "markdown"):
        assert len(words(source)) <= 150, f"cell {i} has {len(words(source))} words"
    for i, source, _ in cells(path, "code"):
        assert len(code_lines(source)) <= 15, f"cell {i} has {len(code_lines(source))} lines"
        wide = [line for line in source.splitlines() if len(line) > 96]
        assert not wide, f"cell {i}: cut off on a laptop's screen: {wide[0]}"


def test_the_prose_has_no_filler(path):
    for i, source, _ in cells(path, "markdown"):
        assert not re.search(FILLERS, source, re.I), f"cell {i}: {re.search(FILLERS, source, re.I)[0]}"


def test_every_picture_has_a_text_for_those_who_do_not_see_it(path):
    every = list(cells(path))
    for i, _, cell in every:
        if cell["cell_type"] != "code" or not pictures(cell):
            continue
        assert len(cell["metadata"].get("alt", "")) > 30, f"cell {i} has no alt text"
        near = "".join(s for _, s, c in every[max(i - 1, 0) : i + 3] if c["cell_type"] == "markdown")
        assert "*Figure: " in near, f"cell {i} has no caption beside it"


def test_every_lab_and_quiz_leaves_a_still_or_a_text(path):
    for i, source, cell in cells(path, "code"):
        last = source.strip().splitlines()[-1] if source.strip() else ""
        if last.startswith("lr.labs.") or last == "lab":
            assert pictures(cell), f"cell {i}: the lab left no still"
        if last.startswith("lr.quiz("):
            assert any("text/markdown" in o.get("data", {}) for o in cell["outputs"]), f"cell {i}"


def test_outputs_are_stored_clean(path):
    assert path.stat().st_size < 1.5 * MIB
    for count, (i, source, cell) in enumerate(cells(path, "code"), start=1):
        assert source.strip(), f"cell {i} is empty"
        assert cell["execution_count"] == count, f"cell {i} was not run in order: make notebooks"
        for output in cell["outputs"]:
            assert output["output_type"] != "error", f"cell {i}"
            assert output.get("name") != "stderr", f"cell {i}: {''.join(output['text'])[:200]}"
            data = output.get("data", {})
            assert "application/vnd.jupyter.widget-view+json" not in data
            text = (
                "".join(output.get("text", []))
                + "".join(data.get("text/plain", []))
                + "".join(data.get("text/html", []))
            )
            assert not re.search(r"np\.(float|int)\d+\(|0x[0-9a-f]{6,}|Warning", text), f"cell {i}: {text[:200]}"
            assert not re.search(r"(^|\W)/(home|root|tmp|Users)/", text), f"cell {i} holds a path of a machine"


def test_no_cell_ends_in_a_semicolon(path):
    """It silences nothing under nbval; give the value a name instead."""
    for i, source, _ in cells(path, "code"):
        assert not source.rstrip().endswith(";"), f"cell {i}"


def test_unstable_cells_are_few(path):
    tagged = [i for i, _, cell in cells(path, "code") if "nbval-ignore-output" in cell["metadata"].get("tags", [])]
    assert len(tagged) <= 2


def test_links_lead_somewhere_and_previous_and_next_agree(path):
    text = "\n".join(source for _, source, _ in cells(path, "markdown"))
    for target in re.findall(r"\]\((\d\d_\w+\.ipynb)\)", text):
        assert (NOTEBOOKS / target).is_file() or int(target[:2]) > int(PATHS[-1].stem[:2]), target
    head = next(cells(path))[1]
    place = PATHS.index(path)
    if place:
        assert f"previous: [{PATHS[place - 1].stem[:2]} " in head
        assert PATHS[place - 1].name in head
    if place + 1 < len(PATHS):
        assert PATHS[place + 1].name in head.partition("next:")[2]


def test_no_random_number_without_an_explicit_generator(path):
    for i, source, _ in cells(path, "code"):
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "random"
            ):
                assert node.attr == "default_rng", f"cell {i}: np.random.{node.attr}"


def test_cell_ids_are_unique(path):
    ids = [cell["id"] for _, _, cell in cells(path)]
    assert len(set(ids)) == len(ids)
