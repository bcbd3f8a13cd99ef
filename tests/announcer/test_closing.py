"""The card of a track is closed once, with how it ended, whatever happened around its end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support import ManualClock
from watch import CHANNEL, SWITCH, Watch

from bot.nadeo.client import _MONTHS
from tests.announcer.passing import (
    ALWAYS,
    BOARDS,
    DAY,
    START,
    CountingPostbox,
    board_requests,
    closings,
    embed_of,
    fields_of,
    is_closed,
    passing,
    subscribed,
    swift,
)

SECRET_DAY = datetime(2026, 7, 23, 17, tzinfo=UTC)
STUNT_DAY = datetime(2026, 8, 2, 17, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


async def test_a_track_is_read_before_its_end_and_closed_after_it(
    watch: Watch, postbox: CountingPostbox
) -> None:
    """Late improvements count, and nobody counts the players of a closed board (quirk 74)."""
    await subscribed(watch, role_id=5, is_live=False)
    await passing(watch, DAY - 11)
    day = watch.nadeo.world.days.newest(watch.clock.timestamp())
    board_requests(watch)
    before = embed_of(watch)

    await passing(watch, DAY - 1)
    asked = board_requests(watch)
    assert [path.split("/")[0] for path in asked] == [day.group] * 2
    assert embed_of(watch) == before

    await passing(watch, DAY + 60)

    embed = embed_of(watch)
    assert is_closed(embed)
    assert f"Ended <t:{int(SWITCH.timestamp() + DAY)}:R>" in embed["description"]
    assert "Ends <t:" not in embed["description"]
    fields = fields_of(embed)
    assert len(fields["Final top 5"].splitlines()) == 5
    world = watch.nadeo.world
    ladder = world.ladder(world.group(day.group), day.map_uid)
    assert fields["Players"] == f"**{ladder.size:,}**"
    assert "to author" in fields["Record"]
    assert fields["Medals"] == fields_of(before)["Medals"]
    assert embed["url"] == before["url"]
    assert len(closings(postbox)) == 1
    assert board_requests(watch) == []
    assert watch.postbox.messages(CHANNEL)[0].content == "<@&5>"
    payload = next(one for _, _, one in postbox.edits if is_closed(one["embeds"][0]))
    assert payload["allowed_mentions"] == {"parse": []}
    assert payload["components"]
    assert "content" not in payload
    assert len(watch.postbox.messages(CHANNEL)) == 2


async def test_a_board_that_was_silent_before_the_end_is_read_after_it(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 20)
    script = watch.nadeo.failures.script(path=BOARDS, status=503, times=ALWAYS)
    await passing(watch, DAY + 30)
    assert closings(postbox) == []
    script.times = 0

    await passing(watch, DAY + 300)

    (closed,) = closings(postbox)
    assert DAY + 30 <= closed <= DAY + 120
    assert len(fields_of(embed_of(watch))["Final top 5"].splitlines()) == 5


async def test_a_restart_between_reading_and_closing_loses_nothing(
    watch: Watch, postbox: CountingPostbox, file: Path
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 2)
    watch.nadeo.failures.script(path=BOARDS, status=503, times=ALWAYS)
    watch.clock.move(600)

    async with swift(watch.nadeo, watch.clock, postbox, file) as following:
        await passing(following, DAY + 700)

    assert len(closings(postbox)) == 1
    assert "Read <t:" not in str(embed_of(watch))
    assert "Players" in fields_of(embed_of(watch))


@pytest.mark.parametrize(("late", "is_said"), [(60.0, False), (3 * 3600.0, True)])
async def test_who_was_away_at_the_end_closes_late_and_says_so_where_it_matters(
    watch: Watch, postbox: CountingPostbox, file: Path, late: float, *, is_said: bool
) -> None:
    """On a board that is closed nothing is later, but its players are counted on another one."""
    await subscribed(watch, is_live=False)
    await passing(watch, 2 * DAY - 60)
    watch.clock.move(60 + late)

    async with swift(watch.nadeo, watch.clock, postbox, file) as following:
        await passing(following, 2 * DAY + late + 60)

    assert len(closings(postbox)) == 2
    embed = embed_of(watch, number=1)
    assert "Players" in fields_of(embed)
    assert ("Read <t:" in str(embed)) is is_said


async def test_a_season_that_shows_nothing_any_more_gives_way_to_the_all_time_board(
    watch: Watch, postbox: CountingPostbox, file: Path
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    day = watch.nadeo.world.days.newest(watch.clock.timestamp())
    watch.nadeo.failures.script(path=f"{BOARDS}{day.group}", body={}, times=ALWAYS)
    watch.clock.move(7200)

    async with swift(watch.nadeo, watch.clock, postbox, file) as following:
        await passing(following, DAY + 7300)

    assert len(closings(postbox)) == 1
    fields = fields_of(embed_of(watch))
    assert "Read <t:" in fields["Final top 5"]
    assert len(fields["Final top 5"].splitlines()) == 6


async def test_a_result_that_nobody_tells_is_not_waited_for_for_ever(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    watch.nadeo.failures.script(path=BOARDS, status=503, times=ALWAYS)

    await passing(watch, 2 * DAY - 60)
    assert closings(postbox) == []
    await passing(watch, 2 * DAY + 900)

    assert len(closings(postbox)) == 1
    assert "Nadeo did not tell how it ended." in str(embed_of(watch))


async def test_secret_times_are_told_as_secret(watch: Watch) -> None:
    # quirk 67
    watch.clock.set(SECRET_DAY - timedelta(hours=2))
    await subscribed(watch, is_live=False)

    await passing(watch, DAY + 60, switch=SECRET_DAY)

    fields = fields_of(embed_of(watch))
    assert fields["Record"] == "**SECRET**"
    assert fields["Final top 5"].count("`SECRET") == 5
    assert "the author hides these times" in fields["Final top 5"]


async def test_stunts_end_with_points(watch: Watch) -> None:
    # quirk 69: more is better, and nobody stands behind all others
    watch.clock.set(STUNT_DAY - timedelta(hours=2))
    await subscribed(watch)

    await passing(watch, DAY + 60, switch=STUNT_DAY)

    fields = fields_of(embed_of(watch))
    assert fields["Record"] == "**2,600**\n🟢 +800 to author"
    assert "`2,600`" in fields["Final top 5 · points"]
    assert "Players" not in fields


async def test_a_replaced_track_closes_with_the_one_that_was_shown_last(watch: Watch) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, 3600)
    days, now = watch.nadeo.world.days, watch.clock.timestamp()
    running = days.newest(now)
    other = days.get(running.number - 40, now)
    answer = json.dumps(await watch.client.get(_MONTHS, {"length": 2, "offset": 0}))
    answer = answer.replace(running.map_uid, other.map_uid).replace(running.group, other.group)
    watch.nadeo.failures.script(path=_MONTHS, body=json.loads(answer), times=ALWAYS)
    await passing(watch, DAY - 60)
    board_requests(watch)

    await passing(watch, DAY + 60)

    embed = embed_of(watch)
    assert is_closed(embed)
    assert other.map_uid in embed["url"]
    assert "Nadeo replaced the map" in embed["description"]
    assert all(other.map_uid in path for path in board_requests(watch))
