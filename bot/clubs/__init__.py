"""Clubs, their campaigns and rooms."""
