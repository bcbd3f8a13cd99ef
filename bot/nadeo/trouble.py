"""Why a connection brought no answer, in words that an operator can act on."""

import aiohttp

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "the host's name is not known here"),
    (aiohttp.ClientSSLError, "the host's certificate is not accepted"),
    (aiohttp.ClientConnectorError, "no connection to the host"),
    (TimeoutError, "no answer in time"),
    (aiohttp.ClientConnectionError, "the connection was cut"),
    (OSError, "no connection to the host"),
    (aiohttp.ClientPayloadError, "the answer ended in the middle"),
    (aiohttp.ClientResponseError, "the answer is not HTTP"),
)
"""The first kind that fits an error says what happened; later ones are broader."""


def in_words(error: BaseException) -> str:
    """Say what happened to a request that was not answered; nothing from outside is quoted."""
    fitting = (words for kind, words in _WORDS if isinstance(error, kind))
    return next(fitting, "the request failed")
