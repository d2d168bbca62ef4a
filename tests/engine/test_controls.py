import json

import numpy as np
import pytest

from lrcourse.engine.assets import source
from lrcourse.engine.labs.controls import POSITIONS, Choice, Slider, Text, Toggle, Told
from lrcourse.engine.labs.lab import FRAME, Lab, signed


class Echo(Lab):
    """The smallest lab: its words are its values."""

    fails = None

    def refresh(self):
        if self.fails:
            raise self.fails
        return " ".join(f"{name}={value}" for name, value in self.values.items())

    def still(self):
        return b"\x89PNG\r\n", 600, 400


def echo():
    lab = Echo(
        "Echo",
        "Nothing to see.",
        [
            Slider("k", "cycles", 0, 10, step=1, value=3, unit="Hz"),
            Slider("rate", "rate", 0.001, 10, value=0.3, log=True),
            Choice("kind", "kind", ["one", "two"]),
            Toggle("on", "on"),
        ],
    )
    lab._renew()
    return lab


def hear(lab, **content):
    """What the kernel does when a message of the page arrives; returns the states that were sent back."""
    sent = []
    lab.send_state = lambda keys: sent.append({key: getattr(lab, key) for key in keys})
    lab._heard(lab, content, [])
    return sent


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Slider("two words", "x", 0, 1), ValueError, "Python name"),
        (lambda: Slider("x", " ", 0, 1), ValueError, "label"),
        (lambda: Slider("x", "x", 1, 1), ValueError, "low must be below high"),
        (lambda: Slider("x", "x", "0", 1), TypeError, "low of slider 'x'"),
        (lambda: Slider("x", "x", 0, float("inf")), ValueError, "finite"),
        (lambda: Slider("x", "x", 0, 1, log=True), ValueError, "above 0"),
        (lambda: Slider("x", "x", 0.1, 1, step=0.1, log=True), ValueError, "leave step out"),
        (lambda: Slider("x", "x", 0, 1, step=0), ValueError, "step must be above 0"),
        (lambda: Slider("x", "x", 0, 1, step=2), ValueError, "at most high - low"),
        (lambda: Slider("x", "x", 0, 1, value=1.5), ValueError, "from 0 to 1"),
        (lambda: Slider("x", "x", 0, 1, digits=-1), ValueError, "digits"),
        (lambda: Slider("x", "x", 0, 1, digits=1.5), TypeError, "digits"),
        (lambda: Slider("x", "x", 0, 1, zero=True), ValueError, "zero=True is for a logarithmic one"),
        (lambda: Choice("x", "x", ["a"]), ValueError, "at least two"),
        (lambda: Choice("x", "x", ["a", "a"]), ValueError, "different"),
        (lambda: Choice("x", "x", [1, 2]), TypeError, "strings"),
        (lambda: Choice("x", "x", ["a", "b"], value="c"), ValueError, "one of 'a', 'b'"),
        (lambda: Toggle("x", "x", value=1), TypeError, "True or False"),
        (lambda: Text("x", "x", 3), TypeError, "x must be a string; got int"),
        (lambda: Text("x", "x", "abc", longest=2), ValueError, "x has 3 characters; at most 2 fit"),
        (lambda: Text("x", "x", "a\nb"), ValueError, "x must be one line"),
        (lambda: Text("x", "x", longest=0), ValueError, "longest of text 'x' must be from 1 to 1000"),
        (lambda: Text("x", " "), ValueError, "label"),
        (lambda: Echo("", "a picture"), ValueError, "title="),
        (lambda: Echo("t", None), ValueError, "alt="),
        (lambda: Echo("t", "a", ["slider"]), TypeError, "Slider, Choice, Toggle, Text or Buttons"),
        (lambda: Echo("t", "a", [Toggle("x", "x"), Toggle("x", "y")]), ValueError, "two controls"),
    ],
)
def test_bad_controls_are_told_at_construction(make, error, words):
    with pytest.raises(error, match=words):
        make()


@pytest.mark.parametrize(
    ("slider", "digits"),
    [
        (Slider("x", "x", 0, 1, step=0.05), 2),
        (Slider("x", "x", 0, 10, step=0.1), 1),
        (Slider("x", "x", 0, 10, step=1), 0),
        (Slider("x", "x", -180, 180, step=15), 0),
        (Slider("x", "x", 0.1, 1, log=True), 2),
        (Slider("x", "x", 0, 1), 2),
    ],
)
def test_digits_follow_the_step(slider, digits):
    assert slider.digits == digits


def test_whole_sliders_give_ints_and_others_floats():
    assert isinstance(Slider("x", "x", 0, 10, step=1).check(np.float64(3)), int)
    assert isinstance(Slider("x", "x", 0, 10, step=0.5).check(3), float)
    assert isinstance(Slider("x", "x", 1, 10, log=True).check(3), float)
    assert Slider("x", "x", 2, 10).value == 2


