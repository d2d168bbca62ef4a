"""The numbers of scikit-learn that notebook 11 shows are scikit-learn's."""

import ast
import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from tools.notebooks import NOTEBOOKS, cells


def test_the_published_optimum_is_scikit_learns():
    code = "\n".join(source for _, source, _ in cells(NOTEBOOKS / "11_training.ipynb", "code"))
    stored = ast.literal_eval(re.search(r"^SCIKIT_LEARN = (\{.*?\})", code, re.MULTILINE)[1])
    X, t = lr.datasets.load_penguins_xy()
    mean, scale = lr.features.mean_and_scale(X)
    fitted = LogisticRegression(C=1, solver="newton-cholesky", tol=1e-12).fit((X - mean) / scale, t)
    np.testing.assert_allclose(fitted.coef_[0], stored["w"], rtol=1e-8)
    assert fitted.intercept_[0] == pytest.approx(stored["b"], rel=1e-8)
