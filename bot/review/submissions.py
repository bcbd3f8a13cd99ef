"""All that the account submitted for review, page by page."""

from bot.nadeo.client import LiveClient
from bot.nadeo.models import SubmittedMap, SubmittedMapList
from bot.review.cards import ReviewType

AT_ONCE = 144
"""The longest page there is."""
MOST_PAGES = 20
"""How often more is asked for, should Nadeo always send a full page."""


async def all_submissions(
    client: LiveClient, review_type: ReviewType
) -> tuple[list[SubmittedMap], SubmittedMapList]:
    """Return each map once, and the last answer, which tells how old they are.

    Asks until a page is short or brings nothing new: no count can be trusted (quirk 33).
    """
    found: dict[str, SubmittedMap] = {}
    page = 0
    while True:
        answer = await client.get_map_review_submitted(
            review_type, length=AT_ONCE, offset=page * AT_ONCE
        )
        before = len(found)
        found |= {entry.map_uid: entry for entry in answer.submitted_maps}
        page += 1
        if page == MOST_PAGES or answer.came < AT_ONCE or len(found) == before:
            return list(found.values()), answer
