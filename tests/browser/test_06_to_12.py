"""Notebooks 06 to 12 as a learner takes them, in a real browser."""

import walk

test_in_jupyterlab, test_in_notebook_7 = walk.walks("0[6-9]", "1[0-2]")
