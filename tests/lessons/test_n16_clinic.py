import io
import re
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.lessons.n16_bug_museum import patients
from lrcourse.lessons.n16_bug_museum.patients import (
    DROP,
    FASTER,
    GRADIENT,
    NONE,
    PAIR,
    PATIENTS,
    PENALTY,
    SCALE,
    SLOWER,
    STEPS,
    THRESHOLD,
    TREATMENTS,
    treat,
)

CURES = {
    "A": {SLOWER},
    "B": {PAIR},
    "C": {SCALE},
    "D": {THRESHOLD},
    "E": {NONE, SLOWER, SCALE, PAIR, GRADIENT, THRESHOLD},  # healthy, and these leave it so
    "F": {PENALTY},
    "G": {DROP},
    "H": {FASTER},
    "I": {GRADIENT},
}
EVERY = [(letter, treatment) for letter in PATIENTS for treatment in TREATMENTS]


@pytest.fixture(scope="module")
def lab():
    return lr.labs.clinic()


def show(lab, patient, treatment=NONE, file=False):
    lab.set(patient=patient, treatment=treatment, file=file)
    assert lab.error == ""
    return lab.words


def cost(t, a):
    return np.mean(np.log(1 + np.exp(-np.abs(a))) + np.maximum(np.where(t == 1, -a, a), 0))


@cache
def by_hand(letter, treatment):
    """The treatment again, with nothing of the package's training."""
    tables, patient = patients._tables(letter), PATIENTS[letter]
    X, t, rate = [part.copy() for part in tables.X], tables.t, patient.rate
    if letter == "B" and treatment != PAIR:
        X[:2] = [part[np.argsort(part[:, 2], kind="stable")] for part in X[:2]]
    if letter == "C" and treatment == SCALE:
        stable = 8 / np.linalg.norm(np.column_stack([X[0], np.ones(400)]), 2) ** 2 * 400
        X = [(part - X[0].mean(axis=0)) / X[0].std(axis=0) for part in X]
        rate *= 8 / np.linalg.norm(np.column_stack([X[0], np.ones(400)]), 2) ** 2 * 400 / stable
    if treatment == DROP:
        untreated = by_hand(letter, NONE)["w"][-1] * X[0].std(axis=0)
        X = [np.delete(part, np.abs(untreated).argmax(), axis=1) for part in X]
    rate *= {FASTER: 10, SLOWER: 1 / 10}.get(treatment, 1)
    l2 = 0.1 if treatment == PENALTY else 0
    sign = -1 if letter == "I" and treatment != GRADIENT else 1
    w, b = [np.zeros(X[0].shape[1])], [0.0]
    objective = [np.log(2)]
    while len(w) <= STEPS and objective[-1] <= 10:
        r = sign * (1 / (1 + np.exp(-(X[0] @ w[-1] + b[-1]))) - t[0])
        w.append(w[-1] - rate * (X[0].T @ r / len(r) + l2 * w[-1]))
        b.append(b[-1] - rate * r.mean())
        objective.append(cost(t[0], X[0] @ w[-1] + b[-1]) + l2 / 2 * np.sum(w[-1] ** 2))
    return {"w": w, "b": b, "X": X, "t": t, "objective": np.array(objective), "rate": rate}


# -- every treatment is computed --


