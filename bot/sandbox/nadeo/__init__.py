"""A small Nadeo over real sockets: four hosts that answer as the real ones do."""

from bot.sandbox.nadeo.failures import Failures
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.nadeo.tokens import Tokens

__all__ = ["Failures", "NadeoServer", "RecordedRequest", "Tokens"]
