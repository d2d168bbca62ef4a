"""What a widget sends to the page as text: its script and its style, each from several files, with no build step."""

from pathlib import Path

_HERE = Path(__file__).parent


def source(*names):
    """The text of the files ``names`` in this folder (or whole paths), joined: a single file, as the page sees it."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
