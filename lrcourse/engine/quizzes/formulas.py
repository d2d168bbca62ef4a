r"""Turn Markdown with ``$...$`` into HTML with MathML, which every browser typesets by itself, without MathJax.

latex2mathml does the grammar. What it leaves to the browser's mathematics fonts (bold and italic letters)
becomes a plain letter with a style, so that a formula reads well on a machine without such fonts; and the
spaces that TeX would put in, but MathML wouldn't, are added.

A quiz may come from anywhere, and the page takes this HTML as it is. So only what is listed here gets through: no
style, no script, no address except a web page's. The rest is refused.
"""

import re
import unicodedata
from functools import cache
from html import escape, unescape
from xml.etree import ElementTree as ET

# The elements and attributes of formulas, and what an attribute may contain: numbers, lengths, colours, names.
_ELEMENTS = re.compile(
    "math|mrow|mi|mn|mo|mtext|mspace|mstyle|mpadded|mphantom|menclose|mfrac|msqrt|mroot|msub|msup|msubsup|"
    "munder|mover|munderover|mtable|mtr|mtd"
)
_ATTRIBUTES = re.compile(
    "display|displaystyle|scriptlevel|mathvariant|mathsize|mathcolor|mathbackground|stretchy|fence|form|separator|"
    "accent|largeop|movablelimits|minsize|maxsize|lspace|rspace|width|height|depth|voffset|linebreak|linethickness|"
    "notation|columnalign|columnlines|columnspacing|rowlines|rowspacing"
)
_VALUE = re.compile(r"[\w\s.#%+-]*")
_ADDRESS = re.compile(r"https?://|mailto:|[^:/?#]*([/?#]|$)", re.IGNORECASE)  # the last: no scheme, a file nearby
_PARTS = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3, "mroot": 2}
_ROWS = {"math", "mrow", "mtd", "mstyle", "msqrt"}
_STYLES = {"normal": "upright", "italic": "italic", "bold": "upright bold", "bold-italic": "italic bold"}


def to_html(text):
    """The HTML for Markdown ``text``. A single paragraph comes without its ``<p>``.

    Raises
    ------
    ValueError
        If a formula cannot be read, or the text contains HTML, or a link to something that isn't a page.
    """
    html = _markdown()(text).strip()
    alone = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", html, re.DOTALL)
    return alone[1] if alone else html


def to_mathml(tex, block=False):
    r"""The MathML for the formula ``tex`` (without dollars), for example ``\frac{a}{\lVert\mathbf{w}\rVert}``."""
    from latex2mathml.converter import convert_to_element

    try:
        math = convert_to_element(tex, display="block" if block else "inline")
    except Exception as error:  # the library raises many kinds of errors
        raise ValueError(f"the formula ${tex}$ cannot be read ({type(error).__name__}: {error})") from None
    del math.attrib["xmlns"]
    for element in math.iter():
        _check(element, tex)
        element.text = unescape(element.text or "") or None  # the library writes signs as &#x2212; and so on
    for element in list(math.iter()):
        _prime(element)
        _plain_letters(element)
    for element in list(math.iter()):
        _spaces(element)
    return ET.tostring(math, encoding="unicode")


@cache
def _markdown():
    import mistune
    from mistune.plugins.math import math_in_list

    class Renderer(mistune.HTMLRenderer):
        def inline_math(self, text):
            return to_mathml(text)

        def block_math(self, text):
            return to_mathml(text, block=True)

        def inline_html(self, html):
            return _refuse_html(html)

        def block_html(self, html):
            return _refuse_html(html)

        def text(self, text):
            if loose := re.search(r"<[a-zA-Z/!?].*", text):  # not a tag to Markdown, but to a browser: <svg/onload=x>
                _refuse_html(loose[0])
            return super().text(text)

        def link(self, text, url, title=None):
            if not _ADDRESS.match(unescape(url)):
                raise ValueError(f"the link to {url[:60]!r} does not lead to a page; it must start with https://")
            return super().link(text, url, title).replace("<a ", '<a target="_blank" rel="noopener" ', 1)

        def image(self, text, url, title=None):
            return escape(text)  # a quiz fetches nothing

    return mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table", "math", math_in_list])


