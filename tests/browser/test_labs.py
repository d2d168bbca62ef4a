"""The two lab bases in a real page, on small labs of their own."""

import pytest
from walk import until

SKETCH = """
import time

import numpy as np
from lrcourse.engine.labs.controls import Choice, Slider, Toggle
from lrcourse.engine.labs.sketch import Sketch


class Wave(Sketch):
    asked = 0

    def __init__(self):
        controls = [
            Slider("k", "cycles", 1, 20, step=1, value=3, unit="Hz"),
            Slider("tall", "height", 0.01, 1, value=1, log=True),
            Choice("shape", "shape", ["sine", "square"]), Toggle("slow", "slow answers")]
        super().__init__("A wave", "A wave along x.", controls)

    def start(self, figure):
        ax = figure.add_subplot()
        ax.set(xlim=(0, 1), ylim=(-1, 1), xlabel="x", ylabel="y")
        self.line, = ax.plot([], [])
        return [self.line]

    def move(self, k, tall, shape, slow):
        self.asked += 1
        if k == 20:
            raise ValueError("twenty is <b>too much</b>")
        time.sleep(0.3 * slow)
        y = np.sin(2 * np.pi * k * np.linspace(0, 1, 500))
        self.line.set_data(np.linspace(0, 1, 500), tall * (np.sign(y) if shape == "square" else y))
        return f"{k} cycles of a {shape}, height {tall:.2f}."


wave = Wave()
wave
"""
STAGE = """
import numpy as np
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.stage import Bars, Curve, Curves, Path, Plane, Points, Probability, Stage


class Walk(Stage):
    heard = []

    def __init__(self):
        self.X, self.t = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([0.0, 1.0])
        super().__init__(
            "A walk", "Points, a boundary that turns, and curves.", [Slider("rate", "rate", 1, 5, step=1, value=2)],
            [Plane("Data", "x1", "x2", (-2, 2), (-2, 2), click=True,
                   equal=True, layers=[Probability(), Path("px", "py", "the way"), Points(drag=True)]),
             Curves("Over time", "step", "w", [Curve("w", ["w1", "w2"])]), Bars("Now", "w", "w", ["w1", "w2"])],
            words="Step {step} of {steps}: w1 = {w[0]:+.2f}, {count:.0f} points, {half}.", seconds=2, begin="end")

    def gesture(self, panel, kind, index, x, y):
        self.heard.append((kind, index, round(x, 2), round(y, 2)))
        if kind == "click":
            self.X, self.t = np.vstack([self.X, [x, y]]), np.append(self.t, 1)
        else:
            self.X[index] = x, y

    def compute(self, rate):
        s = np.arange(121)
        w = rate * np.stack([np.cos(s / 40), np.sin(s / 40)], axis=1)
        grid = np.stack(np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-2, 2, 41)), axis=-1)
        return {"w": w, "b": np.zeros(121), "phi": grid, "px": w[:, 0] / 3, "py": w[:, 1] / 3, "X": self.X, "t": self.t,
                "count": len(self.X), "half": ["early" if k < 60 else "late" for k in s]}


walk = Walk()
walk
"""
TYPED = """
import time

from lrcourse.engine.labs.controls import Slider, Text, Told
from lrcourse.engine.labs.sketch import Sketch


class Typed(Sketch):
    heard = []

    def __init__(self):
        controls = [Text("word", "a word", "abc", longest=12, help="No digits."), Slider("k", "k", 0, 9, step=1)]
        super().__init__("Typed", "A word.", controls)

    def start(self, figure):
        self.text = figure.text(0.1, 0.5, "")
        return [self.text]

    def move(self, word, k):
        self.heard.append(word)
        time.sleep(0.5 * (k == 9))
        if any(map(str.isdigit, word)):
            raise Told(f"{word}: a digit is <b>no</b> letter.", "word")
        self.text.set_text(word)
        return f"The word is {word}."


typed = Typed()
typed
"""
PIXELS = "canvas => canvas.toDataURL()"


