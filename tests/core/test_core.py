"""The page of formulas: against SciPy, scikit-learn and finite differences; and that each stands there alone."""

import ast
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import log_loss

import lrcourse
from lrcourse import core

PACKAGE = Path(lrcourse.__file__).parent
rng = np.random.default_rng(1)
X, w, b = rng.normal(size=(40, 3)), np.array([0.8, -1.2, 0.4]), -0.3
t = (rng.random(40) < expit(X @ w + b)).astype(float)
FAR = np.array([-1e308, -1000, -745.2, -30, -1e-300, 0, 1e-300, 30, 745.2, 1000, 1e308])


def slope(f, z, h=1e-6):
    """Central differences, written anew: the course's own numerical_gradient is no witness here."""
    return np.array([(f(z + h * e) - f(z - h * e)) / (2 * h) for e in np.eye(len(z))])


def test_sigmoid_and_log_odds_are_scipys():
    a = np.concatenate([FAR, rng.normal(size=50) * 20])
    np.testing.assert_allclose(core.sigmoid(a), expit(a), rtol=1e-14)
    y = rng.random(50)
    np.testing.assert_allclose(core.log_odds(y), logit(y), rtol=1e-12)


def test_softplus_is_logaddexp_and_never_overflows():
    a = np.concatenate([FAR, rng.normal(size=50) * 20])
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_allclose(core.softplus(a), np.logaddexp(0, a), rtol=1e-14)


def test_the_cost_is_the_cross_entropy_by_another_road():
    a = core.activation(X, w, b)
    assert core.cost(t, a) == pytest.approx(log_loss(t, expit(a)), rel=1e-12)
    assert core.cost(t, a) == pytest.approx(core.cross_entropy(t, core.sigmoid(a)), rel=1e-12)
    np.testing.assert_allclose(core.cost(t, np.stack([a, 2 * a])), [core.cost(t, a), core.cost(t, 2 * a)])
    assert core.surprise(np.array([1, 0]), np.array([0.25, 0.25])) == pytest.approx(-np.log([0.25, 0.75]))


def test_the_gradient_and_the_hessian_are_the_derivatives():
    cost = lambda z: core.cost(t, core.activation(X, z[:3], z[3]))
    gradient = lambda z: np.append(*core.gradient(X, t, core.sigmoid(core.activation(X, z[:3], z[3]))))
    z = np.append(w, b)
    np.testing.assert_allclose(gradient(z), slope(cost, z), atol=1e-9)
    H = core.hessian(X, core.sigmoid(core.activation(X, w, b)))
    np.testing.assert_allclose(H, slope(gradient, z), atol=1e-9)
    X1 = np.column_stack([X, np.ones(40)])
    np.testing.assert_allclose(core.weighted_square(X, np.ones(40)), X1.T @ X1 / 40)


def test_a_step_goes_against_the_slope():
    dw, db = core.gradient(X, t, core.sigmoid(core.activation(X, w, b)))
    w_next, b_next = core.step(w, b, dw, db, 0.1)
    np.testing.assert_allclose(w_next, w - 0.1 * dw)
    assert b_next == b - 0.1 * db
    assert core.cost(t, core.activation(X, w_next, b_next)) < core.cost(t, core.activation(X, w, b))


@given(st.floats(-5, 5), st.floats(0, 3))
def test_toward_zero_is_the_bottom_of_its_own_cost(v, amount):
    """The soft threshold minimises (u - v)^2 / 2 + amount |u|: tried on a fine grid."""
    u = np.append(np.linspace(-6, 6, 4801), 0.0)
    best = u[np.argmin((u - v) ** 2 / 2 + amount * abs(u))]
    assert core.toward_zero(np.array([v]), amount)[0] == pytest.approx(best, abs=0.003)
    assert abs(v) > amount or core.toward_zero(np.array([v]), amount)[0] == 0


def test_the_penalty():
    assert core.penalty(w, 0.5, 2) == pytest.approx(0.25 * sum(v**2 for v in w) + 2 * sum(abs(v) for v in w))
    assert core.penalty(1e200 * w, 0, 0) == 0


