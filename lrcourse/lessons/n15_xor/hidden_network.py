"""Two hidden units and a last one that sees only them, for the hidden-layer lab: what they compute, and its name."""

import numpy as np

from lrcourse.model import sigmoid

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = (0, 1, 1, 0)  # the classes of the corners
OF = ([0, 3], [1, 2])  # the corners of class 0, and of class 1
NAMES = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
REACH = np.sqrt(0.5)  # from the middle of the square to a corner: the unit of a shift

# What a unit answers at the corners, in their order -> what logicians call that.
FUNCTIONS = {
    (0, 0, 0, 0): "never",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 0): "x₁ and not x₂",
    (0, 0, 1, 1): "x₁",
    (0, 1, 0, 0): "x₂ and not x₁",
    (0, 1, 0, 1): "x₂",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "not XOR",
    (1, 0, 1, 0): "not x₂",
    (1, 0, 1, 1): "x₁ or not x₂",
    (1, 1, 0, 0): "not x₁",
    (1, 1, 0, 1): "x₂ or not x₁",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always",
}

# What the last unit may do -> its two weights and its bias, and the same in words about what the two units are.
LAST = {
    "h₁ and not h₂": ((20, -20, -10), "{} and not {}"),
    "h₂ and not h₁": ((-20, 20, -10), "{1} and not {0}"),
    "h₁ and h₂": ((20, 20, -30), "{} and {}"),
    "h₁ or h₂": ((20, 20, -10), "{} or {}"),
    "h₁ or not h₂": ((20, -20, 10), "{} or not {}"),
    "h₂ or not h₁": ((-20, 20, 10), "{1} or not {0}"),
    "neither of them": ((-20, -20, 10), "neither {} nor {}"),
    "not both of them": ((-20, -20, 30), "not both {} and {}"),
}

NEAR = 0.1  # closer than this in the hidden space, corners are said to be at nearly one place
TIE = 1e-9  # activations of rounding's size are none
HALF = 0.05  # and one of the last unit as small as this leaves y at one half


class Unit:
    """A hidden unit, told as a hand would: which way it looks, how far from the middle its line passes, how steep.

    Parameters
    ----------
    angle : float
        Where its weights v point, degrees.
    shift : float
        How far that way its line lies from the middle of the square; 1 is as far as a corner.
    steepness : float, above 0
        The length of v.
    """

    def __init__(self, angle, shift, steepness):
        self.angle, self.shift, self.steepness = angle, shift, steepness
        direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        self.direction = np.where(np.abs(direction) < TIE, 0, direction)
        self.along = np.array([-self.direction[1], self.direction[0]])
        # The point of the line that is nearest to the middle of the square.
        self.foot = 0.5 + REACH * shift * self.direction
        self.v, self.c = steepness * self.direction, -steepness * (self.foot @ self.direction)

    def activation(self, X):
        """The activations of the places X (..., 2)."""
        return X @ self.v + self.c

    def fires(self):
        """'x₁ + x₂ > 0.50': the larger weight is made 1, and what comes first is not negative."""
        terms = [(value, name) for value, name in zip(self.direction, ("x₁", "x₂")) if value]
        terms.sort(key=lambda term: term[0] < 0)
        scale = np.copysign(np.abs(self.direction).max(), terms[0][0])
        threshold = round(self.foot @ self.direction / scale, 2) + 0.0  # no −0.00
        left = _sum_of((value / scale, name) for value, name in terms)
        return f"{left} {'>' if scale > 0 else '<'} {threshold:.2f}"

    def answers(self):
        """Whether it fires at the corners: 0 or 1 each, and None where its line passes through."""
        return decided(self.activation(CORNERS))

    def name(self):
        """The logical function that it computes at the corners."""
        return named(self.answers())


def decided(a, tie=TIE):
    """0, 1, or None where ``a`` is 0 but for a ``tie``."""
    return tuple(None if abs(value) < tie else int(value > 0) for value in a)


def undecided(answers):
    """The corners without an answer, in words."""
    return listed([corner for corner, answer in zip(NAMES, answers) if answer is None])


def named(answers):
    """The logical function that has these answers at the corners, in words."""
    return f"undecided at {undecided(answers)}" if None in answers else FUNCTIONS[answers]


def short(answers):
    """The name of what is computed at the corners, without the corners that are undecided."""
    return "undecided" if None in answers else named(answers)


class Network:
    """Two hidden units side by side, and a last one, one of LAST, that sees their outputs only."""

    def __init__(self, units, last):
        self.units, self.last = units, last
        weights, self.template = LAST[last]
        self.w, self.b = np.array(weights[:2]), weights[2]
        self.corners = self.hidden(CORNERS)  # their places in the hidden space, (4, 2)
        self.answers = decided(self.activation(self.corners), HALF)  # 0 or 1 at each, None where y is one half

    def hidden(self, X):
        """The places X (..., 2) in the hidden space: h₁ and h₂, (..., 2)."""
        return sigmoid(np.stack([unit.activation(X) for unit in self.units], axis=-1))

    def activation(self, h):
        """The last unit's activations at the places h (..., 2) of the hidden space."""
        return h @ self.w + self.b

    def logic(self):
        """What it would answer at the corners if units answered 0 or 1 only; None if one is undecided there."""
        codes = np.array([unit.answers() for unit in self.units]).T
        return None if None in codes else tuple(int(a > 0) for a in self.activation(codes))

    def phrase(self):
        """'OR and not AND': what the last unit does, and with which functions."""
        names = [unit.name() for unit in self.units]
        return self.template.format(*(f"({name})" if " " in name else name for name in names))

    def gap(self):
        """How far apart the lines between the corners of each class are in the hidden space; 0 if they meet.

        Two segments are farthest apart when seen along a way from end to end, or across one of them.
        """
        zero, one = self.corners[OF[0]], self.corners[OF[1]]
        across = np.array([[y, -x] for x, y in (zero[1] - zero[0], one[1] - one[0])])
        ways = np.concatenate([one - zero, one - zero[::-1], across, -across])
        ways = ways[np.hypot(*ways.T) > TIE]
        ways /= np.hypot(*ways.T)[:, np.newaxis]
        gap = ((ways @ one.T).min(axis=1) - (ways @ zero.T).max(axis=1)).max(initial=0.0)
        return gap if gap > TIE else 0.0

    def places(self):
        """The different places of the corners in the hidden space: (where, which corners), nearly equal ones as one."""
        rest, places = [0, 1, 2, 3], []
        while rest:
            distances = np.hypot(*(self.corners - self.corners[rest[0]]).T)
            members = [k for k in rest if distances[k] < NEAR]
            places.append((self.corners[members].mean(axis=0), members))
            rest = [k for k in rest if k not in members]
        return places


def _sum_of(terms):
    """'x₁ + 0.577x₂': factors and their names, three digits a factor; the first is not negative."""
    return " ".join(f"{'−' if value < 0 else '+'} {_digits(value)}{name}" for value, name in terms)[2:]


def _digits(value):
    digits = np.format_float_positional(abs(value), 3, unique=False, fractional=False, trim="-")
    return "" if digits == "1" else digits


def listed(names):
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