@pytest.fixture(scope="module")
def book(notebook):
    """Cells 0 and 2 show the labs, cells 1 and 3 what they have heard."""
    return notebook([SKETCH, "wave.asked", STAGE, "walk.heard"])


@pytest.fixture
def wave(book):
    book.run(0, SKETCH)
    assert book.errors() == []
    return book.lab(0)


@pytest.fixture
def walk(book):
    book.run(2, STAGE)
    assert book.errors() == []
    return book.lab(2)


def test_a_sketch_answers_mouse_keys_and_reset_at_constant_height(wave):
    first, height = wave.settle(), wave.book.height()
    assert wave.page.get_by_role("slider", name="cycles").get_attribute("aria-valuetext") == "3\u202fHz"
    assert wave.page.get_by_label("slow answers").is_checked() is False
    assert wave.root.locator("img").get_attribute("alt") == "A wave along x."
    assert wave.root.locator(".lr-words").get_attribute("aria-live") == "polite"
    wave.input("k").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        wave.page.keyboard.press(key)
    wave.says("6 cycles of a sine, height 1.00.")
    assert wave.shown("k") == "6\u202fHz"
    assert wave.settle() != first
    wave.page.keyboard.press("d")
    wave.page.keyboard.press("d")  # would delete the cell, if JupyterLab heard it
    assert len(wave.book.sources()) == 4
    box = wave.input("tall").bounding_box()
    wave.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wave.says("height 0.10.")  # the middle of a logarithmic slider from 0.01 to 1
    wave.input("shape").select_option("square")
    wave.says("6 cycles of a square")
    assert wave.book.height() == height
    wave.press("Reset")
    wave.says("3 cycles of a sine, height 1.00.")
    assert wave.input("k").input_value() == "3"
    assert wave.book.height() == height
    assert wave.book.trouble == []


def test_a_sketch_says_errors_and_recovers(wave):
    good, height = wave.settle(), wave.book.height()
    wave.input("k").focus()
    wave.page.keyboard.press("End")
    wave.says("ValueError in move")
    assert "<b>too much</b>" in wave.words()
    assert "lr-error" in wave.root.locator(".lr-words").get_attribute("class")
    assert wave.picture() == good
    assert wave.book.height() == height
    wave.page.keyboard.press("Home")
    wave.says("1 cycles of a sine")
    assert "lr-error" not in wave.root.locator(".lr-words").get_attribute("class")


def test_a_slow_kernel_gets_the_newest_value_not_a_queue(wave):
    wave.settle()
    wave.input("slow").check()
    wave.page.wait_for_timeout(1000)
    before = int(wave.book.value(1))
    wave.input("k").focus()
    for _ in range(15):
        wave.page.keyboard.press("ArrowRight")
        wave.page.wait_for_timeout(40)
    wave.says("18 cycles")
    after = int(wave.book.value(1))
    assert 1 <= after - before <= 8  # 15 moves in little more than half a second


def test_a_sketch_follows_the_kernel_and_a_narrow_page(wave):
    wave.book.value(1, "wave.set(k=7)")
    wave.says("7 cycles")
    assert wave.input("k").input_value() == "7"
    wide = wave.root.locator("img").bounding_box()
    wave.page.set_viewport_size({"width": 760, "height": 1000})
    wave.page.wait_for_function("() => document.querySelector('.lr-lab img').naturalWidth < 1000")
    wave.settle()
    assert wave.root.locator("img").bounding_box()["width"] < wide["width"]
    wave.page.set_viewport_size({"width": 1280, "height": 1000})


