"""The two bases of the labs: ``sketch`` redraws a picture in Python, ``stage`` plays a run in the page."""
