"""The two labs whose first move is a press or a drag in the picture, in a page: the coin, and the visitors' weights."""

import numpy as np
import pytest

import lrcourse as lr


def settle(page):
    page.evaluate("settled(400)")


def test_the_coin_is_tossed_on_the_page_and_its_counts_go_beyond_the_sliders(in_page):
    lab = lr.labs.coin(8, 12, names=("acts", "bounces"))
    page = in_page(lab)
    toss = lambda name: page.get_by_role("button", name=name, exact=True).click()
    toss("once")
    toss("once")
    toss("10 times")
    settle(page)
    assert lab.heads + lab.tails == 32
    assert page.locator("[data-name=heads] input").input_value() == str(lab.heads)
    for _ in range(6):
        toss("100 times")
    settle(page)
    assert lab.heads + lab.tails == 632
    for name in ("heads", "tails"):
        slider = page.locator(f"[data-name={name}]")
        assert slider.locator("output").inner_text() == str(lab.values[name])
        assert slider.locator("input").input_value() == str(min(lab.values[name], 200))
    assert page.locator(".lr-number strong").inner_text() == lab.number
    page.get_by_label("show the coin’s own p").check()
    settle(page)
    assert f"The coin’s own p, {lab.hidden:.3f}, is" in page.locator(".lr-words").inner_text()
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert lab.values == {"heads": 8, "tails": 12, "p": 0.5, "reveal": False}


def place(page, name):
    """Where a handle is on the page."""
    box = page.locator(f".lr-grip[data-name={name}]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, name, right, down):
    """Drag a handle; return where it was."""
    x, y = place(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()
    settle(page)
    return x, y


@pytest.mark.parametrize("viewport", [(1180, 900), (390, 844)])
def test_a_weight_is_dragged_and_the_button_brings_the_best_back(in_page, viewport):
    rng = np.random.default_rng(4)
    X = rng.normal(size=(300, 3))
    lab = lr.labs.visitors(X, (X @ [2.0, -1.0, 0.3] > 0).astype(int), ["products", "on a phone", "minutes"])
    page = in_page(lab, viewport=viewport)
    settle(page)
    for name, way in (("w0", 40), ("w1", -25)):
        _, y = drag(page, name, way, 3)
        assert lab.values[name] * way > 0
        assert place(page, name)[1] == pytest.approx(y, abs=1)  # it stays on its rail
    assert page.locator(".lr-number strong").inner_text() == lab.number
    best = lab.number
    drag(page, "w0", -300, 0)
    assert lab.number != best
    page.get_by_role("button", name="back to the best one").click()
    settle(page)
    assert float(lab.number.strip("%")) >= float(best.strip("%"))  # a drag may pass better places than it ends at
    assert f"Your best so far: {lab.number}." in lab.words
    assert page.locator(".lr-number strong").inner_text() == lab.number


def test_features_are_added_and_taken_away_by_their_buttons(in_page):
    lab = lr.labs.features()
    page = in_page(lab, viewport=(1180, 780))
    press = lambda name: (page.get_by_role("button", name=name, exact=True).click(), settle(page))
    down = lambda: page.locator(".lr-toggles [aria-pressed=true]").all_inner_texts()
    number = page.locator(".lr-number strong")
    assert (down(), number.inner_text()) == (["x₁", "x₂"], "190")
    press("x₁²")
    assert (down(), number.inner_text()) == (["x₁", "x₂", "x₁²"], "100")
    press("x₂²")
    assert number.inner_text() == "2"
    press("x₁")
    assert (down(), lab.features) == (["x₂", "x₁²", "x₂²"], "x2, x1 ** 2, x2 ** 2")
    page.get_by_text("more", exact=True).click()
    page.get_by_role("textbox").fill("hypot(x1, x2), x1")
    page.evaluate("settled(900)")
    assert down() == ["x₁", "hypot(x1,x2)"]
    press("hypot(x1,x2)")
    assert (down(), page.get_by_role("textbox").input_value()) == (["x₁"], "x1")
    assert page.locator(".lr-toggles button").count() == 7
    press("Reset")
    assert (down(), number.inner_text()) == (["x₁", "x₂"], "190")


def test_a_fault_in_a_box_that_is_out_of_sight_brings_it_into_sight(in_page):
    lab = lr.labs.features()
    page = in_page(lab, viewport=(1180, 780))
    page.locator("[data-name=data] select").select_option("xor")
    page.get_by_text("more", exact=True).click()
    page.get_by_role("textbox").fill("log(x1 + 3)")
    page.evaluate("settled(900)")
    page.get_by_text("more", exact=True).click()
    assert not page.get_by_role("textbox").is_visible()
    page.locator("[data-name=data] select").select_option("donut")
    settle(page)
    assert page.locator("[data-name=features] .lr-error").is_visible()


@pytest.mark.parametrize("viewport", [(1180, 780), (820, 1000), (390, 844)])
def test_the_data_are_large_with_the_curves_beside_them(in_page, viewport):
    page = in_page(lr.labs.features(), viewport=viewport)
    settle(page)
    data, cost, weights = (node.bounding_box() for node in page.locator(".lr-panel canvas").all())
    if viewport[0] < 500:
        assert data["y"] < cost["y"] < weights["y"]
    else:
        assert data["height"] > 1.8 * cost["height"]
        assert data["x"] + data["width"] < cost["x"] == weights["x"]
        assert data["y"] + data["height"] == pytest.approx(weights["y"] + weights["height"], abs=1)
