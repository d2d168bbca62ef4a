import subprocess
import sys

import pytest

import lrcourse as lr


@pytest.mark.parametrize("name", lr.__all__)
def test_every_public_name_loads(name):
    assert getattr(lr, name) is not None
    assert name in dir(lr)


def test_functions_are_not_hidden_by_modules():
    import lrcourse.engine.checker
    import lrcourse.engine.record  # noqa: F401

    assert callable(lr.check)
    assert callable(lr.progress)
    assert callable(lr.quiz)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(AttributeError, match=r"Did you mean lr\.sigmoid"):
        lr.sigmoud  # noqa: B018
    with pytest.raises(AttributeError, match=r"no 'xyzzy'\.$"):
        lr.xyzzy  # noqa: B018


def test_the_import_brings_no_heavy_package():
    heavy = "matplotlib pandas ipywidgets anywidget IPython mistune"
    code = f"import sys, lrcourse; sys.exit(any(m in sys.modules for m in '{heavy}'.split()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
