"""What notebooks 17 to 19 claim, asserted on their own variables."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

import lrcourse as lr
from tools.notebooks import after

pytestmark = pytest.mark.thorough  # each plays its notebooks once more

# -- 17: Checkpoint ----------------------------------------------------------------------------------------------


def test_gradient_descent_and_newton_agree_on_the_penguins():
    names = after("17_checkpoint", "slow, quick =")
    np.testing.assert_allclose(names["slow"], names["quick"], rtol=1e-4)


def test_the_strikes_can_be_foreseen_a_little_and_accuracy_hardly_notices():
    names = after("17_checkpoint", 'weights, y = report(X, "what is known at once")')
    t, test = names["t"], names["test"]
    assert roc_auc_score(t[test], names["y"]) == pytest.approx(0.76, abs=0.01)
    base = np.full(test.sum(), t[names["train"]].mean())
    saved = 1 - lr.cross_entropy(t[test], names["y"]) / lr.cross_entropy(t[test], base)
    assert 0.13 < saved < 0.16  # "a seventh"
    assert abs(np.mean((names["y"] > 0.5) == t[test]) - (1 - t[test].mean())) < 0.01
    assert names["year"][names["train"]].max() < names["year"][test].min()


def test_the_skill_is_real_and_the_lead_in_accuracy_is_not():
    names = after("17_checkpoint", "def drawn_anew")
    for groups in (np.arange(names["y"].size), names["airports"]):
        for seed in range(3):  # whatever the draws
            low, high = names["drawn_anew"](groups, np.random.default_rng(seed), rounds=100)
            assert low[0] > 0.08
            assert low[2] < 0 < high[2]


def test_the_strikes_model_is_calibrated_and_its_largest_factors_are_named():
    assert not after("17_checkpoint", "said, share, count =")["far"].any()
    names = after("17_checkpoint", "for name, factor, a, b in zip")
    factor = dict(zip(names["names"], zip(names["factors"], names["low"], names["high"]), strict=True))
    assert 14 < factor["Large"][0] < 18
    assert factor["Large"][1] > 10
    assert 8 < 1 / factor["MILITARY"][0] < 10
    assert factor["MILITARY"][2] < 0.25


def test_the_column_from_the_future_helps():
    names = after("17_checkpoint", "leaky = report")
    t, test = names["t"], names["test"]
    assert roc_auc_score(t[test], names["leaky"][1]) > roc_auc_score(t[test], names["y"]) + 0.04
    assert roc_auc_score(t[test], names["in_use"][1]) < roc_auc_score(t[test], names["y"]) + 0.01  # all of it is gone


# -- 18: Facial expressions --------------------------------------------------------------------------------------


def test_happy_or_sad_on_new_heads():
    names = after("18_faces", "run, costs = learn(train, 30)")
    t, val = names["t"], names["val"]
    assert np.mean((names["Z"][val] @ names["run"].w[-1] + names["run"].b[-1] > 0) == t[val]) > 0.9
    assert all(np.diff(names["costs"]["training"]) < 0)
    heads = [set(names["head"][names[part]]) for part in ("training", "valid", "test")]
    assert sum(map(len, heads)) == len(set.union(*heads)) == 46


def test_the_weights_look_at_the_brows():
    names = after("18_faces", "brows = np.sum(w.reshape")
    square = names["w"].reshape(48, 48) ** 2
    assert square[14:28, 17:44].sum() / square.sum() == pytest.approx(names["brows"], abs=1e-6)
    assert names["brows"] > 0.7
    assert abs(14 * 27 / 2304 - 1 / 6) < 0.01  # of the picture


def test_the_validation_set_chooses_the_penalty_and_the_test_is_opened_once():
    names = after("18_faces", "chosen = min(val_cost")
    rough = [abs(np.diff(w.reshape(48, 48), axis=1)).sum() / abs(w).sum() for w, _ in names["models"].values()]
    assert rough == sorted(rough, reverse=True)  # smoother with each
    assert list(names["val_cost"].values()) == sorted(names["val_cost"].values())
    Z, t, val = (names[name] for name in ("Z", "t", "val"))
    right = [np.mean((Z[val] @ w + b > 0) == t[val]) for w, b in names["models"].values()]
    assert max(right[:3]) - min(right[:3]) < 2 / val.sum()
    assert names["chosen"] == 0
    longer = {l2: names["learn"](names["train"], 1000, l2) for l2 in (0, 0.01, 0.1)}
    cost = {l2: lr.cross_entropy(t[val], lr.feedforward(Z[val], *run.final)) for l2, run in longer.items()}
    assert min(cost, key=cost.get) == 0.01
    assert after("18_faces", "w, b = models[chosen]")["right"] == pytest.approx(0.927, abs=0.01)


def test_happy_or_sad_on_new_drawings_is_no_better_than_a_constant():
    names = after("18_faces", "results = np.zeros((len(sad)")
    right, always, of_the_sad, area = names["results"].reshape(-1, 4).T
    assert len(right) == 27
    assert right.mean() == pytest.approx(0.6, abs=0.02)
    assert always.mean() == pytest.approx(0.66, abs=0.01)
    assert of_the_sad.mean() < 0.5
    assert 0.8 < area.mean() < 0.9
    Z, t, known, kind = (names[name] for name in ("Z", "t", "known", "kind"))
    longer = []
    for pair in np.ndindex(names["results"].shape[:2]):
        new = known & np.isin(kind, (names["sad"][pair[0]], names["happy"][pair[1]]))
        longer.append(np.mean((lr.feedforward(Z[new], *names["learn"](known & ~new, 100).final) > 0.5) == t[new]))
    assert np.mean(longer) == pytest.approx(0.67, abs=0.01)


def test_seven_emotions_on_new_heads_and_on_new_drawings():
    names = after("18_faces", "def held_out")
    heads, drawings = (
        np.array([names["held_out"](names[column], seed) for seed in range(5)]) for column in ("head", "drawing")
    )
    assert min(heads[:, 0]) > 0.66
    assert np.median(heads[:, 1]) == pytest.approx(0.24, abs=0.01)  # the majority
    assert 0.25 < np.median(drawings[:, 0]) < 0.42
    assert np.all(np.abs(drawings[:, 1] - 0.18) < 0.01)
    assert after("18_faces", "alone = lr.gradient_descent")["same"]


def test_twins_raise_the_score_by_two_points():
    names = after("18_faces", "copies = np.flatnonzero(train)")
    assert names["twins"] == 0
    assert names["old"] > 96
    assert 1.5 < names["all_of_them"] - names["new"] < 3


def test_a_few_pixels_to_the_side_and_the_score_is_gone():
    names = after("18_faces", "shifts, right = np.arange")
    score = dict(zip(names["shifts"].tolist(), names["right"], strict=True))
    assert score[0] > 90
    assert max(score[5], score[-5]) < 61


# -- 19: Sentiment -----------------------------------------------------------------------------------------------


def test_no_review_is_on_both_sides_and_no_two_sentences_have_the_same_words():
    names = after("19_sentiment", "train, valid, test = parts(19)")
    ids = [set(names["clear"]["review"][names[part]]) for part in ("train", "valid", "test")]
    assert sum(map(len, ids)) == len(set.union(*ids)) == names["clear"]["review"].nunique()
    assert len({" ".join(words) for words in names["tokens"]}) == len(names["tokens"])


def test_stop_words_cost_because_of_two_of_them():
    names = after("19_sentiment", "for name, lost in zip(gone")
    every, thirty, loud, rest = names["trials"].T
    assert len(every) == 20
    assert (every - thirty).mean() == pytest.approx(2.1, abs=0.1)
    assert (every - loud).mean() == pytest.approx(1.7, abs=0.15)
    assert 0 < (every - rest).mean() < 0.7
    weight = dict(zip(*(after("19_sentiment", "weight = dict(zip(terms, w))")[name] for name in ("terms", "w"))))
    assert abs(weight["but"]) < 0.1
    assert weight["great"] > 1.7
    assert weight["not"] < -1.1


def test_the_interval_by_reviews_is_wider_than_the_one_by_sentences_and_is_the_scatter_of_cuts():
    names = after("19_sentiment", "shares = hits[drawn]")
    right = names["right"]
    assert right.mean() == pytest.approx(0.759, abs=0.005)
    sentences = np.sqrt(right.mean() * (1 - right.mean()) / len(right))
    assert sentences == pytest.approx(0.017, abs=0.001)
    assert names["shares"].std() == pytest.approx(0.022, abs=0.0015)
    others = after("19_sentiment", "double - single")
    scores = [others["accuracy"](seed, others["tokens"]) for seed in range(20)]
    assert np.std(scores) == pytest.approx(100 * names["shares"].std(), abs=0.4)


def test_words_and_pairs_over_ten_cuts():
    names = after("19_sentiment", "double - single")
    single, double = names["single"], names["double"]
    assert (single.mean(), double.mean()) == (pytest.approx(76.6, abs=0.3), pytest.approx(78.9, abs=0.3))
    assert np.sum(double > single) == 9
    assert np.mean(double - single) == pytest.approx(2.2, abs=0.2)


def test_the_list_is_nearly_as_good_where_it_is_not_silent():
    mean = after("19_sentiment", "np.nanmean(table")["mean"]
    (everywhere, speaking, silence) = mean
    assert everywhere[1] - everywhere[0] > 5
    assert speaking[1] - speaking[0] < 3
    assert silence[0] == pytest.approx(50, abs=2)
    assert silence[1] > 68


def test_not_lowers_good_and_bad():
    names = after("19_sentiment", 'phrases = ["good", "not good"')
    p = dict(
        zip(
            names["phrases"],
            names["probabilities"](names["phrases"], names["terms"], names["w"], names["b"]),
            strict=True,
        )
    )
    for word in ("good", "bad", "great"):
        assert p[f"not {word}"] < p[word]
    assert p["not bad"] < 0.5 < p["good"]


def test_pairs_help_where_they_are_frequent_enough():
    names = after("19_sentiment", "two = probabilities(phrases")
    one, two = (
        dict(zip(names["phrases"], names["probabilities"](names["phrases"], *model), strict=True))
        for model in (
            (names["terms"], names["w"], names["b"]),
            (names["terms_2"], names["w_2"], names["b_2"], lr.words.with_pairs),
        )
    )
    assert one["no problem"] < two["no problem"] < 0.5
    assert two["not good"] < one["not good"]
    assert two["not bad"] < 0.5
    assert "not bad" not in names["terms_2"]
    assert one["this is not a good phone"] > 0.5


def test_a_products_name_became_a_happy_word():
    names = after("19_sentiment", "order = np.argsort(w)")
    assert names["terms"].index("g") in names["order"][::-1][:15]
    assert names["terms"].index("back") in names["order"][:15]
    texts = names["clear"]["text"][names["known"] & (names["X"][:, names["terms"].index("g")] > 0)]
    assert texts.str.contains(r"\bg[23]\b").mean() > 0.8


def test_people_and_weights_mostly_agree():
    names = after("19_sentiment", "agree = np.mean")
    assert names["agree"] > 0.7
    assert names["trouble"].mean() > 0.5
    weight = dict(zip(names["terms"], names["w"], strict=True))
    assert weight["support"] < 0 < names["lexicon"]["support"]


def test_the_verdicts_of_the_labs_exercises():
    names = after("19_sentiment", "two = probabilities(phrases")
    lab = lr.labs.review(
        {
            "words": (names["w"], names["b"], names["terms"]),
            "words and pairs": (names["w_2"], names["b_2"], names["terms_2"]),
        }
    )
    great = [word for word, *_ in lab._chips].index("great")
    assert lab._probability > 0.5
    lab.strike(great)
    lab.refresh()
    assert lab._probability < 0.5
    turned = {}
    for model in lab.models:
        lab.set(model=model, text="")
        lab.set(text="this is not a good phone.")
        before = lab._probability
        lab.strike(3)  # "a"
        lab.refresh()
        turned[model] = (before > 0.5, lab._probability > 0.5)
        lab.set(text="no problems at all")
        whole = lab._probability
        lab.strike(0)
        lab.refresh()
        turned[model] += (lab._probability < whole,)
    assert turned == {"words": (True, True, False), "words and pairs": (True, False, True)}
