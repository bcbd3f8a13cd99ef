"""Weeks and seasons are closed as tracks are, each with what Nadeo tells of it."""

from datetime import UTC, datetime, timedelta

import pytest
from support import ManualClock, change_answers
from watch import Watch
from yarl import URL

from bot.announcer.cards import Feed
from bot.announcer.tidying import tidy
from bot.sandbox.world.ids import Kind
from tests.announcer.passing import (
    DAY,
    START,
    CountingPostbox,
    board_requests,
    embed_of,
    fields_of,
    is_closed,
    passing,
    subscribed,
)

SUNDAY = datetime(2026, 8, 23, 16, tzinfo=UTC)  # 18:00 in Paris
SATURDAY = datetime(2026, 8, 22, 15, 30, tzinfo=UTC)  # 17:30 in Paris
WEEK = 7 * DAY


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.mark.parametrize(
    ("feed", "switch", "kind"),
    [("weekly-grand", SUNDAY, Kind.GRAND), ("cup-of-the-week", SATURDAY, Kind.CUP)],
)
async def test_a_map_of_the_week_ends_with_its_board(
    watch: Watch, feed: Feed, switch: datetime, kind: Kind
) -> None:
    await subscribed(watch, feed)
    await passing(watch, WEEK - 60, feed, switch)
    group = watch.nadeo.world.series[kind].newest(watch.clock.timestamp()).group
    board_requests(watch)

    await passing(watch, WEEK + 120, feed, switch)

    asked = [path.split("/")[0] for path in board_requests(watch)]
    assert asked == [group, "Personal_Best"]
    embed = embed_of(watch)
    assert is_closed(embed)
    fields = fields_of(embed)
    assert len(fields["Final top 5"].splitlines()) == 5


async def test_weekly_shorts_end_with_their_ranking(watch: Watch) -> None:
    await subscribed(watch, "weekly-shorts")
    await passing(watch, WEEK - 60, "weekly-shorts", SUNDAY)
    board_requests(watch)

    await passing(watch, WEEK + 120, "weekly-shorts", SUNDAY)

    assert len(board_requests(watch)) == 2
    fields = fields_of(embed_of(watch))
    *rows, note = fields["Final top 5 · points"].splitlines()
    assert len(rows) == 5
    assert note == "Nadeo counts points every few hours."
    assert "Record" not in fields


async def test_what_has_no_end_ends_with_its_successor_and_months_count_for_nothing(
    watch: Watch, postbox: CountingPostbox
) -> None:
    def endless(answer: dict[str, list[dict[str, int]]]) -> None:
        for campaign in answer.get("campaignList", []):
            campaign["endTimestamp"] = 0

    series, now = watch.nadeo.world.series[Kind.SEASON], watch.clock.timestamp()
    begins = datetime.fromtimestamp(series.newest(now).end, UTC)
    change_answers(watch.nadeo, "campaign/official", endless)
    watch.clock.set(begins - timedelta(hours=1))
    await subscribed(watch, "campaign")
    await passing(watch, 60, "campaign", begins)
    assert len(watch.messages()) == 1
    successor = series.newest(watch.clock.timestamp())
    watch.clock.set(datetime.fromtimestamp(successor.end - 3600, UTC))
    await tidy(watch.store, watch.clock.timestamp())
    assert not is_closed(embed_of(watch))

    await passing(watch, successor.end - begins.timestamp() + 600, "campaign", begins)

    assert len(watch.messages()) == 2
    assert is_closed(embed_of(watch))
    assert "Final top 5 · points" in fields_of(embed_of(watch))
    assert not is_closed(embed_of(watch, number=1))
    assert URL(embed_of(watch)["url"]).query["pitwall"]
    assert len(postbox.edits) == 1


async def test_what_ran_for_longer_than_things_are_kept_is_closed_all_the_same(
    watch: Watch,
) -> None:
    series, now = watch.nadeo.world.series[Kind.SEASON], watch.clock.timestamp()
    begins = datetime.fromtimestamp(series.newest(now).end, UTC)
    watch.clock.set(begins - timedelta(hours=1))
    await subscribed(watch, "campaign")
    await passing(watch, 60, "campaign", begins)
    ends = series.newest(watch.clock.timestamp()).end
    watch.clock.set(datetime.fromtimestamp(ends + 10, UTC))
    await tidy(watch.store, watch.clock.timestamp())

    await passing(watch, ends - begins.timestamp() + 600, "campaign", begins)

    assert is_closed(embed_of(watch))
