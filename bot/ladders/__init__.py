"""Boards of maps, places in them and rankings of campaigns."""
