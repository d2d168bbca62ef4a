"""The course's data: `load_*` reads a file that comes with it, `make_*` draws from a known model."""

from lrcourse.datasets.any_table import Table, load_table
from lrcourse.datasets.ecommerce import (
    ECOMMERCE_ACTIONS,
    ECOMMERCE_COLUMNS,
    ECOMMERCE_FEATURES,
    ECOMMERCE_TIMES,
    ECOMMERCE_WEIGHTS,
    ecommerce_matrix,
    ecommerce_probabilities,
    load_ecommerce,
    make_ecommerce,
)
from lrcourse.datasets.faces import EMOTIONS, Faces
from lrcourse.datasets.files import (
    data_file,
    load_birdstrikes,
    load_faces,
    load_lexicon,
    load_penguins,
    load_penguins_xy,
    load_reviews,
)
from lrcourse.datasets.made import make_clouds, make_donut, make_ravine, make_sparse, make_spirals, make_wave, make_xor
from lrcourse.datasets.split import train_test_split
