"""What a learner hands in to an exercise: a known mistake, the words that answer it, and the right line."""

# notebook -> exercise, mistake, words, right line
ATTEMPTS = {
    "02_linear_classification": ("activation", "X @ w", "You left out the bias", "X @ w + b"),
    "04_feedforward": ("log_odds", "np.log10(p / (1 - p))", "base 10", "np.log(p / (1 - p))"),
    "12_project_visitors": ("best_threshold", "alarm / miss", "These are the odds", "alarm / (alarm + miss)"),
    "13_regularization": (
        "shrink",
        "w_hat - amount * np.sign(w_hat)",
        "You jump over 0",
        "np.sign(w_hat) * np.maximum(np.abs(w_hat) - amount, 0)",
    ),
    "17_checkpoint": (
        "skill",
        "lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))",
        "the share that is left",
        "1 - lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))",
    ),
    "18_faces": (
        "surest",
        "np.argmax(Z @ W + B, axis=0)",
        "the best sample for each unit",
        "np.argmax(Z @ W + B, axis=1)",
    ),
    "19_sentiment": (
        "with_pairs",
        'tokens[:0] + [f"{a} {b}" for a, b in zip(tokens, tokens[1:])]',
        "Only the pairs came back",
        'tokens + [f"{a} {b}" for a, b in zip(tokens, tokens[1:])]',
    ),
    "90_faster": (
        "halve",
        "step",
        "You returned the step as it came",
        "next(step / 2**k for k in range(99) if cost(place + step / 2**k) <= cost(place))",
    ),
    "91_beyond_one_machine": (
        "best_machines",
        "samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)",
        "Take the square root",
        "(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)) ** 0.5",
    ),
}
