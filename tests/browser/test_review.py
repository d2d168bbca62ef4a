"""The review lab: any text is shown as text, a word is struck out by mouse and by key."""

CELL = """
import lrcourse as lr
lr.labs.review()
"""


def test_hostile_texts_are_shown_as_text(following):
    book = following([CELL])
    book.run_all()
    lab = book.lab()
    box = lab.root.locator("textarea")
    words = lab.root.locator(".lr-words")
    chips = lab.root.locator(".lr-chip")
    lab.page.evaluate("() => { window.ran = 0; }")
    assert chips.count() == 13
    for text, said, shown in (
        ("great <script>window.ran = 1</script>", "of 5 words count", 5),
        ('<img src="x" onerror="window.ran = 1"> good', "of 7 words count", 7),
        ("<b>not</b> &lt;good&gt; 😀 \u202egood", "of 7 words count", 7),
        ("שלום עולם 😀", "The model knows none of these words", 2),
        ("😀 !", "There are no words", 0),
        ("", "There are no words", 0),
        ("good " * 100_000, "100,000 of 100,000 words count", 200),
    ):
        box.fill(text)
        lab.says(said)
        assert chips.count() == shown, text[:30]
        assert lab.root.locator("script, .lr-chips img").count() == 0
        assert "lr-error" not in words.get_attribute("class")
    assert lab.page.evaluate("() => window.ran") == 0
    assert book.errors() == []
    assert book.trouble == []


def test_a_word_is_struck_out_by_mouse_and_by_key(following):
    book = following([CELL])
    book.run_all()
    lab = book.lab()
    chips = lab.root.locator(".lr-chip")
    height = book.height()
    lab.says("Happy: p(happy) is 0.6")
    great = lab.root.get_by_role("button", name="great")
    great.click()
    lab.says("Unhappy")
    assert great.get_attribute("aria-pressed") == "true"
    lab.page.keyboard.press("Enter")  # what was clicked has the focus
    lab.says("Happy: p(happy) is 0.6")
    lab.page.keyboard.press("ArrowLeft")
    lab.page.keyboard.press("Space")
    lab.says("1 struck out")
    assert chips.nth(2).get_attribute("aria-pressed") == "true"
    lab.input("example").select_option("not good")
    lab.says("6 of 6 words count")
    assert "not a good phone" in lab.root.locator("textarea").input_value()
    lab.input("model").select_option("words and pairs")
    lab.says("words and pairs")
    assert book.height() == height
    lab.root.get_by_role("button", name="Reset").click()
    lab.says("(words)")
    assert "battery died" in lab.root.locator("textarea").input_value()
    assert book.trouble == []
