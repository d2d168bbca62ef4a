"""Quizzes: ``questions`` reads a TOML file, ``formulas`` typesets it, ``player`` plays it."""