def test_controls_travel_as_json():
    slider = Slider("x", "x", np.int64(0), np.float32(2), step=np.float64(0.5), help="half a step")
    spec = json.loads(json.dumps(Echo("Echo", "Nothing.", [slider]).controls))
    assert spec == [
        {
            "kind": "Slider",
            "name": "x",
            "label": "x",
            "help": "half a step",
            "more": False,
            "low": 0,
            "high": 2,
            "log": False,
            "unit": "",
            "zero": False,
            "step": 0.5,
            "positions": None,
            "stops": None,
            "digits": 1,
            "value": 0.0,
        }
    ]


def test_a_logarithmic_slider_sends_its_positions():
    assert Slider("x", "x", 0.1, 10, log=True).spec()["positions"] == POSITIONS


def test_set_changes_values_and_words():
    lab = echo()
    assert lab.values == {"k": 3, "rate": 0.3, "kind": "one", "on": False}
    lab.set(k=5, on=True)
    assert lab.words == "k=5 rate=0.3 kind=one on=True"
    lab.values["k"] = 9
    assert lab.values["k"] == 5


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"q": 1}, ValueError, "no control 'q'. It has: k, rate, kind, on"),
        ({"k": 11}, ValueError, "k must be from 0 to 10"),
        ({"k": "3"}, TypeError, "k must be a number"),
        ({"kind": "three"}, ValueError, "kind must be one of"),
        ({"on": 1}, TypeError, "True or False"),
        ({"rate": float("nan")}, ValueError, "finite"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(values, error, words):
    lab = echo()
    with pytest.raises(error, match=words):
        lab.set(**values)
    assert lab.values["k"] == 3


def test_each_request_gets_one_message_with_its_mark():
    lab = echo()
    sent = hear(lab, ask="m1", values={"k": 7})
    assert len(sent) == 1
    assert sent[0]["_answered"] == "m1"
    assert sent[0]["words"].startswith("k=7")


@pytest.mark.parametrize("values", [{"k": 99}, {"nobody": 1}])
def test_a_bad_request_is_answered_too(values):
    lab = echo()
    assert hear(lab, ask="m", values=values)[0]["_answered"] == "m"
    assert lab.error.startswith("ValueError")
    hear(lab, ask="n", values={"k": 1})
    assert lab.error == ""


def test_a_failure_is_told_and_the_next_good_value_clears_it():
    lab = echo()
    lab.fails = ZeroDivisionError("a <b>bad</b> day")
    sent = hear(lab, ask="m", values={"k": 4})
    assert sent[0]["error"].startswith("ZeroDivisionError in refresh, line ")
    assert lab.words.startswith("k=3")  # those of the last good picture
    assert "ZeroDivisionError" in repr(lab)
    lab.fails = None
    lab.set(k=5)
    assert lab.error == ""


def test_words_must_be_a_text():
    lab = echo()
    lab.refresh = lambda: None
    lab.set(k=1)
    assert "must return its words" in lab.error


def test_repr_is_fixed_and_the_bundle_has_a_still():
    lab = echo()
    assert repr(lab) == "Echo\nk=3 rate=0.3 kind=one on=False"
    data, metadata = lab._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"] == repr(lab)
    assert data["image/png"] == "iVBORw0K"
    assert metadata["image/png"] == {"width": 600, "height": 400}


def test_a_lab_must_say_how_it_is_drawn():
    lab = Lab("Bare", "Nothing.")
    lab._renew()
    assert "NotImplementedError" in lab.error
    with pytest.raises(NotImplementedError):
        lab.still()


def test_a_logarithmic_slider_of_whole_numbers_steps_by_whole_numbers():
    slider = Slider("P", "machines", 1, 100_000, log=True, integer=True, value=100)
    stops = slider.spec()["stops"]
    assert stops[:12] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert stops[-1] == 100_000
    assert stops == sorted(set(stops))
    assert all(len(str(stop).rstrip("0")) <= 2 for stop in stops)
    assert max(np.diff(np.log(stops[9:]))) < np.log(1.2)
    assert slider.nearest(4_217.3) == 4_200
    assert slider.nearest(0.2) == 1
    assert slider.nearest(1e9) == 100_000
    assert slider.check(4_217) == 4_217  # from Python any whole number
    assert isinstance(slider.check(1e3), int)
    with pytest.raises(ValueError, match="whole number"):
        slider.check(1.5)
    for wrong in ({"log": False}, {"low": 0.5}, {"zero": True}):
        with pytest.raises(ValueError, match="integer=True"):
            Slider(**({"name": "P", "label": "P", "low": 1, "high": 9, "log": True, "integer": True} | wrong))


def test_a_logarithmic_slider_may_begin_at_zero():
    slider = Slider("l2", "L2", 0.001, 1, log=True, zero=True)
    assert slider.value == 0
    assert (slider.check(0), slider.check(0.001), slider.check(1)) == (0, 0.001, 1)
    for value in (0.0001, -1, 2):
        with pytest.raises(ValueError, match="l2 must be from"):
            slider.check(value)
    with pytest.raises(TypeError, match="l2 must be a number"):
        slider.check("0")


def test_reset_reaches_the_lab():
    lab = echo()
    heard = []
    lab.reset = lambda: heard.append(lab.values["k"])
    hear(lab, ask="m", values={"k": 7})
    assert heard == []
    hear(lab, ask="n", values={"k": 3}, reset=True)
    assert heard == [3]
    assert echo().reset() is None


@pytest.mark.parametrize(
    "control", [Slider("x", "x", 0, 1, more=True), Choice("x", "x", ["a", "b"], more=True), Text("x", "x", more=True)]
)
def test_what_is_not_needed_at_once_says_so(control):
    assert control.spec()["more"] is True
    assert Toggle("x", "x").spec()["more"] is False


def test_a_text_travels_and_is_checked():
    text = Text("f", "features", "x1, x2", longest=20, help="with commas")
    spec = json.loads(json.dumps(Echo("Echo", "Nothing.", [text]).controls))
    common = {"name": "f", "label": "features", "help": "with commas", "more": False}
    assert spec == [common | {"kind": "Text", "value": "x1, x2", "longest": 20, "lines": 1}]
    assert (text.check(""), text.check("x" * 20), text.check("²")) == ("", "x" * 20, "²")
    for value in ("x" * 21, "a\nb", "a\n", "a\u2028b"):
        with pytest.raises(ValueError, match=r"f (has 21 characters|must be one line)"):
            text.check(value)


def test_a_box_of_several_lines_may_hold_breaks():
    text = Text("f", "your text", lines=3, longest=10**6)
    assert text.check("a\nb") == "a\nb"
    with pytest.raises(ValueError, match="lines of text 'f'"):
        Text("f", "your text", lines=0)


def test_words_for_the_reader_stand_alone_and_the_picture_stays():
    lab = echo()
    lab.fails = Told("^ is not a power: write x1**2.", "k")
    sent = hear(lab, ask="m", values={"k": 4})
    assert sent[0]["error"] == "^ is not a power: write x1**2."
    assert sent[0]["_blamed"] == "k"
    assert sent[0]["_answered"] == "m"
    assert lab.words.startswith("k=3")
    assert lab.values["k"] == 4  # what the reader typed is not taken away
    lab.fails = ValueError("another")
    lab.set(k=5)
    assert lab._blamed == ""
    assert lab.error.startswith("ValueError in refresh")
    lab.fails = Told("no", "k")
    lab.set(k=6)
    lab.fails = None
    lab.set(k=7)
    assert (lab.error, lab._blamed) == ("", "")


def test_a_whole_slider_takes_whole_numbers_and_a_toggle_numpys_too():
    slider = Slider("k", "count", 1, 9, step=1)
    assert slider.check(3.0) == 3
    with pytest.raises(ValueError, match="k must be a whole number"):
        slider.check(2.5)
    assert Toggle("on", "on").check(np.bool_(True)) is True


KEEP, DROP = {"keep": True}, {"keep": True, "overtakes": True}


@pytest.mark.parametrize(
    ("asks", "sent"),
    [
        ([({"k": 1}, {}), ({"k": 2}, {}), ({"j": 3}, {}), ({"k": 4}, {})], [{"k": 1}, {"k": 4, "j": 3}]),
        ([({"at": 1}, KEEP), ({"at": 2}, KEEP), ({"at": 3}, KEEP)], [{"at": 1}, {"at": 2}, {"at": 3}]),
        ([({"k": 1}, {}), ({"at": 2}, KEEP), ({"k": 3}, {}), ({"k": 4}, {})], [{"k": 1}, {"at": 2}, {"k": 4}]),
        ([({"at": 1}, {}), ({"at": 2}, {}), ({"at": 3}, DROP), ({"at": 4}, {})], [{"at": 1}, {"at": 3}, {"at": 4}]),
        ([({"at": 1}, KEEP), ({"at": 2}, KEEP), ({"at": 3}, DROP)], [{"at": 1}, {"at": 2}, {"at": 3}]),
        (
            [({"k": 1}, {}), ({"values": {"a": 1, "b": 1}}, {}), ({"width": 9}, {}), ({"values": {"a": 2}}, {})],
            [{"k": 1}, {"values": {"a": 2, "b": 1}, "width": 9}],
        ),
    ],
)
def test_what_waits_is_overtaken_unless_it_must_be_kept(chromium, asks, sent):
    page = chromium.new_page()
    page.add_script_tag(content=source(*FRAME))
    heard = page.evaluate(
        """asks => {
            const sent = [];
            let mark = null;
            const send = ({ ask, ...message }) => { mark = ask; sent.push(message); };
            const post = courier({ send, get: () => undefined }, () => {});
            for (const [message, options] of asks) post.ask(message, options);
            for (const _ of asks) post.answered(mark);
            return sent;
        }""",
        asks,
    )
    page.close()
    assert heard == sent


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("v = -0.50, (-1.0, -2)", "v = −0.50, (−1.0, −2)"),
        ("L = 1.2e-05, ln L = -inf", "L = 1.2e−05, ln L = −inf"),
        ("a half-filled box, 5-10, x-2, (1)-2, - 3", "a half-filled box, 5-10, x-2, (1)-2, - 3"),
    ],
)
def test_what_is_shown_has_the_minus_sign_of_print(text, shown):
    assert signed(text) == shown
