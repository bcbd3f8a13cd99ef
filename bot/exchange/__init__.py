"""Trackmania Exchange: the style of maps, and the numbers by which players know them there."""