def test_the_gaussian_solution_is_scikit_learns():
    mu_0, mu_1, Sigma, alpha = core.class_gaussians(X, t)
    oracle = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(X, t)
    np.testing.assert_allclose(np.stack([mu_0, mu_1]), oracle.means_)
    np.testing.assert_allclose(Sigma, oracle.covariance_, rtol=1e-10)
    w, b = core.gaussian_weights(mu_0, mu_1, Sigma, alpha)
    np.testing.assert_allclose(w, oracle.coef_[0], rtol=1e-9)
    assert b == pytest.approx(oracle.intercept_[0], rel=1e-9)


def test_standardize():
    np.testing.assert_allclose(core.standardize(X, X.mean(axis=0), X.std(axis=0)).std(axis=0), 1)


# -- each formula stands there once --

# Code that could only be one of core's formulas, as ast.unparse writes it.
TWINS = {
    "sigmoid": r"1(\.0)? / \((1(\.0)? \+ )?np\.exp\(|np\.exp\([^()]*\) / \(1 \+ np\.exp|expit|np\.tanh\([^()]* / 2\)",
    "softplus": r"logaddexp\(0|np\.log1p\(np\.exp\(|np\.log\(1 \+ np\.exp\(",
    "cross-entropy": r"np\.log1p\(-y\)|np\.log\(1 - y\)",
    "gradient": r"\(y - t\) @ X|X\.T @ \(y - t\)|error @ X / |X\.T @ error",
    "Hessian": r"y \* \(1 - y\)\)?\[:, |\(X \* \w+\[:, (None|np\.newaxis)\]\)\.T @ X|X \* np\.sqrt\(\w+\)\[:, ",
    "soft threshold": r"np\.clip\(w, -\w+, \w+\)|np\.sign\(\w+\) \* np\.maximum\(np\.abs\(\w+\) - ",
}


class Calm(ast.NodeTransformer):
    """Drops what is no formula of the package's own: docstrings, texts, and the answers that learners give wrong."""

    def visit_Call(self, node):
        if getattr(node.func, "id", "") == "Mistake":
            return ast.Constant(None)
        return self.generic_visit(node)

    def visit_Constant(self, node):
        return ast.Constant("") if isinstance(node.value, str) else node


@cache
def formulas(path):
    """The code of a module without its texts and without private helpers of its exercises, which are mistakes."""
    tree = Calm().visit(ast.parse(path.read_text(encoding="utf-8")))
    if path.name == "exercises.py":
        private = lambda node: isinstance(node, ast.FunctionDef) and node.name.startswith("_")
        tree.body = [node for node in tree.body if not private(node)]
    return ast.unparse(ast.fix_missing_locations(tree))


def test_the_pattern_of_each_twin_finds_the_formula_in_core():
    text = formulas(PACKAGE / "core.py") + "1 / (1 + np.exp(-a)); np.logaddexp(0, a); np.log(1 - y)"
    text += "; X.T @ (y - t); np.sign(w) * np.maximum(np.abs(w) - amount, 0)"
    assert [name for name, pattern in TWINS.items() if not re.search(pattern, text)] == []


@pytest.mark.parametrize("name", TWINS)
def test_no_other_module_has_a_twin(name):
    found = {
        str(path.relative_to(PACKAGE)): re.findall(f".*(?:{TWINS[name]}).*", formulas(path))
        for path in PACKAGE.rglob("*.py")
        if path.name != "core.py"
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_core_is_a_page_or_two_of_short_functions():
    source = (PACKAGE / "core.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 150
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            assert re.search(r"\(\d\d\)", ast.get_docstring(node)), f"{node.name}: the notebook that derives it"
            assert len(ast.unparse(node).splitlines()) <= 9, node.name
            assert not node.args.defaults, node.name


def test_the_doors_fit_on_a_few_pages():
    doors = (PACKAGE, PACKAGE / "inputs", PACKAGE / "solvers", PACKAGE / "files")
    for path in (path for folder in doors for path in folder.glob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 200, f"{path.name} has {lines} lines"
