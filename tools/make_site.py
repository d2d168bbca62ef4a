"""``make site``: the course as a site. Notebooks as stored; labs and quizzes that work without a kernel.

python -m tools.make_site [FOLDER] [--pyodide]    build/site without FOLDER; the pages are in its folder html

A page that is made live gets Python from Pyodide's own address, or with ``--pyodide`` from the site (tools.make_lite).
SITE_ADDRESS, in the environment, is where the site will be: for the picture of a shared link.
"""

import base64
import hashlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

import lrcourse as lr
from lrcourse import lessons
from lrcourse.engine.labs.stage import Stage
from lrcourse.engine.quizzes.formulas import to_html
from tools import api, front_page, make_lite
from tools.notebooks import NOTEBOOKS, names_before, paths, read

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = ["CONTRIBUTING.md", "LICENSE", "CITATION.cff", "data/README.md", "benchmarks/README.md"]
PAGES += ["docs/hosts.md", "docs/teaching.md"]
PICTURES = ["benchmarks/curves.png"]
LISTED = ["syllabus", "glossary", "docs/hosts", "docs/teaching", "docs/api", "data/README", "benchmarks/README"]
LISTED += ["CONTRIBUTING"]
NEEDS_PYTHON = (
    '<p class="lr-note">A picture of the lab. It draws anew at every move, which needs Python: '
    "download the notebook, or open it where it can run. </p>"
)
SOLVE = "To solve it you need Python: download the notebook, or open it where it can run. "


def sealed(value):
    """``value`` with bytes as {"$bytes": base64}, ready for JSON."""
    if isinstance(value, dict):
        return {name: sealed(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [sealed(inner) for inner in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return {"$bytes": base64.b64encode(value).decode()}
    return value


def kept(text, kind, folder):
    """Write ``text`` under a name made of its contents, once; return the name."""
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return name


def place(widget, folder, inside):
    """Where a page puts a lab or a quiz, as HTML; ``inside`` is what is there before, and without JavaScript.

    What the page fetches for it is kept in ``folder``.
    """
    return put(widget.get_state(), folder, inside)


def put(state, folder, inside, engine=""):
    """The same for a widget's state; ``engine`` is what answers it in the page, if anything does."""
    module, style = kept(state.pop("_esm"), "js", folder), kept(state.pop("_css"), "css", folder)
    state = {name: value for name, value in state.items() if name not in ("layout", "tooltip", "tabbable", "comm")}
    state = kept(json.dumps(sealed(state), default=float, allow_nan=False), "json", folder)
    engine = f' data-engine="{engine}"' if engine else ""
    data = f'data-module="{module}" data-style="{style}" data-state="{state}"{engine}'
    return f'<div class="lr-static" {data}>{inside}</div>'


def is_stage(name):
    """Whether a lab is played in the page: its file holds a Stage, not a Sketch."""
    module = inspect.getmodule(lessons.lab(name))
    classes = [c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__]
    return any(issubclass(c, Stage) for c in classes)


def lab_of(path, number, source):
    """The lab that a cell shows; the notebook's code is run up to there only if the lab needs it."""
    *before, last = source.strip().split("\n")
    try:
        if before:
            raise NameError
        return eval(last, {"lr": lr})
    except NameError:
        names = names_before(path, number)
        exec("\n".join(before), names)
        return eval(last, names)


def pictures(cell):
    """The outputs of a cell that hold a picture."""
    return [output["data"] for output in cell["outputs"] if "image/png" in output.get("data", {})]


def still(cell):
    """The picture of a lab that is stored in the notebook, as HTML."""
    data = pictures(cell)[0]
    picture, alt = data["image/png"].replace("\n", ""), escape(cell["metadata"].get("alt", ""), quote=True)
    return f'<img src="data:image/png;base64,{picture}" alt="{alt}">'


def page(path, folder):
    """The notebook for Sphinx: quizzes, and labs that are played in the page, in the place of their stills."""
    notebook = read(path)
    for number, cell in enumerate(notebook["cells"]):
        source = cell["source"]
        if alt := cell["metadata"].get("alt"):
            cell["metadata"]["mystnb"] = {"image": {"alt": alt}}
        lab, quiz = (re.search(r"^(?:\w+ = )?lr\.labs\.(\w+)\(", source, re.M), re.match(r"lr\.quiz\((.*)\)$", source))
        task = re.search(r"^lr\.check\((\w+)\)", source, re.M)
        shown = pictures(cell) if lab else quiz or task  # there is a lab that nobody sees
        if cell["cell_type"] != "code" or not shown:
            continue
        known = f'<div data-cell="{cell["id"]}"'  # by which the page asks Python for it
        if task:
            html = f'{known} class="lr-exercise lr-note" data-check="{task.group(1)}">{SOLVE}</div>'
        elif quiz:
            widget = eval(source, {"lr": lr})
            html = place(widget, folder, to_html(widget.markdown().rsplit("\n\n", 1)[0]))
        elif is_stage(lab.group(1)):
            html = place(lab_of(path, number, source), folder, still(cell)).replace("<div", known, 1)
        else:
            html = f'{known} class="lr-still">{still(cell)}{NEEDS_PYTHON}</div>'
        plt.close("all")
        cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}]
    return notebook


def glossary(notebook):
    """The letters of notebook 07's tables, each with links to where it is first met."""
    stems = {path.stem[:2]: path.name for path in paths()}
    lines = [
        "# Glossary",
        "",
        "The letters of the course; [notebook 07](notebooks/07_every_letter.ipynb) explains them.",
        "",
    ]
    lines += ["| symbol | name | code | is | first met |", "| --- | --- | --- | --- | --- |"]
    for cell in notebook["cells"]:
        rows = [re.split(r" \| ", line.strip("| ")) for line in cell["source"].splitlines() if line.startswith("| ")]
        if cell["cell_type"] != "markdown" or not rows or rows[0][:2] != ["symbol", "name"]:
            continue
        for row in rows[2:]:
            entry = dict(zip(rows[0], row, strict=True))
            met = ", ".join(f"[{n}](notebooks/{stems[n]})" for n in entry["first met"].split(", "))
            lines.append(f"| {entry['symbol']} | {entry['name']} | {entry['code']} | {entry['is']} | {met} |")
    return "\n".join(lines) + "\n"


def launch(name, repository, pyodide=make_lite.PYODIDE):
    """The line of links at the top of a notebook's page; the page gets Python from the address ``pyodide``."""
    links = [f'<a href="../lite/lab/index.html?path={name}">Run it in your browser</a>']
    links.append(f'<a class="lr-download" href="../ipynb/{name}" download>Download this notebook</a>')
    if repository:
        links.append(
            f'<a href="https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/notebooks/{name}">Binder</a>'
        )
        links.append(
            f'<a href="https://colab.research.google.com/github/{repository}/blob/main/notebooks/{name}">Colab</a>'
        )
    return {
        "cell_type": "markdown",
        "id": "launch",
        "metadata": {},
        "source": f'<p class="lr-note" data-notebook="{name}" data-pyodide="{pyodide}">{" · ".join(links)} </p>',
    }


def assemble(folder, repository, pyodide):
    """Everything that Sphinx reads, in ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DOCS / "_static", folder / "_static")
    shutil.copy(DOCS / "conf.py", folder)
    for name in PAGES + PICTURES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    (folder / "notebooks").mkdir()
    for path in paths():
        notebook = page(path, folder / "_static" / "widgets")
        notebook["cells"].insert(1, launch(path.name, repository, pyodide))
        (folder / "notebooks" / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    made = {"glossary": glossary(read(next(NOTEBOOKS.glob("07*.ipynb")))), "docs/api": api.page()}
    made |= {"syllabus": syllabus(), "index": first_page(folder / "_static", repository)}
    for name, text in made.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def the_road():
    """README's words about the road, and its table of notebooks, line by line."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The road\n")[2].partition("\n## ")[0]
    lines = section.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("|"))
    return "\n".join(lines[:first]), [line for line in lines if line.startswith("|")]


