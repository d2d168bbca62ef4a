"""Files as people have them: encodings, separators, and what is too long to be held (notebooks 05 and 91)."""
