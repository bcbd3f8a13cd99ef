"""Servers are told once of what does not arrive, where it can be read."""

import pytest
from postbox import DIRECT

from bot.announcer.notices import LOOK_EVERY
from bot.announcer.rows.servers import forget_servers, note_servers
from bot.announcer.rows.subscriptions import set_state
from bot.announcer.trouble import QUIET_FOR, TOLD_AFTER
from tests.announcer.office import ALICE, BOB, BROKEN, DAY, HOUR, OTHER, THIRD, Office
from tests.announcer.owing import GUILD

# --- where ----------------------------------------------------------------------------------------


async def test_a_suspension_is_told_once_in_another_channel(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()

    for _ in range(20):
        await office.look(HOUR)

    (told,) = office.told(OTHER)
    assert "**Track of the Day** → <#1>\nThe channel is gone. Choose another channel" in told
    assert "`//announce add`" in told
    assert office.told(BROKEN) == office.told(DIRECT + ALICE) == []


async def test_a_notice_pings_nobody_and_is_seen(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER, role_id=5)
    await office.suspend()

    await office.look()

    payload = office.postbox.payloads[-1]
    assert payload["allowed_mentions"] == {"parse": []}
    assert payload["enforce_nonce"]
    assert len(payload["nonce"]) <= 25
    assert "flags" not in payload
    assert "content" not in payload


async def test_the_channel_most_recently_used_hears_of_it(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER, THIRD)
    await office.announce()
    other = next(one for one in await office.subscriptions() if one.channel_id == OTHER)
    await set_state(office.store, other.id, "paused", office.clock.timestamp())
    office.clock.move(400)
    await office.suspend()
    await set_state(office.store, other.id, "active", office.clock.timestamp())
    await office.subscribe(4)

    await office.look()

    assert len(office.told(THIRD)) == 1


async def test_a_forum_hears_of_nothing_the_person_does(office: Office) -> None:
    await office.subscribe(OTHER, is_forum=True)
    await office.subscribe(BROKEN, subscribed_by=BOB)
    await office.suspend()

    await office.look()

    assert office.told(OTHER) == []
    (told,) = office.told(DIRECT + BOB)
    assert "You set up announcements in **Server 7**" in told


@pytest.mark.parametrize("state", ["paused", "refusing"])
async def test_a_channel_that_gets_nothing_hears_of_nothing(office: Office, state: str) -> None:
    number = await office.subscribe(BROKEN, OTHER)
    if state == "paused":
        await set_state(office.store, number, "paused", office.clock.timestamp())
        await office.suspend()
    else:
        office.postbox.trouble[OTHER] = ["lost"]
        await office.suspend()

    await office.look()

    assert office.told(OTHER) == []
    assert len(office.told(DIRECT + ALICE)) == 1


async def test_a_channel_that_refuses_the_notice_lets_the_next_one_hear(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER, THIRD)
    await office.suspend()
    office.postbox.trouble[OTHER] = ["lost"]

    await office.look()

    assert len(office.told(THIRD)) == 1
    assert office.told(OTHER) == []


async def test_nobody_else_is_written_to_where_another_person_subscribed(office: Office) -> None:
    await office.subscribe(BROKEN, subscribed_by=ALICE)
    await office.subscribe(OTHER, subscribed_by=BOB)
    await office.suspend(BROKEN)
    await office.suspend(OTHER)
    office.postbox.trouble[DIRECT + BOB] = ["closed"]

    await office.look()

    (told,) = office.told(DIRECT + ALICE)
    assert "<#1>" in told
    assert "<#2>" in told
    assert office.told(DIRECT + BOB) == []


async def test_a_server_that_was_left_is_told_when_it_is_back(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()
    await note_servers(office.store, [], office.clock.timestamp())
    await office.look(HOUR)
    assert office.told(OTHER) == []

    await note_servers(office.store, [GUILD], office.clock.timestamp())
    await office.look(HOUR)

    assert len(office.told(OTHER)) == 1


async def test_what_a_server_was_told_goes_with_it(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()
    await office.look()
    await note_servers(office.store, [], office.clock.timestamp())

    await forget_servers(office.store, [], office.clock.timestamp() + DAY)

    assert await office.store.rows("SELECT 1 FROM notices UNION SELECT 1 FROM told") == []


# --- when -----------------------------------------------------------------------------------------


async def test_a_refusal_is_told_after_an_hour(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.announce(BROKEN)

    await office.look(TOLD_AFTER - 1)
    assert office.told(OTHER) == []
    await office.look(1)

    (told,) = office.told(OTHER)
    assert "I cannot see the channel, because I lack **View Channel** there" in told
    assert "Give me that right, and I go on by myself" in told


async def test_a_refusal_that_becomes_a_suspension_is_not_told_again(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.announce(BROKEN)
    await office.look(2 * HOUR)
    office.clock.move(2 * DAY)
    office.postbox.trouble[BROKEN] = ["lost"]
    await office.dispatcher.flush()

    for _ in range(5):
        await office.look(DAY)

    assert len(office.told(OTHER)) == 1


async def test_what_breaks_on_the_same_day_waits_for_the_next_notice(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER, THIRD, 4, 5)
    await office.suspend(BROKEN)
    await office.look()
    await office.announce(THIRD, 4, gone=True)
    await office.look(QUIET_FOR - 1)
    assert len(office.told(OTHER)) + len(office.told(5)) == 1

    await office.look(1)

    (_, second) = office.told(OTHER) + office.told(5)
    assert "<#3>" in second
    assert "<#4>" in second
    assert "<#1>" not in second


async def test_many_are_told_in_one_message_that_discord_takes(office: Office) -> None:
    await office.subscribe(*range(1, 50))
    await office.announce(*range(1, 49), gone=True)

    await office.look()

    (told,) = office.told(49)
    assert "And 40 more, which `//announce list` shows." in told
    assert len(told) < 4096


async def test_a_clock_that_was_ahead_silences_nobody(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER, THIRD)
    await office.suspend(BROKEN)
    await office.look()
    sql = "UPDATE notices SET at = ?"
    await office.store.write(sql, [(office.clock.timestamp() + 400 * DAY,)])
    await office.suspend(THIRD)

    await office.look()
    await office.look(QUIET_FOR)

    assert len(office.told(OTHER)) == 2


async def test_a_suspension_rings(office: Office) -> None:
    await office.subscribe(BROKEN, OTHER)
    await office.suspend()

    # It was rung, so that the rest ends although the clock stands still.
    await office.dispatcher.suspensions.rest(LOOK_EVERY)