def syllabus():
    """README's table of notebooks, a page of its own, under which they hang."""
    words, table = the_road()
    return f"# Syllabus\n{words}\n" + "\n".join(table) + tree([f"notebooks/{path.stem}" for path in paths()])


def first_page(static, repository):
    """docs/index.md with its lab, its links to the notebooks, and their hours; the card is drawn on the way."""
    links, minutes = {}, {"road": 0, "side roads": 0, "exercises": 0}
    columns, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in the_road()[1])
    for row in rows:
        entry = dict(zip(columns, row, strict=True))
        links[re.match(r"\[(\d\d)", entry["notebook"]).group(1)] = entry["notebook"]
        for name in minutes:
            minutes[name] += int(entry[name]) if entry[name].isdigit() else 0
    filled = {name: str(round(total / 60)) for name, total in minutes.items()}
    filled["lab"] = put(front_page.state(), static / "widgets", front_page.pictured(static), engine="training")
    filled["address"] = f"https://github.com/{repository}" if repository else "ADDRESS"
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace(f"{{{name}}}", value)
    several = lambda found: " · ".join(link for number, link in links.items() if found[1] <= number <= found[2])
    return re.sub(r"\{(\d\d) to (\d\d)\}", several, text) + tree(LISTED)


def tree(names):
    """A table of contents for Sphinx that the page itself does not show."""
    return "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"


def main(arguments):
    """Assemble, build, add what is downloaded."""
    matplotlib.use("agg")
    pyodide = "../lite/static/pyodide/pyodide.js" if "--pyodide" in arguments else make_lite.PYODIDE
    arguments = [argument for argument in arguments if argument != "--pyodide"]
    build = Path(arguments[0] if arguments else ROOT / "build" / "site").absolute()
    source, html = build / "source", build / "html"
    assemble(source, os.environ.get("GITHUB_REPOSITORY", ""), pyodide)
    command = ["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", source, html]
    subprocess.run([sys.executable, *command], check=True)
    shutil.copytree(NOTEBOOKS, html / "ipynb", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    print(f"The site is in {html}. To read it: {sys.executable} -m http.server -d {html} 8080")


if __name__ == "__main__":
    main(sys.argv[1:])
