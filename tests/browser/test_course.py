"""Labs that are more than sliders, and what the checkpoint remembers."""

from walk import until


def said(book, index):
    """The text a check has printed."""
    (output,) = book.outputs()[index]
    return "".join(output["data"]["text/plain"])


def to_the_end(lab):
    """Go to the last step."""
    lab.root.locator(".lr-scrub input").focus()
    lab.page.keyboard.press("End")


def test_features_are_typed_and_the_turning_picture_turns(following):
    book = following(["import lrcourse as lr\nlr.labs.features()", 'import lrcourse as lr\nlr.labs.lift("xor")'])
    book.run_all()
    typed, lift = book.lab(0), book.lab(1)
    to_the_end(typed)
    typed.root.get_by_text("more", exact=True).click()
    box = typed.input("features")
    box.fill("x1, x2^2")
    typed.root.locator("text=is not a power in Python").wait_for()
    box.fill("x1**2 + x2**2")
    typed.says("1 of 400 on the wrong side")
    lift.root.scroll_into_view_if_needed()
    lift.says("the learnt line leaves 99 of 200")
    canvas = lift.root.locator("canvas").first
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    book.count_messages()
    lift.press("play")
    assert until(lambda: canvas.evaluate("canvas => canvas.toDataURL()") != before)
    assert lift.page.evaluate("() => window.sent") == 0
    lift.says("the learnt plane leaves 1 of 200")
    lift.input("above").focus()
    lift.page.keyboard.press("End")
    lift.says("Seen from above")
    assert book.trouble == []


def test_the_weights_morph_while_it_plays(following):
    book = following(["import lrcourse as lr\nlr.labs.faces()"])
    book.run_all()
    lab = book.lab()
    lab.root.scroll_into_view_if_needed()
    to_the_end(lab)
    lab.says("92% of the answers are right")
    weights = lab.root.locator("canvas").nth(1)  # after the difference of the means
    before = weights.evaluate("canvas => canvas.toDataURL()")
    book.count_messages()
    lab.press("play")
    assert until(lambda: weights.evaluate("canvas => canvas.toDataURL()") != before)
    assert lab.page.evaluate("() => window.sent") == 0
    lab.input("other").select_option("all others")
    lab.says("happy against all others")
    lab.input("face").focus()
    lab.page.keyboard.press("End")
    lab.says("The new face: ")
    assert book.trouble == []


def test_what_went_wrong_in_the_checkpoint_is_listed(following):
    book = following(["import lrcourse as lr\nlr.forget_progress()", "lr.quiz('17_checkpoint')", "lr.revise()"])
    book.run_all()
    cell = book.cell(1)
    assert cell.locator(".lrq-question").count() == 30
    cell.get_by_role("radio").first.check()  # no classification: nobody has given names
    cell.get_by_role("button", name="Check").first.click()
    cell.locator(".lrq-word", has_text="Not yet.").wait_for()
    book.run(2)
    assert "01_learning_from_data: questions groups" in said(book, 2)
    book.cell(2).locator("a", has_text="01_learning_from_data").click()
    book.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === '01_learning_from_data.ipynb'"
    )
    assert book.trouble == []


def test_the_race_is_run_by_time_and_from_another_start(following):
    book = following(["import lrcourse as lr\nlr.labs.race()"])
    book.run_all()
    lab = book.lab()
    to_the_end(lab)
    lab.says("Not within 200 steps: gradient descent")
    lab.input("clock").select_option("time")
    lab.says("After ")
    first = lab.root.locator("canvas").first
    before = first.screenshot()
    first.click(position={"x": 160, "y": 60})
    assert until(lambda: first.screenshot() != before)
    lab.root.get_by_role("button", name="to the first step").click()
    lab.says("After 0 ms")
    lab.press("play")
    lab.root.get_by_role("button", name="pause").wait_for()
    assert until(lambda: "After 0 ms" not in lab.words())
    lab.press("pause")
    assert book.trouble == []
