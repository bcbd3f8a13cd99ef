"""Pages of `/announce list`, whatever is subscribed and however it is called."""

import re

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.announcer import announce_wording
from bot.announcer.cards import FEEDS, Feed, Subscription
from bot.announcer.embeds.subscriptions import Surroundings, subscription_pages
from bot.announcer.typed.rights import TAKEN, rights_lacking
from bot.announcer.wording import FEED_TITLES
from bot.face.embeds import DESCRIPTION_LIMIT
from bot.face.widths import BOLD, PHONE_LINE, taken, width
from bot.text import plain

NAMES = st.dictionaries(st.integers(1, 5), st.text(min_size=1, max_size=100), max_size=5)
LACKING = st.sampled_from(
    [
        announce_wording.lacks(rights_lacking(discord.Permissions.none(), kind, makes_thread=True))
        for kind in TAKEN
    ]
)
SUBSCRIPTIONS = st.lists(
    st.builds(
        Subscription,
        id=st.integers(1, 3),
        guild_id=st.just(1),
        channel_id=st.integers(1, 3) | st.integers(1, 2**63),
        feed=st.sampled_from(FEEDS),
        role_id=st.none() | st.integers(1, 3) | st.integers(1, 2**63),
        role_is_gone=st.booleans(),
        threshold=st.none() | st.integers(0, 1440),
        state=st.sampled_from(("active", "paused", "suspended")),
        reason=st.text(max_size=3000),
        reason_code=st.sampled_from((0, 10003, 50001, 50013)),
        refused_since=st.none() | st.floats(0, 4e9),
        last_post_at=st.none() | st.floats(0, 4e9),
        makes_thread=st.booleans(),
        publishes=st.booleans(),
        is_live=st.booleans(),
    ),
    min_size=1,
    max_size=80,
)


def around(channels: dict[int, str], roles: dict[int, str], hindrance: str) -> Surroundings:
    return Surroundings(channels, roles, {"totd": 1.8e9}, {1: [hindrance]})


@given(SUBSCRIPTIONS)
def test_no_page_is_too_long_and_none_leaves_anything_out(found: list[Subscription]) -> None:
    pages = subscription_pages(found, Surroundings({}, {}, {}))

    text = "\n".join(pages)
    assert sum(text.count(f"→ <#{number}>") for number in {one.channel_id for one in found}) == len(
        found
    )
    assert all(0 < len(page) <= DESCRIPTION_LIMIT for page in pages)


ESCAPED = "000000000000<<<\xa1\xa1\xa1\xa1\xa1\xd0\xd0"
"""A name that just has room, but for the strokes before what could be markdown."""


@given(SUBSCRIPTIONS, NAMES, NAMES, LACKING)
@example([Subscription(1, 1, 3, "totd")], {3: ESCAPED}, {}, "")
def test_no_row_breaks_on_a_phone(
    found: list[Subscription], channels: dict[int, str], roles: dict[int, str], hindrance: str
) -> None:
    pages = subscription_pages(found, around(channels, roles, hindrance))

    for row in "\n".join(pages).split("\n"):
        assert drawn(row, channels, roles) <= PHONE_LINE + 0.01, row


@pytest.mark.parametrize("feed", ["review-totd", "review-shorts"])
def test_the_title_of_a_queue_leaves_room_for_its_channel(feed: Feed) -> None:
    wanted = Subscription(1, guild_id=1, channel_id=5, feed=feed, since=0)

    (page,) = subscription_pages([wanted], around({5: "general"}, {}, ""))

    assert page.split("\n")[0] == f"**{FEED_TITLES[feed]}** → <#5>"


def drawn(row: str, channels: dict[int, str], roles: dict[int, str]) -> float:
    """Return how much of a line a row takes as people see it."""
    row = re.sub(r"<#(\d+)>", lambda found: plain(channels.get(int(found[1]), "unknown")), row)
    row = re.sub(r"<@&(\d+)>", lambda found: plain(roles.get(int(found[1]), "unknown")), row)
    bold = sum(width(text) * (BOLD - 1) for text in re.findall(r"\*\*([^*]+)\*\*", row))
    return taken(row.replace("**", "")) + bold
