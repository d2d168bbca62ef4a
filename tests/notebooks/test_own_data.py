"""The notebooks run on files of people's own, to the end: other reviews, other visits, other faces."""

import warnings

import nbformat
import numpy as np
import pandas as pd
import pytest
from PIL import Image

import lrcourse as lr
from tools.notebooks import NOTEBOOKS, play, read

pytestmark = pytest.mark.thorough  # each plays a notebook once more

HAPPY, UNHAPPY = ["lovely", "tasty", "warm", "friendly", "quick"], ["cold", "rude", "slow", "dirty", "bland"]
OTHERS = [a + b + c for a in "bdklmn" for b in "aei" for c in ("ra", "rist", "tam")]


@pytest.fixture
def played(tmp_path):
    """Play a notebook whose data come from another line; the names at its end."""

    def played(stem, line, other):
        notebook = read(NOTEBOOKS / f"{stem}.ipynb")
        (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code" and f" = {line}\n" in cell.source)
        cell.source = cell.source.replace(line, other)
        nbformat.write(notebook, tmp_path / f"{stem}.ipynb")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of classes that a line separates, and so on: small files have them
            *_, (_, names) = play(tmp_path / f"{stem}.ipynb", timed=False)
        return names

    return played


def reviews(rng, count, length):
    """Made-up texts with stars; of two words that are no filler, more are happy where there are more stars."""
    stars, texts = rng.integers(1, 6, size=count), []
    for star in stars:
        loud = [rng.choice(HAPPY if rng.random() < (star - 1) / 4 else UNHAPPY) for _ in range(2 + length // 50)]
        texts.append(" ".join(rng.permutation([*rng.choice(OTHERS, size=length), *loud])))
    return pd.DataFrame({"guest": rng.permutation(count) // 2, "stars": stars, "they wrote": texts})


@pytest.mark.parametrize(("count", "length"), [(600, 12), (200, 250), (6000, 12)])
def test_other_reviews(played, tmp_path, count, length):
    rng = np.random.default_rng(19)
    reviews(rng, count, length).to_csv(tmp_path / "guests.csv", index=False)
    path = str(tmp_path / "guests.csv")
    line = f"lr.datasets.load_reviews({path!r}, text='they wrote', rating='stars', review='guest', scale='stars')"
    names = played("19_sentiment", "lr.datasets.load_reviews()", line)
    assert names["reviews"]["review"].nunique() == count // 2
    assert len(names["clear"]) <= 5000  # of more, a part
    assert np.median(names["single"]) > 70
    weight = dict(zip(names["terms"], names["w"], strict=True))
    assert max(weight[word] for word in UNHAPPY) < min(weight[word] for word in HAPPY)


@pytest.mark.parametrize("change", [
    lambda visits: visits,
    lambda visits: visits[:150],
    lambda visits: visits.assign(is_mobile=0),  # a column that never varies
    lambda visits: visits[(visits["time_of_day"] > 0) & (visits["user_action"] < 3)],  # no night, no purchase
])  # fmt: skip
def test_other_visits(played, tmp_path, change):
    change(lr.datasets.make_ecommerce(800, 9)).to_csv(tmp_path / "visits.csv", index=False)
    names = played(
        "12_project_visitors",
        "lr.datasets.load_ecommerce()",
        f"lr.datasets.load_ecommerce({str(tmp_path / 'visits.csv')!r})",
    )
    y, t = names["y"], names["t_test"]
    assert np.mean((y > 0.5) == t) > max(t.mean(), 1 - t.mean())
    assert names["ends"][-1] == pytest.approx(np.log(y[names["chosen"]] / (1 - y[names["chosen"]])))


def faces_of_seven(rng, training, others):
    """(usage, emotion, pixels) of made-up pictures: a pattern for each emotion, and noise; nobody's face."""
    for usage, count in (("Training", training), *((usage, 3) for usage in others)):
        for k in range(7 * count):
            grey = 128 + 60 * np.sin(np.arange(2304) / (3 + k % 7)) + rng.normal(scale=20, size=2304)
            yield usage, k % 7, grey.clip(0, 255).astype(np.uint8)


def as_table(path, faces):
    rows = [f"{k},{' '.join(map(str, pixels))},{usage}" for usage, k, pixels in faces]
    path.write_text("\n".join(["emotion,pixels,Usage", *rows]))


def as_folder(path, faces):
    for n, (usage, k, pixels) in enumerate(faces):
        kind = path / ("train" if usage == "Training" else "test") / lr.datasets.EMOTIONS[k]
        kind.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels.reshape(48, 48)).save(kind / f"{n}.png")


@pytest.mark.parametrize(("write", "training", "others"), [
    (as_table, 5, ["PublicTest", "PrivateTest"]),
    (as_table, 16, ["PrivateTest"]),
    (as_table, 9, ["PublicTest"]),
    (as_folder, 16, ["PrivateTest"]),
])  # fmt: skip
def test_other_faces(played, tmp_path, write, training, others):
    """Both of FER2013's formats, with fewer pictures than a mini-batch, through the notebook and into its lab."""
    write(tmp_path / "fer2013", faces_of_seven(np.random.default_rng(18), training, others))
    line = f"lr.datasets.load_faces({str(tmp_path / 'fer2013')!r})"
    names = played("18_faces", "lr.datasets.load_faces()", line)
    rows = np.flatnonzero(~names["training"])
    said = (names["lit"](rows) @ names["W"] + names["B"]).argmax(axis=1)
    assert np.mean(said == names["emotion"][rows]) > 0.8
    assert (names["twins"], names["results"].size) == (0, 0)
    assert all(names[part].sum() >= 2 for part in ("val", "last"))
    parts = names["training"] + 2 * names["valid"] + 4 * names["test"]
    assert set(parts) == {1, 2, 4}  # each face in one part
    lab = lr.labs.faces(names["faces"])
    shown = set(names["emotion"][lab._task[1].order])
    assert shown == {3, 4}
    assert len(lab._task[1].order) == names["val"].sum()
    assert len(lab._task[1].Z) == names["train"].sum()
    assert "head" not in lab.words
