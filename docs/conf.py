"""Sphinx: the course as a site that needs nobody else's servers. `make site` calls make_site.py, which calls this."""

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
html_static_path = ["_static"]
html_css_files = ["page.css"]
html_js_files = [("page.js", {"type": "module"})]
html_show_sourcelink = False
html_theme_options = {
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
