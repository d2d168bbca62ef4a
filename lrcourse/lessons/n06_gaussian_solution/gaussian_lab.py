"""Notebook 06: two Gaussian classes in your hands, and the line that follows from them."""

import numpy as np
from traitlets import Int

from lrcourse.core import sigmoid
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Arrows, Line, Plane, Points, Probability, Stage
from lrcourse.engine.learners_code import Failed, call
from lrcourse.gaussian import gaussian_weights
from lrcourse.inputs import shown
from lrcourse.plots import GREEN, PURPLE, line_ends

SAMPLES = 120
XLIM, YLIM = (-5.6, 5.6), (-3.4, 3.4)
MEANS = ((-1.6, -0.3), (1.6, 0.3))
RIM = "#4d4d4d"  # on both themes, because the field below it is bright on both
SAME, TURNED, WIDER = "the same (shared)", "turned by 90°", "twice as wide"
_TURN = np.linspace(0, 2 * np.pi, 61)
CIRCLE = np.column_stack([np.cos(_TURN), np.sin(_TURN)])
_NEEDED = "weights must be a function of (mu_0, mu_1, Sigma, alpha) that returns w (2,) and b; yours {}."


def gaussian(weights=gaussian_weights):
    """Two Gaussian classes in your hands: move the means, stretch and turn the covariance, and see the line follow.

    Parameters
    ----------
    weights : function of (mu_0, mu_1, Sigma, alpha) that returns w, shape (2,), and b
        Yours, if you like; `gaussian_weights` otherwise. What it prints is not shown.

    Raises
    ------
    TypeError
        If ``weights`` is no such function.
    """
    if not callable(weights):
        raise TypeError(_NEEDED.format(f"is of type {type(weights).__name__}"))
    _weights(weights, np.array([-1.0, 0.0]), np.array([1.0, 0.0]), np.eye(2), 0.5)
    return Gaussian(weights)


def _weights(function, mu_0, mu_1, Sigma, alpha):
    """What the learner's function returns for these Gaussians: w and b, or one error in words."""
    try:
        answer = call(function, mu_0, mu_1, Sigma, alpha)
    except Failed as failed:
        raise TypeError(_NEEDED.format(failed)) from None
    try:
        w, b = answer
        w, b = np.asarray(w, float), np.asarray(b, float)
    except (TypeError, ValueError):
        w = b = None
    if w is None or w.shape != (2,) or b.shape != () or not (np.isfinite(w).all() and np.isfinite(b)):
        raise TypeError(_NEEDED.format(f"returned {shown(answer)}"))
    return w, float(b)


