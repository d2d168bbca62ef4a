"""Notebooks 18, 19, 90 and 91 as a learner takes them, in a real browser."""

import walk

test_in_jupyterlab, test_in_notebook_7 = walk.walks("1[89]", "9[01]")
