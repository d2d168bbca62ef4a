"""Notebooks 00 to 05 as a learner takes them, in a real browser."""

import walk

test_in_jupyterlab, test_in_notebook_7 = walk.walks("0[0-5]")
