"""``make site``: the course as a site. Notebooks as stored; labs and quizzes that work without a kernel.

python docs/make_site.py [FOLDER]    build/site without it; the pages are in its folder html
"""

import base64
import contextlib
import hashlib
import importlib
import inspect
import io
import json
import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import make_lite
import matplotlib
import matplotlib.pyplot as plt

import lrcourse as lr
from lrcourse.labs import _LABS
from lrcourse.labs.stage import Stage
from lrcourse.quizzes.formulas import to_html

matplotlib.use("agg")
ROOT = Path(__file__).parents[1]
DOCS, BUILD = ROOT / "docs", Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site")
SOURCE, HTML = BUILD / "source", BUILD / "html"
PAGES = ["README.md", "CONTRIBUTING.md", "LICENSE", "CITATION.cff", "data/README.md", "benchmarks/README.md"]
PAGES += ["docs/teaching.md", "docs/api.md"]
PICTURES = [".github/lab.png", "benchmarks/curves.png"]
SHOWN = ("lr.labs.", "lr.quiz(", "lr.check(")  # cells that only show something
NEEDS_PYTHON = (
    '<p class="lr-note">A picture of the lab. It draws anew at every move, which needs Python: '
    "download the notebook, or open it where it can run.</p>"
)


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


def place(widget, inside):
    """Where a page puts a lab or a quiz, as HTML; ``inside`` is what stands there before, and without JavaScript."""
    folder = SOURCE / "_static" / "widgets"
    state = widget.get_state()
    module, style = kept(state.pop("_esm"), "js", folder), kept(state.pop("_css"), "css", folder)
    state = {
        name: value for name, value in state.items() if name not in ("layout", "tooltip", "tabbable", "comm")
    }
    state = kept(json.dumps(sealed(state), default=float, allow_nan=False), "json", folder)
    return f'<div class="lr-static" data-module="{module}" data-style="{style}" data-state="{state}">{inside}</div>'


def is_stage(name):
    """Whether a lab is played in the page."""
    module = importlib.import_module(f"lrcourse.labs.{_LABS[name]}")
    classes = [c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__]
    return any(issubclass(c, Stage) for c in classes)


def names_at(cells, index):
    """The names that a notebook's code has made before the cell number ``index``."""
    names = {}
    for cell in cells[:index]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not any(word in source for word in SHOWN):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, "a notebook", "exec"), names)
    return names


def played(cells, index, source):
    """The lab that a cell shows; the notebook's code is run up to there only if the lab needs it."""
    *before, last = source.strip().split("\n")
    try:
        if before:
            raise NameError
        return eval(last, {"lr": lr})
    except NameError:
        names = names_at(cells, index)
        exec("\n".join(before), names)
        return eval(last, names)


def still(cell):
    """The picture of a lab that is stored in the notebook, as HTML."""
    data = next(output["data"] for output in cell["outputs"] if "image/png" in output.get("data", {}))
    picture, alt = (
        "".join(data["image/png"]).replace("\n", ""),
        escape(cell["metadata"].get("alt", ""), quote=True),
    )
    return f'<img src="data:image/png;base64,{picture}" alt="{alt}">'


def page(notebook):
    """The notebook for Sphinx: quizzes and labs that are played in the page in the place of their stills."""
    cells = notebook["cells"]
    for index, cell in enumerate(cells):
        source = "".join(cell["source"])
        lab, quiz = (
            re.search(r"^(?:\w+ = )?lr\.labs\.(\w+)\(", source, re.M),
            re.match(r"lr\.quiz\((.*)\)$", source),
        )
        if cell["cell_type"] != "code" or not (lab or quiz):
            continue
        if quiz:
            widget = eval(source, {"lr": lr})
            html = place(widget, to_html(widget.markdown().rsplit("\n\n", 1)[0]))
        elif is_stage(lab.group(1)):
            html = place(played(cells, index, source), still(cell))
        else:
            html = still(cell) + NEEDS_PYTHON
        plt.close("all")
        cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}]
    return notebook


def glossary(notebook):
    """The letters of notebook 07's tables, each with links to where it is first met."""
    stems = {path.stem[:2]: path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    lines = [
        "# Glossary",
        "",
        "The letters of the course; [notebook 07](notebooks/07_every_letter.ipynb) explains them.",
        "",
    ]
    lines += ["| symbol | name | code | is | first met |", "| --- | --- | --- | --- | --- |"]
    for cell in notebook["cells"]:
        rows = [
            re.split(r" \| ", line.strip("| "))
            for line in "".join(cell["source"]).splitlines()
            if line.startswith("| ")
        ]
        if cell["cell_type"] != "markdown" or not rows or rows[0][:2] != ["symbol", "name"]:
            continue
        for row in rows[2:]:
            entry = dict(zip(rows[0], row, strict=True))
            met = ", ".join(f"[{n}](notebooks/{stems[n]})" for n in entry["first met"].split(", "))
            lines.append(f"| {entry['symbol']} | {entry['name']} | {entry['code']} | {entry['is']} | {met} |")
    return "\n".join(lines) + "\n"


def launch(name, repository):
    """The line of links at the top of a notebook's page."""
    links = [f'<a class="lr-download" href="../ipynb/{name}" download>Download this notebook</a>']
    if not name.startswith(make_lite.LEFT_OUT):
        links.append(f'<a href="../lite/lab/index.html?path={name}">Run it in your browser</a>')
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
        "source": [f'<p class="lr-note">{" · ".join(links)}</p>'],
    }


def assemble(repository):
    """Everything that Sphinx reads, in SOURCE."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.copytree(DOCS / "_static", SOURCE / "_static")
    shutil.copy(DOCS / "conf.py", SOURCE)
    for name in PAGES + PICTURES:
        target = SOURCE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    (SOURCE / "notebooks").mkdir()
    stems = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if path.stem.startswith("07"):
            (SOURCE / "glossary.md").write_text(glossary(notebook), encoding="utf-8")
        notebook = page(notebook)
        notebook["cells"].insert(1, launch(path.name, repository))
        (SOURCE / "notebooks" / path.name).write_text(json.dumps(notebook), encoding="utf-8")
        stems.append(path.stem)
    (SOURCE / "syllabus.md").write_text(syllabus(stems), encoding="utf-8")
    (SOURCE / "README.md").rename(SOURCE / "index.md")
    with (SOURCE / "index.md").open("a", encoding="utf-8") as index:
        index.write(
            tree(
                [
                    "syllabus",
                    "glossary",
                    "docs/teaching",
                    "docs/api",
                    "data/README",
                    "benchmarks/README",
                    "CONTRIBUTING",
                ]
            )
        )


def syllabus(stems):
    """README's table of notebooks, a page of its own, under which they hang."""
    table = re.findall(r"^\|.*\|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    table = [line for line in table if line.startswith(("| notebook", "| ---", "| ["))][: len(stems) + 2]
    return "# Syllabus\n\n" + "\n".join(table) + tree([f"notebooks/{stem}" for stem in stems])


def tree(names):
    """A table of contents for Sphinx that the page itself does not show."""
    return "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"


def main():
    """Assemble, build, add what is downloaded."""
    assemble(os.environ.get("GITHUB_REPOSITORY", ""))
    command = ["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", SOURCE, HTML]
    subprocess.run([sys.executable, *command], check=True)
    shutil.copytree(
        ROOT / "notebooks", HTML / "ipynb", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*")
    )
    print(f"The site is in {HTML}. To read it: {sys.executable} -m http.server -d {HTML} 8080")


if __name__ == "__main__":
    main()