@pytest.mark.parametrize("letter", PATIENTS)
def test_the_results_are_those_of_a_training_by_hand(letter):
    for treatment in TREATMENTS:
        result, hand = treat(letter, treatment), by_hand(letter, treatment)
        outputs = [part @ hand["w"][-1] + hand["b"][-1] for part in hand["X"]]
        on_way = [[cost(t, X @ w + b) for w, b in zip(hand["w"], hand["b"])] for X, t in zip(hand["X"][:2], hand["t"])]
        np.testing.assert_allclose(result.training, on_way[0], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(result.validation, on_way[1], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(result.cost, [cost(t, a) for t, a in zip(hand["t"], outputs)], rtol=1e-6)
        share = hand["t"][0].mean()
        limit = np.log(share / (1 - share)) if treatment == THRESHOLD else 0
        np.testing.assert_allclose(result.right, [np.mean((a > limit) == t) for t, a in zip(hand["t"], outputs)])
        ones, answers = hand["t"][2] == 1, outputs[2] > limit
        assert result.counts[1].tolist() == [sum(ones & ~answers), sum(ones & answers)]
        assert result.counts[0].tolist() == [sum(~ones & ~answers), sum(~ones & answers)]
        assert result.shares == pytest.approx(-share * np.log(share) - (1 - share) * np.log(1 - share))
        assert result.majority == pytest.approx(np.mean(~ones))
        assert result.rate == pytest.approx(hand["rate"])
        rises = np.diff(hand["objective"]) > 1e-9 * hand["objective"][:-1]
        assert result.rises == rises.sum()
        assert result.stopped == (hand["objective"][-1] > 10)
        kept = ~np.isnan(result.weights)
        assert kept.sum() == len(kept) - (treatment == DROP)
        np.testing.assert_allclose(result.weights[kept], hand["w"][-1] * hand["X"][0].std(axis=0), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("letter", PATIENTS)
def test_exactly_the_intended_treatments_cure(letter):
    """Cured: nearly the best cost on new data, and at least a fifth of class 1 is found there."""
    results = {treatment: treat(letter, treatment) for treatment in TREATMENTS}
    best = min(result.cost[2] for result in results.values())
    cured = {
        treatment
        for treatment, result in results.items()
        if result.cost[2] < best + 0.04 * result.shares and result.counts[1, 1] > result.counts[1].sum() / 5
    }
    assert cured == CURES[letter]


# -- what is seen, and what the file says of it --


def test_the_symptoms():
    seen = {letter: treat(letter, NONE) for letter in PATIENTS}
    assert seen["A"].rises > STEPS / 3  # it jumps, and is not stopped
    assert not seen["A"].stopped
    assert seen["A"].rate > 5 * seen["A"].stable
    assert seen["B"].cost[:2] == pytest.approx([seen["B"].shares] * 2, rel=0.06)
    assert seen["B"].right[2] == pytest.approx(seen["B"].majority)
    assert seen["C"].training[-1] > 0.98 * seen["C"].training[0]
    assert seen["C"].rate < seen["C"].stable < 1e-4
    assert treat("C", FASTER).rises > STEPS / 3
    assert seen["D"].right[2] == pytest.approx(seen["D"].majority, abs=0.003)
    assert np.mean(patients._tables("D").t[2] == 0) > 0.97  # which is what y = 0.5 at the start gets
    assert seen["D"].counts[1, 1] < 0.2 * seen["D"].counts[1].sum()
    assert np.ptp(seen["E"].cost) < 0.03
    assert max(seen["E"].cost) < 0.75 * seen["E"].shares
    assert seen["E"].cost[2] == min(treat("E", treatment).cost[2] for treatment in TREATMENTS)
    assert seen["F"].cost[0] < 0.05
    assert seen["F"].validation[-1] > 2 * seen["F"].validation.min()
    assert [part.shape for part in patients._tables("F").X] == [(120, 67), (400, 67), (2000, 67)]
    assert treat("F", PENALTY).cost[2] < treat("F", SLOWER).cost[2] < 0.6 * seen["F"].cost[2]
    assert seen["G"].right[1] > 0.98
    assert seen["G"].cost[2] > seen["G"].shares
    basket = [part[:, -1] for part in patients._tables("G").X]
    assert np.all(basket[2] == basket[2][0])
    assert all(
        (values > basket[2][0]).tolist() == (t == 1).tolist() for values, t in zip(basket, patients._tables("G").t[:2])
    )
    assert seen["H"].rises == 0
    assert seen["H"].training[-1] > seen["H"].shares
    assert seen["H"].rate < seen["H"].stable / 100
    for treatment in (NONE, FASTER, SLOWER):
        result = treat("I", treatment)
        assert result.rises == len(result.training) - 1
    assert max(seen["I"].right) < 0.5


def test_the_file(lab):
    numbers = {
        "A": ("of 30 ", f"stable one, {treat('A', NONE).stable:.1f}:"),
        "B": ("targets were not",),
        "C": (f"no learning rate beyond {treat('C', NONE).stable:.6f},",),
        "D": (f"right in {100 * treat('D', NONE).majority:.0f}% of",),
        "E": ("Healthy",),
        "F": ("67 columns for 120 visits",),
        "G": ("A leak", "drop the column"),
        "H": ("of 0.004 ", f"stable one, {treat('H', NONE).stable:.1f}:"),
        "I": ("wrong sign",),
    }
    for letter, texts in numbers.items():
        closed, opened = show(lab, letter), show(lab, letter, file=True)
        assert opened.startswith(closed + f"\nFile {letter}. ")
        file = opened[len(closed) :]
        assert file.count("Cure: ") == 1
        assert all(text in file for text in texts)
        assert show(lab, letter, FASTER, file=True).endswith(file)  # the patient's, not the treatment's


# -- the words, for every patient and treatment --


def said(words, pattern):
    found = re.search(pattern, words)
    assert found, (pattern, words)
    return found.groups()


def near(text, value):
    digits = len(text.partition(".")[2])
    assert float(text.replace(",", "")) == pytest.approx(value, abs=0.51 * 10**-digits)


@pytest.mark.parametrize(("letter", "treatment"), EVERY)
def test_how_the_run_is_described(lab, letter, treatment):
    words, result = show(lab, letter, treatment).split("\n")[0], treat(letter, treatment)
    steps, rate, first, last = said(
        words, r"(\d+) steps? at learning rate ([\d.]+): the training cost went from ([\d.]+) to ([\d.]+);"
    )
    assert int(steps) == len(result.training) - 1
    assert ("1 step at" in words) == (steps == "1")
    assert float(rate) == pytest.approx(result.rate, rel=0.05)
    near(first, np.log(2))
    near(last, result.training[-1])
    if treatment == NONE:
        near(*said(words, r"share of class 1 costs ([\d.]+) \(dotted\)"), result.shares)
    assert words.startswith("It ran away and was stopped after") == (int(steps) < STEPS)
    assert ("cost and penalty together" in words) == (treatment == PENALTY)
    rises = np.diff(by_hand(letter, treatment)["objective"])
    if "never rose" in words:
        assert np.all(rises < 1e-9)
    elif "rose at once" in words or "rose at every step" in words:
        assert np.all(rises > 0)
    else:
        assert int(said(words, r"it rose at (\d+) of them")[0]) == np.sum(rises > 1e-9)


@pytest.mark.parametrize(("letter", "treatment"), EVERY)
def test_what_is_said_of_the_treatment(lab, letter, treatment):
    words = show(lab, letter, treatment).split("\n")[1]
    now, before = treat(letter, treatment), treat(letter, NONE)
    same = np.array_equal(now.validation, before.validation) and now.right == before.right
    assert ("nothing changes" in words) == (same and treatment != NONE)
    if same:
        assert treatment in (NONE, SCALE, PAIR, GRADIENT)
        assert ("No treatment has been given yet." in words) == (treatment == NONE)
    elif treatment == THRESHOLD:
        ones, found, alarms, price = said(
            words,
            r"Of (\d+) samples of class 1 in the new data it finds (.*); false alarms: (.*)\. In theory.* as (\S+) f",
        )
        assert int(ones) == now.counts[1].sum()
        compared(found, now.counts[1, 1], before.counts[1, 1])
        compared(alarms, now.counts[0, 1], before.counts[0, 1])
        share = patients._tables(letter).t[0].mean()
        assert float(price) == pytest.approx((1 - share) / share, rel=0.05)
        assert now.cost == before.cost
    else:
        validation, new = said(words, r"alidation cost (.*), (?:but )?cost on new data (.*?)[.:] ")
        compared(validation, now.cost[1], before.cost[1])
        compared(new, now.cost[2], before.cost[2])
        less = before.cost[2] - now.cost[2]
        if "hardly" in words:
            assert abs(less) <= 0.04 * now.shares
        else:
            assert abs(less) > 0.04 * now.shares
            assert ("made it worse" in words) == (less < 0)
            assert ("helped" in words) == (less > 0 and now.cost[2] < np.log(2))
            assert ("less, but still more" in words) == (less > 0 and now.cost[2] > np.log(2))
        assert ("but cost on new data" in words) == ("The new data decide" in words)
        if "The new data decide" in words:
            assert less * (before.cost[1] - now.cost[1]) < 0
    if treatment == DROP:
        assert f"Without “{now.names[np.abs(before.weights).argmax()]}”" in words


def compared(text, now, before):
    parts = text.replace(" as before", "").split(" instead of ")
    near(parts[0], now)
    near(parts[-1], before)
    assert ("as before" in text) == (len(parts) == 1)
    assert len(set(parts)) == len(parts)


@pytest.mark.thorough
def test_where_the_new_data_contradict_validation(lab):
    told = {(letter, k) for letter, k in EVERY if "The new data decide" in show(lab, letter, k)}
    assert {(letter) for letter, _ in told} == {"G"}
    assert ("G", DROP) in told


@pytest.mark.thorough
@pytest.mark.parametrize("letter", PATIENTS)
def test_every_setting_reads_well(lab, letter):
    for treatment in TREATMENTS:
        words = show(lab, letter, treatment, file=True)
        lines = words.split("\n")
        assert len(lines) == 3
        assert max(map(len, lines)) <= 270
        assert not re.search(r"nan|inf\b|[{}]|-\d|\de-|\b1 steps", words)
        names = [text.get_text() for text in lab.names if text.get_text()]
        assert sum("(dropped)" in name for name in names) == (treatment == DROP and letter != "F")


# -- the picture --


def on_page(line, top):
    return np.array(line.get_ydata()) * top


@pytest.mark.parametrize(
    ("letter", "treatment"), [("A", NONE), ("A", FASTER), ("F", PENALTY), ("G", DROP), ("I", NONE)]
)
def test_the_curves_and_bars_are_the_numbers(lab, letter, treatment):
    show(lab, letter, treatment)
    now, before = treat(letter, treatment), treat(letter, NONE)
    top = float(lab.scale[1].get_text())
    assert float(lab.scale[0].get_text()) == top / 2
    highest = max(*now.training, *now.validation, *before.validation, now.cost[2])
    assert 0.5 * top < highest <= top  # nothing is cut
    np.testing.assert_allclose(on_page(lab.training, top), now.training)
    np.testing.assert_allclose(on_page(lab.validation, top), now.validation)
    np.testing.assert_allclose(on_page(lab.before, top), before.validation)
    np.testing.assert_allclose(on_page(lab.new, top), now.cost[2])
    np.testing.assert_allclose(on_page(lab.entropy, top), now.shares)
    assert lab.new.get_xdata()[0] == len(now.training) - 1 == lab.training.get_xdata()[-1]
    assert on_page(lab.stop, top).tolist() == pytest.approx([now.training[-1]] * now.stopped)
    end = float(lab.ends[1].get_text())
    assert lab.ends[0].get_text() == f"−{lab.ends[1].get_text()}"
    widths = [path.vertices[1, 0] * end for path in lab.bars.get_paths()]
    np.testing.assert_allclose(widths, np.nan_to_num(now.weights))
    assert max(np.abs([*widths, *before.weights])) <= end
    np.testing.assert_allclose(lab.dots.get_xdata() * end, before.weights)
    found = now.counts[1, 1] / now.counts[1].sum()
    shares = [*now.right, now.majority, found]
    np.testing.assert_allclose([bar.get_width() for bar in lab.rights], 100 * np.array(shares))
    assert [text.get_text() for text in lab.percents] == [f"{100 * share:.0f}%" for share in shares]
    np.testing.assert_allclose(lab.rights_before.get_xdata()[:3], 100 * np.array(before.right))
    for artist in (lab.before, lab.dots, lab.rights_before):  # nothing to compare with in the untreated
        assert artist.get_visible() == (treatment != NONE)


@pytest.mark.parametrize("letter", PATIENTS)
def test_every_bar_has_its_name(lab, letter):
    show(lab, letter)
    middles = [path.vertices[:4, 1].mean() for path in lab.bars.get_paths()]
    names = {text.get_text(): text.get_position()[1] for text in lab.names if text.get_text()}
    if letter == "F":
        assert list(names) == ["7 of the shop", "60 others"]
        assert list(names.values()) == pytest.approx([np.mean(middles[:7]), np.mean(middles[7:])])
    else:
        assert tuple(names) == treat(letter, NONE).names
        assert list(names.values()) == pytest.approx(middles)


@pytest.mark.thorough
@pytest.mark.parametrize("narrow", [False, True])
def test_the_legend_names_what_is_drawn_and_lies_above_it(narrow):
    lab = lr.labs.clinic()
    lab._heard(lab, {"ask": "w", "width": 390 if narrow else 940}, [])
    for letter, treatment in (("A", NONE), ("A", SLOWER), ("A", FASTER), ("H", FASTER), ("I", NONE), ("I", SLOWER)):
        show(lab, letter, treatment)
        ax = lab.training.axes
        legends = [ax.get_legend(), *(legend for legend in lab.legends if legend.get_visible())]
        named = {text.get_text() for legend in legends for text in legend.get_texts()}
        assert ("untreated" in named) == (treatment != NONE)
        assert ("stopped" in named) == treat(letter, treatment).stopped
        assert {"training", "validation", "new data", "share of class 1 only"} <= named
        boxes = [legend.get_window_extent() for legend in legends]
        assert min(box.y0 for box in boxes) >= ax.transData.transform((0, 1))[1] - 1  # to which curves are scaled
        assert not any(one.padded(-1).overlaps(other.padded(-1)) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize(
    ("letter", "treatment", "number", "name"),
    [
        ("A", SLOWER, "0.931 → 0.345", "cost on new data (nats)"),
        ("A", SCALE, "0.931 → 0.931", "cost on new data (nats)"),
        ("D", THRESHOLD, "8 → 41 of 47", "found (false alarms: 3 → 354)"),
    ],
)
def test_the_large_number_goes_from_untreated_to_treated(lab, letter, treatment, number, name):
    show(lab, letter, treatment)
    assert (lab.number, lab._number) == (number, name)


# -- who is cured --


def test_who_is_cured_carries_a_tick_and_keeps_it():
    lab = lr.labs.clinic()
    for k, letter in enumerate(PATIENTS):
        assert PATIENTS[letter].cure in CURES[letter]
        wrong = next(treatment for treatment in TREATMENTS if treatment not in CURES[letter])
        assert not show(lab, letter, wrong, file=True).count("is cured")
        assert len(lab.ticked["patient"]) == k
        words = show(lab, letter, PATIENTS[letter].cure, file=letter == "E")  # of the healthy one the file knows
        assert (f"Patient {letter} is cured." in words) == (letter != "E")
        assert lab.ticked["patient"] == list(PATIENTS)[: k + 1]
    lab._heard(lab, {"ask": "r", "values": {"patient": "A", "treatment": NONE, "file": False}, "reset": True}, [])
    assert lab.ticked == {"patient": []}


def test_buttons_for_patients_and_treatments_and_a_tick_in_the_page(in_page):
    lab = lr.labs.clinic()
    page = in_page(lab)
    seen = lambda: page.locator(".lr-tick:visible").count()
    assert seen() == 0
    page.get_by_role("radio", name="learning rate ÷ 10").check()
    page.wait_for_function("document.querySelector('.lr-number').innerText.includes('0.931 → 0.345')")
    assert lab.values == {"patient": "A", "treatment": SLOWER, "file": False}
    assert seen() == 1
    page.get_by_role("radio", name="A", exact=False).first.press("ArrowRight")
    page.wait_for_function("document.querySelector('.lr-words').innerText.includes('No treatment')")
    assert lab.values == {"patient": "B", "treatment": NONE, "file": False}
    assert page.get_by_role("radio", name="none").is_checked()
    assert seen() == 1  # A's
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("document.querySelector('.lr-number').innerText.includes('0.931 → ?')")
    assert seen() == 0


def test_a_move_changes_the_picture(lab):
    show(lab, "E")
    before = np.asarray(Image.open(io.BytesIO(lab.image)).convert("L"), float)
    show(lab, "E", DROP)
    after = np.asarray(Image.open(io.BytesIO(lab.image)).convert("L"), float)
    assert np.mean(np.abs(before - after) > 40) > 0.005


# -- the door --


def test_it_begins_with_an_untreated_patient_and_a_closed_file():
    lab = lr.labs.clinic()
    assert lab.values == {"patient": "A", "treatment": NONE, "file": False}
    assert lab.words.startswith("200 steps at learning rate 30: the training cost went from 0.693 to ")
    assert "File" not in lab.words
    assert repr(lab) == f"The clinic\n{lab.words}"
    assert (lab.number, lab._number) == ("0.931 → ?", "cost on new data (nats)")
    assert lab._lines == 6
    assert lab.ticked == {"patient": []}
    assert lr.labs.clinic("G").values["patient"] == "G"


@pytest.mark.parametrize("patient", ["Z", "a", "", None, 1, ["A"]])
def test_other_patients_are_refused(patient):
    with pytest.raises(ValueError, match="patient must be one of 'A', 'B'"):
        lr.labs.clinic(patient)


def test_other_treatments_are_refused(lab):
    with pytest.raises(ValueError, match="treatment must be one of 'none'"):
        lab.set(treatment="surgery")


def test_another_patient_comes_untreated_and_what_is_asked_for_with_it_is_done(lab):
    lab.set(patient="A", treatment=FASTER, file=True)
    lab.set(patient="B")
    assert lab.values == {"patient": "B", "treatment": NONE, "file": False}
    lab.set(treatment=FASTER, file=True)
    lab.set(patient="C", treatment=FASTER)
    assert lab.values == {"patient": "C", "treatment": FASTER, "file": False}
