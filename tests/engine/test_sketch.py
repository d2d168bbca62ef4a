import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from lrcourse import plots
from lrcourse.engine.labs.controls import Slider, Toggle
from lrcourse.engine.labs.sketch import Field, Sketch

RNG = np.random.default_rng(2)
X, T = RNG.normal(size=(60, 2)), np.arange(60) % 2


class Line(Sketch):
    """A moving field under resting points, a moving line and title over them, and a second pair of axes."""

    def __init__(self, **options):
        controls = [
            Slider("angle", "angle", -180, 180, step=1, value=30, unit="°"),
            Toggle("shown", "show the line", True),
        ]
        super().__init__("A line", "Points and a line.", controls, **options)

    def start(self, figure):
        left, right = self.subplots(figure, 1, 2)
        self.left = plots.axes("Points", "x", "y", ax=left)
        self.left.set(xlim=(-3, 3), ylim=(-3, 3))
        plots.classes(X, T, ax=self.left)
        self.left.get_legend().set_loc("upper left")  # a "best" place would wander in the full redraw
        self.field = Field(self.left)
        (self.line,) = self.left.plot([], [], color="black", zorder=4)
        plots.axes("Angle", "", "angle (°)", ax=right).set(xlim=(-1, 1), ylim=(-180, 180))
        (self.bar,) = right.bar([0], [0])
        return [self.line, self.field, self.bar, self.left._left_title]

    def move(self, angle, shown):
        if angle == 99:
            raise ValueError("not <b>99</b>")
        w = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        grid = np.stack(np.meshgrid(np.linspace(-3, 3, 40), np.linspace(-3, 3, 40)), axis=-1)
        self.field.set_data(1 / (1 + np.exp(-grid @ w)))
        self.line.set_data(*plots.line_ends(w, 0, (-3, 3), (-3, 3)).T)
        self.line.set_visible(shown)
        self.bar.set_height(angle)
        self.left._left_title.set_text(f"Turned by {angle}°")
        return f"Turned by {angle}°."


def pixels(lab):
    return np.asarray(Image.open(io.BytesIO(lab.image)).convert("RGB"), float)


def full_redraw(lab):
    """The same picture by an ordinary draw of the whole figure."""
    for artist in lab._drawn:
        artist.set_animated(False)
    lab._canvas.draw()
    return np.asarray(lab._pixels(), float)


def test_a_move_changes_the_picture_not_its_size():
    lab = Line()
    before = pixels(lab)
    lab.set(angle=80)
    after = pixels(lab)
    assert before.shape == after.shape == (630, 1125, 3)
    assert np.abs(before - after).max() > 100
    assert lab.words == "Turned by 80°."
    assert lab.size == [750, 420]


def test_blitting_gives_the_same_pixels_as_a_full_redraw():
    lab = Line()
    lab.set(angle=-70)
    blitted = np.asarray(lab._pixels(), float)
    difference = np.abs(blitted - full_redraw(lab)).max(axis=-1)
    # At the very edge of the axes ticks and artists touch: some hundred pixels of 700,000 may differ there.
    assert np.mean(difference > 8) < 1e-3


def test_what_a_move_leaves_does_not_stay():
    lab = Line()
    first = lab.image
    lab.set(angle=170, shown=False)
    assert lab.image != first
    lab.set(angle=30, shown=True)
    assert lab.image == first


def test_the_field_stands_the_right_way_up():
    lab = Line()
    lab.set(angle=90)  # w points up: class 1, orange, above
    box = lab.left.bbox
    picture = np.asarray(lab._pixels(), float)
    column = int(box.x0 + 0.02 * box.width)
    top, bottom = picture[630 - int(box.y1 - 6), column], picture[630 - int(box.y0 + 6), column]
    assert top[0] > top[2] + 50
    assert bottom[2] > bottom[0] + 50


def test_hidden_and_faulty_fields_draw_sanely():
    lab = Line()
    with_field = lab.image
    lab.field.set_visible(False)
    lab.refresh()
    assert lab.image != with_field
    lab.field.set_data([[np.nan, np.inf], [-np.inf, 0.5]])
    assert lab.field._levels.tolist() == [[128, 255], [0, 128]]


def test_no_pyplot_figure_and_no_new_figure():
    before = plt.get_fignums()
    lab = Line()
    figure = lab._figure
    lab.set(angle=3)
    assert plt.get_fignums() == before
    assert lab._figure is figure
    assert len(figure.axes) == 2


def test_an_error_is_told_and_the_last_picture_stays():
    lab = Line()
    good = lab.image
    lab.set(angle=99)
    assert lab.error.startswith("ValueError in move, line ")
    assert lab.error.endswith("not <b>99</b>")
    assert lab.image == good
    lab.set(angle=30)
    assert (lab.error, lab.image) == ("", good)


