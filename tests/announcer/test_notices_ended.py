"""Notices that end: what goes on is told in a line, and what is in doubt is given once."""

from contextlib import suppress
from dataclasses import replace

import pytest
from postbox import DIRECT, ProcessDied, Trouble

from bot.announcer import trouble
from bot.announcer.cards import Subscription
from bot.announcer.channels import ChannelLost, Unreachable
from bot.announcer.embeds.notices import trouble_embed
from bot.announcer.notices import LOOK_EVERY, LOOK_WHILE_IN_DOUBT
from bot.announcer.rows.servers import note_servers
from bot.announcer.rows.subscriptions import change, set_state, unsubscribe
from bot.announcer.search import NONCE_HOLDS
from bot.announcer.trouble import TOLD_AFTER
from tests.announcer.office import ALICE, BROKEN, DAY, HOUR, OTHER, THIRD, Late, Office
from tests.announcer.owing import GUILD

# --- unpublished ----------------------------------------------------------------------------------


async def test_what_could_not_be_published_is_told_and_so_is_its_end(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN, publishes=True)
    await office.announce()
    office.unpublished = {number: Late(office.clock.timestamp())}
    await office.look(TOLD_AFTER - 1)
    assert office.told(OTHER) == []

    await office.look(1)
    await office.announce()
    await office.look(DAY)
    (told,) = office.told(OTHER)
    assert "I post, but could not publish for over an hour: Discord takes 10 an hour" in told
    office.unpublished = {}
    await office.look()

    assert office.told(OTHER)[1:] == ["✅ It goes on: **Track of the Day** → <#1>"]


async def test_nothing_goes_on_where_publishing_was_switched_off(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN, publishes=True)
    await office.announce()
    office.unpublished = {number: Late(office.clock.timestamp())}
    await office.look(TOLD_AFTER)
    assert len(office.told(OTHER)) == 1
    before = next(one for one in await office.subscriptions() if one.id == number)

    await change(office.store, replace(before, publishes=False))
    office.unpublished = {}
    await office.look(HOUR)
    await change(office.store, before)
    await office.look(DAY)

    assert len(office.told(OTHER)) == 1


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        (0, "", "Discord did not answer. I go on trying"),
        (
            50013,
            "x",
            "Discord does not let me publish there. Give me **Send Messages** there, or",
        ),
        (
            99999,
            "Nothing *here*",
            "Nothing \\*here\\*. Let me do it, or publish the posts by hand.",
        ),
    ],
)
def test_what_keeps_posts_unpublished_has_its_reason(code: int, words: str, told: str) -> None:
    subscription = Subscription(1, GUILD, BROKEN, "totd", publishes=True)
    late = trouble.Trouble(subscription, "unpublished", 0.0, code, words)

    embed = trouble_embed([late], GUILD, "", "")

    assert told in str(embed.description)


# --- mended ---------------------------------------------------------------------------------------


async def test_what_is_taken_up_again_is_told_once_where_its_end_was(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN)
    await office.announce(BROKEN)
    await office.look(2 * HOUR)
    await office.subscribe(THIRD)
    office.clock.move(2 * DAY)
    office.postbox.trouble[BROKEN] = ["lost"]
    await office.announce()
    await office.look()

    await set_state(office.store, number, "active", office.clock.timestamp())
    for _ in range(30):
        await office.look(HOUR)

    assert office.told(OTHER)[1:] == ["✅ It goes on: **Track of the Day** → <#1>"]
    assert office.told(THIRD) == office.told(BROKEN) == []


async def test_a_refusal_that_ends_is_told_in_one_line(office: Office) -> None:
    await office.subscribe(BROKEN)
    await office.announce(BROKEN)
    await office.look(2 * HOUR)
    assert len(office.told(DIRECT + ALICE)) == 1

    await office.dispatcher.flush()
    for _ in range(30):
        await office.look(HOUR)

    assert office.told(DIRECT + ALICE)[1:] == [
        "✅ It goes on in **Server 7**: **Track of the Day** → <#1>"
    ]