def _refuse_html(html):
    """Refuse HTML: where a stored quiz is shown as Markdown, it would run."""
    raise ValueError(f"the text contains HTML, {html.strip()[:60]!r}; write Markdown, or show it as code, in backticks")


def _check(element, tex):
    """Refuse what the library lets through: whatever leads out of a formula, unknown commands, missing arguments."""
    for name, value in element.attrib.items():
        if not _ATTRIBUTES.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(
                f"the formula ${tex}$ sets {name} to {value!r}, which a quiz does not allow. Leave that command out; "
                "a link belongs in the text: [words](https://...)"
            )
    if not _ELEMENTS.fullmatch(element.tag):
        raise ValueError(f"the formula ${tex}$ creates an element <{element.tag}>, which a quiz does not allow")
    if element.text == "&":
        raise ValueError(f"the formula ${tex}$ cannot be read: & belongs in a table; write the sign itself as \\&")
    if "\\" in (element.text or ""):
        raise ValueError(f"the formula ${tex}$ has an unknown command: {element.text}")
    if len(element) != _PARTS.get(element.tag, len(element)):
        raise ValueError(f"the formula ${tex}$ is not complete: a command lacks its arguments")


def _prime(element):
    """Write f' as two signs in a row: the prime is raised already, and as an exponent it would be tiny."""
    if element.tag == "msup" and set(element[1].text or "") in ({"′"}, {"″"}, {"‴"}):
        element.tag = "mrow"
        element[1].tag = "mo"
        element[1].attrib.update(lspace="0.08em", rspace="0")


def _plain_letters(element):
    """Write a bold or italic letter as the plain letter with a style (class), a symbol as an operator."""
    text = element.text or ""
    if element.tag == "mo" and text.isalpha() and len(text) > 1:  # sign, lim, max: names, not operators
        element.tag = "mi"
    if element.tag == "mo" and text == "/":
        element.attrib.update(lspace="0", rspace="0")
    if element.tag == "mo" and text in ("∑", "∏", "∫"):
        element.attrib.update({"class": "large", "largeop": "false"})
    if element.tag not in ("mi", "mn"):
        return
    plain = unicodedata.normalize("NFKC", text)
    name = unicodedata.name(text, "") if len(text) == 1 else ""
    variant = element.attrib.pop("mathvariant", None)
    if name.startswith("MATHEMATICAL BOLD"):
        variant = "bold-italic" if "ITALIC" in name else "bold"
    elif name.startswith(("MATHEMATICAL ITALIC", "MATHEMATICAL SCRIPT")):
        variant = "italic"
    if len(plain) == 1 and unicodedata.category(plain) in ("Sm", "Ps", "Pe"):
        element.tag = "mo"
    elif variant in _STYLES and plain.isalnum():
        element.text = plain
        element.set("class", _STYLES[variant])
    elif element.tag == "mi" and len(text) == 1 and (text.isascii() or text.islower()) and text.isalpha():
        element.set("class", "italic")  # capital Greek letters stay upright, as in TeX
    if element.tag == "mi" and len(element.text) == 1:
        element.set("mathvariant", "normal")  # the class does it; no mathematics font is needed


def _spaces(element):
    """Put in TeX's spaces: around names of functions, none after a sign or around a comma in braces."""
    if element.tag == "mrow" and len(element) == 1 and element[0].tag == "mo":
        element[0].attrib.update(lspace="0", rspace="0")
    if element.tag not in _ROWS:
        return
    before = None
    for child in list(element):
        after_operator = before is None or before.tag in ("mo", "mspace")
        if child.tag == "mo" and child.text in ("+", "−", "±") and before is not None and before.tag == "mo":
            child.set("form", "infix" if before.text in tuple(")]}|‖!") else "prefix")
        if _is_function(child) and not after_operator:
            element.insert(list(element).index(child), ET.Element("mspace", width="0.167em"))
        if before is not None and _is_function(before) and child.tag not in ("mo", "mspace"):
            element.insert(list(element).index(child), ET.Element("mspace", width="0.167em"))
        before = child


def _is_function(element):
    """Is this the name of a function (log, exp), maybe with an index?"""
    if element.tag in ("msub", "msup", "msubsup"):
        return _is_function(element[0])
    return element.tag == "mi" and len(element.text or "") > 1
