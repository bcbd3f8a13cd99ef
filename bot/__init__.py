"""Pitwall: a Discord bot for Trackmania communities."""

from importlib.metadata import version

__version__ = version("pitwall")
