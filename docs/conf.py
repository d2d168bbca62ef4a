"""Sphinx: the course as a site that needs nobody else's servers. tools/make_site.py runs it."""

import os
import re
from html import escape, unescape
from textwrap import shorten

from docutils.nodes import paragraph

project = "Understand logistic regression"
author = "The lrcourse authors"
html_title = project
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.mathjax",
    "sphinx-mathjax-offline",  # MathJax 3 from the site itself, not from a CDN
]
nb_execution_mode = "off"  # the pages show what is stored, which the tests have proved
myst_enable_extensions = ["dollarmath", "amsmath", "html_image"]
myst_heading_anchors = 2
autodoc_member_order = "bysource"
autodoc_typehints = "none"
suppress_warnings = ["myst.header", "mystnb.unknown_mime_type"]
exclude_patterns = ["**/.ipynb_checkpoints"]

html_theme = "pydata_sphinx_theme"
html_baseurl = (os.environ.get("SITE_ADDRESS", "").rstrip("/") + "/").lstrip("/")  # unknown until it is published
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["page.css"]
html_js_files = [("page.js", {"type": "module"})]
html_show_sourcelink = False
html_sidebars = {pattern: [] for pattern in ("*", "data/*", "docs/*", "benchmarks/*")}  # only notebooks have neighbours
html_theme_options = {
    "logo": {"text": project},
    "navbar_align": "left",
    "show_nav_level": 1,
    "navigation_depth": 2,
    "show_toc_level": 1,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "icon_links": [],
}
project_copyright = "The lrcourse authors. Text and figures CC BY 4.0, code BSD 3-Clause"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is


PROMISE = (
    "A course in Jupyter notebooks on one brick of deep learning: derive it on paper, write it in NumPy, and watch its "
    "weights find their place while you drag the data."
)


def shared(app, pagename, _template, context, doctree):
    """What is shown where a link to a page is shared: its title, its first sentence (a notebook's question), the card.

    The card needs a whole address, so it is left out where the site does not know its own.
    """
    if doctree is None:
        return
    title = unescape(re.sub(r"<[^>]+>", "", context["title"]))
    first = next((node.astext() for node in doctree.findall(paragraph)), PROMISE)
    words = shorten(PROMISE if pagename == "index" else first, 200, placeholder=" …")
    tags = {"description": words, "og:title": title, "og:description": words, "og:type": "website"}
    if site := app.config.html_baseurl:
        tags |= {"og:url": f"{site}{pagename}.html".removesuffix("index.html"), "og:image": f"{site}_static/card.png"}
        tags |= {"og:image:width": 1200, "og:image:height": 630, "twitter:card": "summary_large_image"}
    if pagename == "index":
        context["docstitle"] = ""  # its title is the site's: once is enough
    kind = lambda name: "property" if name.startswith("og:") else "name"
    lines = (f'<meta {kind(name)}="{name}" content="{escape(str(value))}">' for name, value in tags.items())
    context["metatags"] += "\n".join(lines)


def as_written(_app, _what, _name, _value, _options, lines):
    """A docstring is text for people, who read it in a notebook: a star or a bar in it means itself, no markup."""
    lines[:] = [re.sub(r"(`[^`]*`|\\.)|([*|])", lambda m: m[1] or f"\\{m[2]}", line) for line in lines]


def with_its_class(_app, _what, _name, value, skip, _options):
    """A field of a named tuple is described where its class is."""
    return skip or str(value.__doc__).startswith("Alias for field number")


def setup(app):
    """What Sphinx calls, and when."""
    app.connect("html-page-context", shared)
    app.connect("autodoc-process-docstring", as_written, priority=100)
    app.connect("autodoc-skip-member", with_its_class)
