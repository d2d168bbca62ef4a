"""For people in a hurry: Newton and L-BFGS, and how they know that they have arrived (notebooks 11 and 90)."""