class Gaussian(Stage):
    """The lab of `gaussian`."""

    _lines = Int(3).tag(sync=True)

    def __init__(self, weights):
        self.weights, self.means = weights, np.array(MEANS)
        self.zoom, self.held = 1.0, False  # how many times as far the whitened panel reaches; while a hand is in it
        self.noise = np.random.default_rng(6).standard_normal((2, SAMPLES, 2))
        grid = np.stack(np.meshgrid(np.linspace(*XLIM, 61), np.linspace(*YLIM, 41)), axis=-1)
        self.phi = np.concatenate([grid, grid**2, grid[..., :1] * grid[..., 1:]], axis=-1)
        super().__init__(
            title="Two Gaussian classes in your hands",
            alt="Two clouds with their ellipses, the boundary between them, the arrow w; beside it the same, whitened.",
            controls=[
                Slider("stretch", "stretch of the ellipses", 1, 4, step=0.1, value=2.5, digits=1),
                Slider("angle", "turn of the ellipses", -90, 90, step=5, value=35, unit="°"),
                Slider("alpha", "prior of class 1", 0.02, 0.98, step=0.02, value=0.5, digits=2),
                Choice("other", "covariance of class 1", [SAME, TURNED, WIDER]),
            ],
            words="{told}",
            number=("on the wrong side", "{wrong:.0f}"),
        )

    def compute(self, stretch, angle, alpha, other):
        """The clouds, their ellipses, the boundary; and all of it once more in whitened coordinates."""
        roots = [_root(stretch, angle)]
        roots.append(_root(stretch, angle + 90) if other == TURNED else (2 if other == WIDER else 1) * roots[0])
        Sigmas = [root @ root for root in roots]
        count = round(alpha * SAMPLES)
        t = np.arange(SAMPLES) >= SAMPLES - count
        X = np.where(t[:, None], *(self.means[k] + self.noise[k] @ roots[k] for k in (1, 0)))
        pooled = (1 - alpha) * Sigmas[0] + alpha * Sigmas[1]
        w, b = _weights(self.weights, *self.means, pooled, alpha)
        bends = not np.allclose(*Sigmas)
        v, c = _quadratic(self.means, Sigmas, alpha) if bends else (np.append(w, [0, 0, 0]), b)
        features = np.column_stack([X, X**2, X[:, 0] * X[:, 1]])
        wrong = np.sum((features @ v + c > 0) != t)
        scene = {"phi": self.phi, "t": t, "wrong": wrong, "ends": np.array([0, 1])}
        white = np.linalg.inv(roots[0])
        if not self.held:
            self.zoom = _zoom(self.means @ white)
        self.panels = [
            _plane("As measured (drag a mean)", "", "$x$"),
            _plane("Whitened: class 0 made round", "z_", "$z$", self.zoom),
        ]
        for name, A in (("", np.eye(2)), ("z_", white)):
            back = np.linalg.inv(A)
            zoom = self.zoom if name else 1.0
            line = (
                line_ends(back @ w, b, *(zoom * np.array(lim) for lim in (XLIM, YLIM)))
                if bends and w.any()
                else np.full((2, 2), np.nan)
            )
            direction = back @ w / max(np.linalg.norm(back @ w), 1e-9) * (np.nan if bends else 1)
            middle = A @ self.means.mean(axis=0)
            tip = middle + 1.6 * direction
            M = self.means @ A
            scene |= {
                name + "v": _pulled_back(v, zoom * back),  # of the panel's grid, which is as fine at every zoom
                name + "c": c,
                name + "X": X @ A,
                name + "M": M,
                name + "line_x": line[:, 0],
                name + "line_y": line[:, 1],
                name + "from": M[:1],
                name + "step": M[1:] - M[:1],
                name + "middle": middle[None],
                name + "w": 1.6 * direction[None],
                name + "w_x": np.array([middle[0], tip[0]]),
                name + "w_y": np.array([middle[1], tip[1]]),
            }
            for k in (0, 1):
                rim = [np.vstack([M[k] + s * CIRCLE @ roots[k] @ A, [[np.nan] * 2]]) for s in (1, 2)]
                scene[f"{name}rim{k}_x"], scene[f"{name}rim{k}_y"] = np.concatenate(rim).T
        scene["told"] = (
            self._of_the_curve(v, c, wrong, np.sum((X @ w + b > 0) != t))
            if bends
            else self._of_the_line(w, b, Sigmas[0], alpha, wrong)
        )
        self.white = white
        return scene

    def gesture(self, panel, kind, index, x, y):
        """Mean number ``index`` follows the hand, in either panel."""
        self.held = panel == 1 and kind == "drag"  # or its limits would run away from the hand
        if kind != "click":
            place = np.array([x, y])
            self.means[index] = place if panel == 0 else np.linalg.solve(self.white, place)

    def reset(self):
        """The means go back."""
        self.means, self.held = np.array(MEANS), False

    def _of_the_line(self, w, b, Sigma, alpha, wrong):
        mu_0, mu_1 = self.means
        d = mu_1 - mu_0
        if not np.linalg.norm(d) > 1e-6 or not np.linalg.norm(w) > 1e-9:
            return (
                f"{_told(w, b)}. w is zero, so there is no line: "
                f"the measurements say nothing, and everybody gets {sigmoid(b):.2f}."
            )
        cosine = w @ d / np.linalg.norm(w) / np.linalg.norm(d)
        turned = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        words = (
            f"{_told(w, b)}. On the wrong side: {wrong} of {SAMPLES} samples. "
            f"The angle between w and the line joining the means is {turned:.0f}°. "
        )
        right_w, right_b = gaussian_weights(mu_0, mu_1, Sigma, alpha)
        if not (np.allclose(w, right_w) and np.isclose(b, right_b)):
            return words + f"Your weights differ from the formula's: {_told(right_w, right_b)}."
        return words + _place(-(w @ mu_0 + b) / (w @ d))

    def _of_the_curve(self, v, c, wrong, wrong_straight):
        A = np.array([[v[2], v[4] / 2], [v[4] / 2, v[3]]])
        if np.linalg.det(A) < -1e-9:
            shape = "It is a hyperbola: two branches, though perhaps only one is in view."
        elif c - v[:2] @ np.linalg.solve(A, v[:2]) / 4 < 0:  # the lowest activation of all
            shape = "It closes around class 0, the narrower one."
        else:
            shape = "Here it has vanished: class 1 is so common that it wins everywhere."
        return (
            f"The covariances differ, so the quadratic term stays and the boundary bends. {shape} "
            f"On its wrong side: {wrong} of {SAMPLES} samples; with one averaged covariance for both "
            f"(the dashed line) it would be {wrong_straight}."
        )


