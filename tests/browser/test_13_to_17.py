"""Notebooks 13 to 17 as a learner takes them, in a real browser."""

import walk

test_in_jupyterlab, test_in_notebook_7 = walk.walks("1[3-7]")
