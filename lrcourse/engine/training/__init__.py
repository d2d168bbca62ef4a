"""What the labs that train have in common: their samples, a run, and what is said about it."""