def _zoom(means):
    """The smallest of some zooms at which the inner ellipse of class 0 and both means are in the whitened panel."""
    needed = ((np.abs(means).max(axis=0) + 1) / (XLIM[1], YLIM[1])).max()
    return 1.5 ** max(0, int(np.ceil(np.log(needed) / np.log(1.5))))


def _plane(title, name, letter, zoom=1.0):
    """One panel; ``name`` goes before the names of its arrays."""
    return Plane(
        title,
        f"{letter[1]}₁",
        f"{letter[1]}₂",
        xlim=tuple(zoom * end for end in XLIM),
        ylim=tuple(zoom * end for end in YLIM),
        layers=[
            Probability(name + "v", name + "c", "phi"),
            Points(name + "X", "t"),
            Line(name + "rim0_x", name + "rim0_y", "", RIM),
            Line(name + "rim1_x", name + "rim1_y", "1 and 2 sigma" if not name else "", RIM),
            Line(name + "line_x", name + "line_y", "", RIM, dashed=True),
            Arrows(name + "from", name + "step", "mean to mean" if not name else "", PURPLE),
            Line(name + "w_x", name + "w_y", "", GREEN),
            Arrows(name + "middle", name + "w", "w" if not name else "", GREEN),
            Points(name + "M", "ends", labels=("", ""), drag=True, size=2.2),
        ],
        equal=True,
    )


def _root(stretch, angle):
    """The symmetric square root of the covariance with that ratio of its axes, and determinant 1."""
    turn = np.radians(angle)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    return np.sqrt(stretch) * np.outer(along, along) + np.outer(across, across) / np.sqrt(stretch)


def _quadratic(means, Sigmas, alpha):
    """Weights over x1, x2, x1^2, x2^2, x1 x2 and the bias: the log-odds of Gaussians with covariances of their own."""
    precision = [np.linalg.inv(Sigma) for Sigma in Sigmas]
    A = (precision[0] - precision[1]) / 2
    linear = precision[1] @ means[1] - precision[0] @ means[0]
    c = (means[0] @ precision[0] @ means[0] - means[1] @ precision[1] @ means[1]) / 2
    c += np.log(np.linalg.det(Sigmas[0]) / np.linalg.det(Sigmas[1])) / 2 + np.log(alpha / (1 - alpha))
    return np.array([*linear, A[0, 0], A[1, 1], 2 * A[0, 1]]), c


def _pulled_back(v, back):
    """The same function of x as one of z, where x = back z: weights over z1, z2, z1^2, z2^2, z1 z2."""
    A = np.array([[v[2], v[4] / 2], [v[4] / 2, v[3]]])
    A = back.T @ A @ back
    return np.array([*(back.T @ v[:2]), A[0, 0], A[1, 1], 2 * A[0, 1]])


def _told(w, b):
    w_1, w_2, b = (round(float(value), 2) + 0.0 for value in (*w, b))  # + 0.0: no -0.00
    return f"w = ({w_1:.2f}, {w_2:.2f}), b = {b:.2f}"


def _place(s):
    """Where the boundary crosses the line joining the means: s = 0 at class 0's, 1 at class 1's."""
    if abs(s - 0.5) < 0.005:
        return "The boundary crosses that line halfway."
    rare = int(s > 0.5)
    if 0 <= s <= 1:
        return (
            f"The boundary crosses that line {s:.2f} of the way from the mean of class 0 to that of class 1, "
            f"nearer to that of class {rare}, the rarer one."
        )
    return (
        f"The boundary lies beyond the mean of class {rare}: even a sample exactly on that mean is called "
        f"class {1 - rare}, because class {rare} is so rare."
    )
