"""The cards of a review queue in a channel: one that is kept up to date, and those before it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postbox import Postbox, Trouble
from support import ManualClock
from watch import CHANNEL, Watch, watching

from bot.announcer.feeds.queue_memory import EDIT_PAUSE, remembered_queue
from bot.announcer.feeds.review import heard, side_of
from bot.announcer.rows.subscriptions import read_listeners, set_state, unsubscribe
from bot.review.cards import REVIEW_TYPES, ReviewType, Sample
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.announcer.queues import cards, is_closed, listen, maps_shown, measure, side_shown

HOURS = 3600.0


@pytest.fixture
async def watch(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path
) -> AsyncIterator[Watch]:
    async with watching(nadeo, clock, postbox, tmp_path / "queue.db") as watch:
        yield watch


def stamp(clock: ManualClock, ago: float) -> str:
    return f"<t:{int(clock.timestamp() - ago)}:t>"


async def memory_of(watch: Watch) -> str:
    (listener,) = await read_listeners(watch.store, "review-totd")
    return listener.memory


async def test_the_card_tells_the_turn_and_where_the_queue_stands(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 3)

    (card,) = cards(watch)
    turned = stamp(watch.clock, 120)
    assert card["description"] == (
        f"At {turned} the queue turned **short**.\nNow it is **short**: 5 maps or fewer."
    )
    assert card["fields"][0]["value"] == "**9 min** · 3 maps ahead"
    assert card["fields"][1]["value"].splitlines() == [
        f"shortest **9 min** <t:{int(watch.clock.timestamp() - 60)}:R>",
        f"longest **1 h 30 min** <t:{int(watch.clock.timestamp() - 180)}:R>",
    ]
    assert card["fields"][2]["value"].splitlines()[1] == "▁ 9 min · █ 1 h 30 min"


async def test_gaps_in_the_line_of_twelve_hours_are_shown(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 40, 40, every=12 * HOURS - 120)
    await measure(watch, 0, 0)

    (card,) = cards(watch)
    line, scale = card["fields"][2]["value"].splitlines()
    assert line == f"`█{'·' * 22}▁`"
    assert scale == "▁ 0 min · █ 2 h"


async def test_sentence_and_waiting_time_are_edited_together(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4)
    await measure(watch, 12)
    assert maps_shown(cards(watch)[0]) == 4

    await measure(watch, 12)
    (card,) = cards(watch)
    assert (maps_shown(card), side_shown(card)) == (12, None)

    await measure(watch, 22, every=EDIT_PAUSE)
    await measure(watch, 22)
    (card,) = cards(watch)
    assert (maps_shown(card), side_shown(card)) == (22, "long")


async def test_a_card_whose_wait_stays_is_edited_for_its_line(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 0, 0)
    before = cards(watch)[0]["timestamp"]
    await measure(watch, *[0] * 20)
    assert cards(watch)[0]["timestamp"] == before

    await measure(watch, *[0] * 20)

    assert cards(watch)[0]["timestamp"] > before


async def test_a_new_post_closes_the_old_card(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4)
    turned = stamp(watch.clock, 120)
    await measure(watch, 4, every=4 * HOURS)
    await measure(watch, 50)
    until = stamp(watch.clock, 60)
    await measure(watch, 50)

    old, new = cards(watch)
    assert old["description"] == (
        f"At {turned} the queue turned **short**.\nThat lasted until {until}."
    )
    assert is_closed(old)
    assert old.get("timestamp") is None
    assert side_shown(new) == "long"
    assert json.loads(await memory_of(watch))["closing"] != []

    await measure(watch, 50)
    assert json.loads(await memory_of(watch))["closing"] == []


async def test_the_end_that_is_told_is_when_it_first_turned_away(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4, 50)
    until = stamp(watch.clock, 60)
    await measure(watch, 50, 3, 3, every=HOURS)
    await measure(watch, 50, 50)

    assert cards(watch)[0]["description"].splitlines()[1] == f"That lasted until {until}."


async def test_a_closing_is_tried_until_it_is_done_over_restarts(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path
) -> None:
    file = tmp_path / "queue.db"
    async with watching(nadeo, clock, postbox, file) as watch:
        await listen(watch)
        await measure(watch, 30, 30, 4, 4)
        await measure(watch, 4, every=4 * HOURS)
        postbox.uneditable = ["before", "before"]
        await measure(watch, 50, 50)
        assert not is_closed(cards(watch)[0])

    async with watching(nadeo, clock, postbox, file) as watch:
        await measure(watch, 50, 50, 50, 50, 50)

        old, _ = cards(watch)
        assert is_closed(old)
        assert json.loads(await memory_of(watch))["closing"] == []


async def test_a_card_that_was_deleted_is_let_go(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4)
    watch.postbox.uneditable = ["gone"]
    await measure(watch, 3, 3, 3)
    assert json.loads(await memory_of(watch))["card"] is None

    await measure(watch, 3, every=4 * HOURS)
    await measure(watch, 50, 50)

    assert json.loads(await memory_of(watch))["closing"] == []
    assert len(cards(watch)) == 2


async def test_nothing_is_edited_in_an_announcement_channel(watch: Watch) -> None:
    await listen(watch, editable=False)
    await measure(watch, 30, 30, 4, 4)
    (before,) = cards(watch)
    await measure(watch, 12, 12, 12, every=4 * HOURS)
    await measure(watch, 50, 50)

    old, new = cards(watch)
    assert old == before
    assert side_shown(new) == "long"


async def test_without_a_live_card_only_the_end_is_told(watch: Watch) -> None:
    await listen(watch, is_live=False)
    await measure(watch, 30, 30, 4, 4)
    (before,) = cards(watch)
    await measure(watch, 12, 12, 12, every=4 * HOURS)
    assert cards(watch) == [before]

    await measure(watch, 50, 50)

    assert is_closed(cards(watch)[0])


async def test_in_a_forum_a_card_is_edited_where_it_stands(watch: Watch) -> None:
    await listen(watch, is_forum=True)
    await measure(watch, 30, 30, 4, 4)

    await measure(watch, 3, 3, 3)

    (post,) = watch.postbox.forums[CHANNEL]
    assert maps_shown(cards(watch, post)[0]) == 3


async def test_a_pause_closes_the_card_and_learns_anew(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4)
    (listener,) = await read_listeners(watch.store, "review-totd")
    for state in ("paused", "active"):
        await set_state(watch.store, listener.id, state, watch.clock.timestamp())
    watch.clock.move(5 * HOURS)

    await measure(watch, 50, 50, 50, 50)

    (card,) = cards(watch)
    assert is_closed(card)


# --- what earlier programs remembered ------------------------------------------------------------


def old_memory(clock: ManualClock, *, band: int, ago: float, key: str = "") -> str:
    """Return what 1.0 noted: a band, and between which two the latest post told a move."""
    posted_at = clock.timestamp() - ago
    post = [3, band] if key else None
    old = {"band": band, "armed": None, "posted_at": posted_at, "post": post, "key": key}
    return json.dumps({**old, "edited_at": posted_at, "shown": 540})


async def with_memory(watch: Watch, memory: str) -> None:
    await listen(watch)
    await watch.store.write("UPDATE subscriptions SET memory = ?", [(memory,)])


@pytest.mark.parametrize(("band", "maps"), [(0, 0), (1, 5), (4, 21), (5, 60), (6, 99)])
async def test_what_an_earlier_program_told_is_not_told_again(
    watch: Watch, band: int, maps: int
) -> None:
    await with_memory(watch, old_memory(watch.clock, band=band, ago=5 * HOURS))

    await measure(watch, maps, maps, maps)
    assert cards(watch) == []

    other = 50 if maps <= 5 else 1
    await measure(watch, other, other)
    assert len(cards(watch)) == 1


@pytest.mark.parametrize("band", [2, 3])
async def test_of_what_was_neither_an_upgrade_learns_anew(watch: Watch, band: int) -> None:
    await with_memory(watch, old_memory(watch.clock, band=band, ago=5 * HOURS))

    await measure(watch, 50, 50, 50)

    assert cards(watch) == []


async def test_a_quiet_time_that_an_earlier_program_began_still_counts(watch: Watch) -> None:
    await with_memory(watch, old_memory(watch.clock, band=1, ago=1 * HOURS))

    await measure(watch, 50, 50, every=HOURS)
    assert cards(watch) == []

    await measure(watch, 50)
    assert len(cards(watch)) == 1


async def test_an_earlier_programs_card_is_brought_up_to_date_and_closed(watch: Watch) -> None:
    await listen(watch)
    await measure(watch, 30, 30, 4, 4)
    (listener,) = await read_listeners(watch.store, "review-totd")
    memory = old_memory(watch.clock, band=1, ago=5 * HOURS, key=listener.last_key)
    await watch.store.write("UPDATE subscriptions SET memory = ?", [(memory,)])

    await measure(watch, 3)
    (card,) = cards(watch)
    assert card["description"] == "Now it is **short**: 5 maps or fewer."
    await measure(watch, 50, 50)

    old, _ = cards(watch)
    assert old["description"] == f"This card showed the queue until {stamp(watch.clock, 120)}."
    assert is_closed(old)


# --- any walk of a queue -------------------------------------------------------------------------

TROUBLES: tuple[Trouble, ...] = ("", "", "", "before", "gone")
STEPS = st.tuples(
    st.sampled_from([0, 1, 5, 6, 13, 20, 21, 22, 90]),
    st.sampled_from([60.0, 60.0, 120.0, 1200.0, 3 * HOURS]),
    st.sampled_from(TROUBLES),
)


async def walk(watch: Watch, channel: int, steps: list[tuple[int, float, Trouble]]) -> None:
    """Hold in each state of each card that all it says of now is the same."""
    await listen(watch, channel)
    for maps, pause, trouble in steps:
        watch.postbox.uneditable = [trouble] if trouble else []
        await measure(watch, maps, every=pause)
        *older, newest = cards(watch, channel) or [None]
        for card in [*older, newest]:
            if card is not None and not is_closed(card):
                assert side_shown(card) == side_of(maps_shown(card) * 180)
                assert card["fields"][0]["name"] == "Waiting time"
    for one in await read_listeners(watch.store, "review-totd"):
        await unsubscribe(watch.store, one.id)


def test_no_card_ever_contradicts_itself(tmp_path: Path) -> None:
    clock, numbers = ManualClock(), count(10)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        nadeo = runner.run(stack.enter_async_context(NadeoServer(World(clock))))
        process = watching(nadeo, clock, Postbox(clock), tmp_path / "walk.db")
        watch = runner.run(stack.enter_async_context(process))

        @given(st.lists(STEPS, min_size=3, max_size=40))
        def any_walk(steps: list[tuple[int, float, Trouble]]) -> None:
            runner.run(walk(watch, next(numbers), steps))

        any_walk()
        runner.run(stack.aclose())


# --- the sandbox's own queues --------------------------------------------------------------------


def posts_in_the_sandbox(kind: ReviewType, hours: int) -> int:
    """Count what a channel is told while the generated world's queue drifts."""
    clock = ManualClock()
    queue, memory, posts = World(clock).queue, remembered_queue(""), 0
    for _ in range(hours * 60):
        sample = Sample(clock.timestamp(), queue[kind] * 180)
        outcome = heard("review-totd", kind, memory, sample, None)
        memory = outcome.memory
        posts += outcome.item is not None
        clock.move(60)
    return posts


def test_the_sandboxs_queues_speak_a_few_times_a_day() -> None:
    """A channel with both feeds had 98 posts in that time when they told of moves between bands."""
    found = {kind: posts_in_the_sandbox(kind, 68) for kind in REVIEW_TYPES}

    assert found == {"totd": 17, "weekly-shorts": 14}
