"""What people run in the course's folder: ``python -m tools.make_site``. Tests import it; the package never does."""
