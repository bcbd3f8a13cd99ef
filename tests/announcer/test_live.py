"""The card of the running track is kept up to date: asked once for all, and shown where wanted."""

from typing import Any

import pytest
from support import ManualClock, change_answers
from watch import CHANNEL, SWITCH, Watch

from bot.announcer.live import OFTEN, OFTEN_FOR, SELDOM
from bot.announcer.revisions import LIVE_EDITS_AT_ONCE
from bot.announcer.tidying import ANNOUNCEMENTS_KEPT_FOR, tidy
from bot.ladders.standings import WORST
from bot.nadeo.budget import current_turn
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
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


def growing(watch: Watch) -> None:
    """Let a player more have a place on every board with each minute that passes."""

    def one_more(answer: dict[str, Any]) -> None:
        minutes = int(watch.clock.timestamp() - SWITCH.timestamp()) // 60
        for top in answer.get("tops", []):
            for line in top["top"]:
                if line["score"] == WORST:
                    line["position"] = 1001 + minutes
                elif line["position"] > 100:
                    line["position"] = 1000 + minutes

    change_answers(watch.nadeo, "/surround/", one_more)


def standing_still(watch: Watch) -> None:
    """Let nobody have a place more or less, whatever is driven."""

    def as_many(answer: dict[str, Any]) -> None:
        for top in answer.get("tops", []):
            for place, line in enumerate(top["top"]):
                line["position"] = 1000 + place

    change_answers(watch.nadeo, "/surround/", as_many)


def edited(postbox: CountingPostbox, channel: int = CHANNEL) -> list[float]:
    """Return when a channel's open card was brought up to date, in seconds after the switch."""
    return [
        at - SWITCH.timestamp()
        for at, where, payload in postbox.edits
        if where == channel and not is_closed(payload["embeds"][0])
    ]


async def samples(watch: Watch) -> list[tuple[float, int | None, int | None]]:
    rows = await watch.store.rows("SELECT * FROM standing_samples ORDER BY taken_at")
    return [(row["taken_at"] - SWITCH.timestamp(), row["record"], row["players"]) for row in rows]


async def test_a_running_track_shows_record_and_players(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, role_id=5)
    await passing(watch, 60)
    before = embed_of(watch)
    assert "Record" not in fields_of(before)

    await passing(watch, OFTEN + 60)

    embed = embed_of(watch)
    assert [field["name"] for field in embed["fields"]][:3] == ["Medals", "Record", "Players"]
    world = watch.nadeo.world
    day = world.days.newest(watch.clock.timestamp())
    ladder = world.ladder(world.group(day.group), day.map_uid)
    assert fields_of(embed)["Players"] == f"**{ladder.size:,}**"
    assert embed["description"] == before["description"]
    assert len(postbox.edits) == 1
    assert postbox.edits[0][2]["allowed_mentions"] == {"parse": []}
    assert watch.messages()[0].content == "<@&5>"


async def test_what_did_not_change_is_no_edit(watch: Watch, postbox: CountingPostbox) -> None:
    standing_still(watch)
    await subscribed(watch)

    await passing(watch, DAY - 60)

    assert len(edited(postbox)) == 1
    assert len(await samples(watch)) > 20


async def test_it_is_asked_often_at_first_and_then_once_an_hour(
    watch: Watch, postbox: CountingPostbox
) -> None:
    growing(watch)
    await subscribed(watch)

    await passing(watch, DAY + 60)

    moments = [moment for moment, _, _ in await samples(watch)]
    gaps = [after - before for before, after in zip([0.0, *moments], moments, strict=False)]
    often = int(OFTEN_FOR / OFTEN)
    assert all(OFTEN <= gap < OFTEN + 60 for gap in gaps[: often - 1])
    assert all(SELDOM <= gap < SELDOM + 60 for gap in gaps[often + 1 :])
    assert len(edited(postbox)) == len(moments)
    assert len(closings(postbox)) == 1
    assert fields_of(embed_of(watch))["Players"] != f"**{1000 + 24 * 60:,}**"


