"""What a widget sends to the page as text: its script and its style, each of several files and no build step."""

from pathlib import Path

_HERE = Path(__file__).parent


def source(*names):
    """The text of the files ``names`` in this folder (or whole paths), joined: one file to the page."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
