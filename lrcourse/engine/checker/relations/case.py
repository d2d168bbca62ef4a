"""What a relation is tried on."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Case:
    """One input, what the learner's function returns for it, and what is wanted."""

    arguments: tuple
    got: object
    wanted: object

    @property
    def numbers(self):
        """What is wanted, as floats."""
        return np.asarray(self.wanted, float)