async def test_what_was_not_told_is_not_said_to_go_on(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.announce(BROKEN)
    await office.look(HOUR / 2)

    await office.dispatcher.flush()
    await office.look(HOUR)

    assert office.told(OTHER) == []


async def test_a_line_has_no_place_where_nothing_is_wanted_any_more(office: Office) -> None:
    other = await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN)
    await office.suspend()
    await office.look()
    await unsubscribe(office.store, other)

    await set_state(office.store, number, "active", office.clock.timestamp() + 1)
    await office.look(HOUR)
    await office.subscribe(OTHER)
    await office.look(HOUR)

    assert len(office.told(OTHER)) == 1


async def test_what_is_taken_away_is_told_of_no_more(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN)
    await office.suspend()
    await office.look()

    await unsubscribe(office.store, number)
    await office.look(HOUR)

    assert len(office.told(OTHER)) == 1
    assert await office.store.rows("SELECT * FROM told") == []


async def test_what_breaks_anew_is_told_anew(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN)
    await office.suspend()
    await office.look()
    await set_state(office.store, number, "active", office.clock.timestamp() + 1)
    await office.look(HOUR)
    await office.suspend()

    for _ in range(50):
        await office.look(HOUR)

    assert ["goes on:" in told for told in office.told(OTHER)] == [False, True, False]


async def test_an_outage_of_the_server_mends_nothing(office: Office) -> None:
    await office.subscribe(OTHER, BROKEN)
    await office.announce(BROKEN)
    await office.look(2 * HOUR)

    for _ in range(5):
        await note_servers(office.store, [], office.clock.timestamp())
        await note_servers(office.store, [GUILD], office.clock.timestamp())
        await office.look()
        office.postbox.trouble[BROKEN] = ["lost"] * 99
        await office.announce()
        await office.look(2 * HOUR)
        await office.look(DAY)

    assert len(office.told(OTHER)) == 1


# --- in doubt -------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["before", "after", "crash before", "crash after"])
@pytest.mark.parametrize("later", [1.0, NONCE_HOLDS + 1, 5 * HOUR])
async def test_a_notice_in_doubt_is_given_once(
    office: Office, trouble: Trouble, later: float
) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()
    office.postbox.trouble[OTHER] = [trouble]
    with suppress(ProcessDied):
        assert await office.look() == LOOK_WHILE_IN_DOUBT
    office.restart()

    assert await office.look(later) == LOOK_EVERY
    await office.look(DAY)

    assert len(office.told(OTHER)) == 1


async def test_a_notice_in_doubt_in_a_server_that_was_left_hurries_nobody(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()
    office.postbox.trouble[OTHER] = ["after"]
    assert await office.look() == LOOK_WHILE_IN_DOUBT
    await note_servers(office.store, [], office.clock.timestamp())

    assert await office.look(1.0) == LOOK_EVERY


async def test_a_notice_in_doubt_waits_for_a_history_that_cannot_be_read(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()
    office.postbox.trouble[OTHER] = ["after"]
    await office.look()
    office.postbox.unreadable = [Unreachable("cut")]
    assert await office.look(NONCE_HOLDS + 1) == LOOK_WHILE_IN_DOUBT
    office.postbox.unreadable = [ChannelLost("Missing Access", 50001)]
    office.postbox.trouble[OTHER] = ["lost"] * 2

    await office.look(60)

    # What was given before nobody can know where nothing can be read or written any more.
    assert len(office.told(OTHER)) == 1
    assert len(office.told(DIRECT + ALICE)) == 1


async def test_a_doubt_ends_with_what_it_was_about(office: Office) -> None:
    await office.subscribe(OTHER)
    number = await office.subscribe(BROKEN)
    await office.suspend()
    office.postbox.trouble[OTHER] = ["before"]
    await office.look()

    await set_state(office.store, number, "active", office.clock.timestamp() + 1)
    await office.look(HOUR)

    assert office.told(OTHER) == []
    assert await office.store.rows("SELECT * FROM notices") == []