def test_labs_on_one_page_share_no_id(book, wave, walk):
    ids = book.page.locator(".lr-lab [id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids)) > 10


def test_a_stage_plays_steps_and_scrubs_without_the_kernel(book, walk):
    page, step = walk.page, walk.root.locator(".lr-scrub output")
    assert step.inner_text() == "120 / 120"
    assert "Step 120 of 120" in walk.words()
    assert "late" in walk.words()
    canvases = [walk.root.locator("canvas").nth(k) for k in range(3)]
    last = [canvas.evaluate(PIXELS) for canvas in canvases]
    walk.page.wait_for_timeout(500)
    book.count_messages()
    walk.press("to the first step")
    assert step.inner_text() == "0 / 120"
    assert "w1 = +2.00" in walk.words()
    assert "early" in walk.words()
    assert all(canvas.evaluate(PIXELS) != before for canvas, before in zip(canvases, last, strict=True))
    walk.press("one step ahead")
    walk.press("one step ahead")
    walk.press("one step back")
    assert step.inner_text() == "1 / 120"
    walk.root.locator(".lr-scrub input").focus()
    page.keyboard.press("ArrowRight")
    assert step.inner_text() == "2 / 120"
    walk.press("play")
    walk.says("late")
    assert walk.root.locator(".lr-words").get_attribute("aria-live") == "off"
    walk.says("Step 120 of 120")
    walk.root.locator(".lr-voice", has_text="Step 120 of 120").wait_for(state="attached")  # said once, where it ends
    assert [canvas.evaluate(PIXELS) for canvas in canvases] == last
    assert page.evaluate("() => window.sent") == 0
    assert walk.book.trouble == []


def test_a_stage_computes_anew_when_a_control_moves(walk):
    walk.press("one step back")
    walk.input("rate").focus()
    before = walk.root.locator("canvas").first.evaluate(PIXELS)
    walk.page.keyboard.press("End")
    walk.says("Step 119 of 120: w1 = −4.93")
    assert walk.root.locator("canvas").first.evaluate(PIXELS) != before


def test_the_hand_adds_and_drags_points(walk):
    page, canvas = walk.page, walk.root.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.2 * box["height"])
    walk.says("3 points")
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.6 * box["height"], steps=8)
    page.mouse.up()
    assert until(lambda: eval(walk.book.value(3))[-1][0] == "drop")
    heard = eval(walk.book.value(3))
    assert heard[0][:2] == ("click", -1)
    assert heard[-1][:2] == ("drop", 2)
    assert heard[-1][2] > heard[0][2]
    assert heard[-1][3] < heard[0][3]


def test_no_click_is_lost_while_python_is_busy(book, walk):
    book.value(3, "import time\nwalk.compute = lambda rate, slow=walk.compute: (time.sleep(0.2), slow(rate))[1]")
    canvas = walk.root.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for right, down in ((60, 30), (100, 30), (60, 180), (100, 180)):
        walk.page.mouse.click(box["x"] + right, box["y"] + down)
    walk.says("6 points")
    book.run(3, "walk.heard")  # the cell as the other tests need it


def test_a_unit_is_as_long_across_as_up_where_a_panel_promises_it(walk):
    canvas = walk.root.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for count, (right, down) in enumerate(((150, 30), (200, 30), (150, 80)), start=3):
        walk.page.mouse.click(box["x"] + right, box["y"] + down)
        walk.says(f"{count} points")
    (x, y), (x_right, _), (_, y_below) = [words[2:] for words in eval(walk.book.value(3))[-3:]]
    assert x_right - x == pytest.approx(y - y_below, abs=0.03)


def test_the_keys_do_what_the_hand_does(walk):
    page, canvas = walk.page, walk.root.locator("canvas").first
    canvas.focus()
    for key in ["ArrowUp"] * 10 + ["Enter"]:
        page.keyboard.press(key)
    walk.says("3 points")  # pressed on an empty place
    for key in ["Enter"] + ["ArrowRight"] * 5 + ["Enter"]:
        page.keyboard.press(key)
    assert until(lambda: eval(walk.book.value(3))[-1][0] == "drop")
    heard = eval(walk.book.value(3))
    assert heard[0] == ("click", -1, 0.0, 0.8)
    assert heard[-1] == ("drop", 2, 0.4, 0.8)
    assert "Arrow keys move a pointer" in canvas.get_attribute("aria-label")


@pytest.fixture
def typed(notebook):
    book = notebook([TYPED, "typed.heard"])
    book.run(0)
    return book.lab(0)