async def test_a_thousand_channels_cost_two_requests_and_one_drawing(
    watch: Watch, postbox: CountingPostbox
) -> None:
    for channel in range(1, 1001):
        await subscribed(watch, channel=channel, guild_id=channel)
    await passing(watch, 60)
    board_requests(watch)
    drawn = watch.announcer.edits._revisions.drawn.cache_info().misses

    await passing(watch, OFTEN + 60)

    assert len(board_requests(watch)) == 2
    assert watch.announcer.edits._revisions.drawn.cache_info().misses == drawn + 1
    assert sorted(channel for _, channel, _ in postbox.edits) == list(range(1, 1001))


@pytest.mark.parametrize("more", [{"is_live": False}, {"editable": False}])
async def test_where_it_is_not_wanted_or_not_possible_nothing_is_edited(
    watch: Watch, postbox: CountingPostbox, more: dict[str, bool]
) -> None:
    growing(watch)
    await subscribed(watch, **more)
    await subscribed(watch, channel=2)

    await passing(watch, DAY - 60)

    assert edited(postbox) == []
    assert edited(postbox, 2)


async def test_nobody_asks_where_nobody_wants_it(watch: Watch) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, 60)
    board_requests(watch)

    await passing(watch, DAY - 60)

    assert board_requests(watch) == []
    assert await samples(watch) == []


async def test_a_failure_is_waited_out_and_hides_nothing_that_was_told(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch)
    await passing(watch, OFTEN + 60)
    before = embed_of(watch)
    board_requests(watch)
    script = watch.nadeo.failures.script(path=BOARDS, status=503, times=ALWAYS)

    await passing(watch, 4 * OFTEN + 60)

    assert len(board_requests(watch)) == 3 * 2
    assert embed_of(watch) == before
    script.times = 0
    growing(watch)
    await passing(watch, 5 * OFTEN + 120)
    assert len(edited(postbox)) == 2


async def test_it_waits_behind_people_and_takes_a_tenth_of_the_budget(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(watch)
    await passing(watch, 60)
    monkeypatch.setattr(watch.client.budget, "rate", 0.01)
    board_requests(watch)

    await passing(watch, 3600)

    assert len(board_requests(watch)) <= 0.1 * 0.01 * 3600
    assert current_turn.get().user is None
    assert not current_turn.get().is_timely


async def test_a_card_that_is_completed_later_keeps_how_it_stands(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch)
    await passing(watch, -10)
    script = watch.nadeo.failures.script(
        path="/api/token/map/(?!get-multiple)", status=404, times=ALWAYS
    )
    await passing(watch, OFTEN)
    assert "Nadeo tells nothing more" in embed_of(watch)["description"]
    script.times = 0

    await passing(watch, 2 * OFTEN + 600)

    assert "Nadeo tells nothing more" not in embed_of(watch)["description"]
    assert "Medals" in fields_of(embed_of(watch))
    assert "Players" in fields_of(embed_of(watch))
    assert len(watch.messages()) == 1
    assert len(postbox.edits) <= 3


async def test_samples_are_forgotten_after_a_month(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, 2 * OFTEN)
    assert await samples(watch)
    watch.clock.move(ANNOUNCEMENTS_KEPT_FOR)

    await tidy(watch.store, watch.clock.timestamp())

    assert await samples(watch) == []


async def test_a_change_that_cannot_wait_passes_those_that_can(
    watch: Watch, postbox: CountingPostbox
) -> None:
    """A card that Nadeo completes meanwhile is not held up by a thousand that count players."""
    for channel in range(1, 61):
        await subscribed(watch, channel=channel, guild_id=channel)
    await passing(watch, OFTEN - 60)

    async def complete() -> None:
        sql = (
            "UPDATE announcements SET revision = revision + 1, card_revision = revision + 1 "
            "WHERE card_revision = 0"
        )
        await watch.store.write(sql, [()])

    postbox.meanwhile = complete
    await passing(watch, OFTEN + 60)

    channels = [channel for _, channel, _ in postbox.edits]
    assert sorted(channels[:LIVE_EDITS_AT_ONCE]) == list(range(1, LIVE_EDITS_AT_ONCE + 1))
    assert sorted(channels[LIVE_EDITS_AT_ONCE:]) == list(range(1, 61))
