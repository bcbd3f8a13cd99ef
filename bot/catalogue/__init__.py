"""Every official map, mirrored into the file: autocomplete without a network call."""

from bot.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