def test_an_error_at_the_very_first_move_leaves_a_lab_that_works_later():
    class Late(Line):
        ready = False

        def move(self, angle, shown):
            if not self.ready:
                raise RuntimeError("too early")
            return super().move(angle, shown)

    lab = Late()
    assert "too early" in repr(lab)
    lab.ready = True
    lab.set(angle=10)
    assert lab.error == ""
    assert pixels(lab).shape == (630, 1125, 3)


def test_an_error_in_start_is_raised():
    class Broken(Line):
        def start(self, figure):
            raise KeyError("no such column")

    with pytest.raises(KeyError):
        Broken()


def test_the_still_is_a_png_of_the_picture():
    lab = Line(size=(5, 3))
    png, width, height = lab.still()
    picture = Image.open(io.BytesIO(png))
    assert (picture.format, picture.size, width, height) == ("PNG", (750, 450), 500, 300)
    assert np.abs(np.asarray(picture.convert("RGB"), float) - pixels(lab)).mean() < 6
    assert repr(lab) == "A line\nTurned by 30°."


def ask(lab, width):
    lab._heard(lab, {"ask": "w", "width": width}, [])


def test_a_page_that_is_not_wide_gets_a_less_wide_picture_of_the_same_height():
    lab = Line(tall=7)
    ask(lab, 600)
    assert (lab.error, lab._answered) == ("", "w")
    assert lab.size == [600, 420]
    assert pixels(lab).shape == (630, 900, 3)
    assert lab.narrow is False
    ask(lab, 20)
    assert "width must be from 320" in lab.error


def test_a_narrow_page_gets_its_own_picture_with_panels_below_one_another_and_back_again():
    lab = Line(tall=7)
    wide = lab.image
    ask(lab, 480)
    assert lab.size == [480, 700]
    assert pixels(lab).shape == (1050, 720, 3)
    left, right = lab._figure.axes
    assert left.get_position().y0 > right.get_position().y1
    lab.set(angle=-20)
    assert lab.words == "Turned by −20°."
    blitted = np.asarray(lab._pixels(), float)
    assert np.mean(np.abs(blitted - full_redraw(lab)).max(axis=-1) > 8) < 1e-3
    lab.set(angle=30)
    ask(lab, 750)
    assert (lab.size, lab.image) == ([750, 420], wide)


def test_without_tall_a_narrow_picture_is_as_high_as_a_wide_one():
    lab = Line()
    ask(lab, 400)
    assert lab.size == [400, 420]


def test_long_titles_and_labels_are_broken_on_a_narrow_page_and_formulas_are_not():
    class Wordy(Sketch):
        def start(self, figure):
            plots.axes(
                "A title that is much too long for it", "a label that is much too long", "", figure.add_subplot()
            )
            figure.axes[0].set_xlabel("$x_1$ in a label that is much too long for it")
            return []

        def move(self):
            return ""

    lab = Wordy("Wordy", "Words.")
    ask(lab, 400)
    (ax,) = lab._figure.axes
    assert ax._left_title.get_text() == "A title that is much too long\nfor it"
    assert "\n" not in ax.get_xlabel()


def test_a_fault_on_a_narrow_page_is_told_and_the_lab_lives_on():
    lab = Line(tall=7)
    lab.set(angle=99)
    ask(lab, 480)
    assert lab.error.startswith("ValueError in move, line ")
    lab.set(angle=10)
    assert (lab.error, lab.size) == ("", [480, 700])


def test_axes_may_move_too():
    class Zoom(Sketch):
        def start(self, figure):
            self.ax = figure.add_subplot()
            self.note = figure.text(0.5, 0.5, "")
            return [self.ax, self.note]

        def move(self, far):
            self.ax.set_xlim(0, far)
            self.note.set_text(str(far))
            return f"to {far}"

    lab = Zoom("Zoom", "Axes.", [Slider("far", "far", 1, 100, step=1)])
    lab.set(far=100)
    assert np.abs(np.asarray(lab._pixels(), float) - full_redraw(lab)).max() < 8


def test_subclasses_must_say_what_moves():
    with pytest.raises(NotImplementedError):
        Sketch("Bare", "Nothing.")

    class Still(Sketch):
        def start(self, figure):
            return []

    assert "NotImplementedError" in Still("Still", "Nothing.").error


def test_what_is_set_before_a_lab_is_first_shown_is_where_reset_leads_back_to():
    lab = Line()
    lab.set(angle=40)
    lab._repr_mimebundle_()
    lab.set(angle=70)
    lab._repr_mimebundle_()
    assert {spec["name"]: spec["value"] for spec in lab.controls} == {"angle": 40, "shown": True}
