"""Nadeo's web services: errors, models, wire, tokens, budget and the client."""

from bot.nadeo.client import LiveClient

__all__ = ["LiveClient"]
