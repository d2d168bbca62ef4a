"""Files as people have them: encodings, separators, and files too long for memory (notebooks 05 and 91)."""