def test_a_typed_text_is_sent_when_the_typing_pauses_and_is_never_overwritten(typed):
    page, box = typed.page, typed.page.get_by_role("textbox", name="a word")
    assert box.get_attribute("spellcheck") == "false"
    assert box.get_attribute("autocapitalize") == "off"
    assert "mono" in box.evaluate("node => getComputedStyle(node).fontFamily")
    box.click()
    page.keyboard.press("End")
    page.keyboard.type("def", delay=50)
    typed.says("The word is abcdef.")
    page.keyboard.type("gh")
    page.keyboard.press("Enter")
    typed.says("The word is abcdefgh.")
    page.keyboard.type("i")
    page.keyboard.press("Tab")
    typed.says("The word is abcdefghi.")
    page.keyboard.press("End")  # the slider: from now on each answer takes half a second
    box.fill("")
    page.keyboard.type("typed slowly", delay=430)  # an answer comes between two keys
    assert box.input_value() == "typed slowly"
    page.wait_for_timeout(300)
    page.keyboard.press("Backspace")
    page.keyboard.type("!?")  # one too many
    typed.says("The word is typed slowl!.")
    assert box.input_value() == "typed slowl!"
    typed.book.value(1, "typed.set(word='set')")
    typed.says("The word is set.")
    assert box.input_value() == "set"
    typed.press("Reset")
    typed.says("The word is abc.")
    assert box.input_value() == "abc"
    heard = eval(typed.book.value(1, "typed.heard"))
    assert "abcd" not in heard  # in the midst of typing nothing is sent
    assert typed.book.trouble == []


def test_what_is_typed_wrong_is_told_beside_the_box(typed):
    good, height, box = typed.settle(), typed.book.height(), typed.input("word")
    note = typed.root.locator("[data-name=word] .lr-help")
    assert note.inner_text() == "No digits."
    box.fill("abc1")
    typed.root.get_by_text("abc1: a digit is <b>no</b> letter.", exact=True).wait_for()
    assert "lr-error" in note.get_attribute("class")
    assert box.get_attribute("aria-invalid") == "true"
    assert box.get_attribute("aria-describedby") == note.get_attribute("id")
    assert typed.words() == "The word is abc."  # as the picture still shows
    assert typed.picture() == good
    assert typed.book.height() == height
    box.fill("abcd")
    typed.says("The word is abcd.")
    assert note.inner_text() == "No digits."
    assert box.get_attribute("aria-invalid") == "false"


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_keys_edit_the_text_in_both_jupyters(notebook, app):
    if app == "notebooks":
        pytest.importorskip("notebook")
    book = notebook([TYPED, "2", "3"], app=app)
    book.run_all()
    typed = book.lab()
    box, active = typed.input("word"), "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    box.click()
    before = book.page.evaluate(active)
    for key in ("End", "d", "d", "x", "ArrowUp", "ArrowDown", "b", "Backspace"):
        book.page.keyboard.press(key)
    typed.says("The word is abcddx.")
    for key in ("Control+a", "Control+x", "Control+v", "Control+v"):
        book.page.keyboard.press(key)
    typed.says("The word is abcddxabcddx.")
    book.page.keyboard.press("Control+z")
    typed.says("The word is abcddx.")
    assert book.page.evaluate(active) == before
    assert len(book.sources()) == 3
    book.page.keyboard.press("Shift+Enter")  # is Jupyter's
    book.page.wait_for_function(f"before => ({active})() !== before", arg=before)


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_arrows_stay_in_the_lab_in_both_jupyters(notebook, app):
    if app == "notebooks":
        pytest.importorskip("notebook")
    book = notebook([SKETCH, "2", "3"], app=app)
    book.run_all()
    wave = book.lab()
    wave.settle()
    wave.input("k").focus()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = book.page.evaluate(active)
    for key in ("ArrowUp", "ArrowDown", "ArrowUp", "ArrowUp", "x", "d", "d"):
        book.page.keyboard.press(key)
    wave.says("5 cycles")
    assert book.page.evaluate(active) == before
    assert len(book.sources()) == 3
    assert wave.page.evaluate("() => document.activeElement.className") == "lr-input"
