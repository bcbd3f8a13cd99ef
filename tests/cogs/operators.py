"""What the tests of /operator share."""

from bot.sandbox.nadeo.recording import RecordedRequest
from tests.conftest import Answer, Paddock

ENTER = "api/token/club/9/member/create"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJl"


def sent(paddock: Paddock) -> list[RecordedRequest]:
    """Return what reached the Live services since the last call, without the sampler's."""
    requests = [
        request
        for request in paddock.nadeo.requests
        if request.host == "live" and "waiting-time" not in request.path
    ]
    paddock.nadeo.requests.clear()
    return requests


async def ask(paddock: Paddock, method: str, endpoint: str, **options: str) -> Answer:
    return await paddock.in_private("operator request", method=method, endpoint=endpoint, **options)
