"""Threads and forum posts are called as their card is, also after Nadeo named another map."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postbox import Postbox, Trouble
from support import ManualClock
from watch import CHANNEL, Watch, watching

from bot.announcer.channels import ChannelGone
from bot.announcer.rows.subscriptions import set_state
from bot.sandbox.nadeo.server import NadeoServer
from bot.text import plain
from tests.announcer.test_revisions import ALWAYS, ONE_MAP, replace_track, subscribed


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 8, 22, 15, tzinfo=UTC))


@pytest.fixture
async def watch(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path
) -> AsyncIterator[Watch]:
    async with watching(nadeo, clock, postbox, tmp_path / "renaming.db") as watch:
        yield watch


async def called(watch: Watch, uid: str) -> str:
    """Return how a thread about the running day with this map is called."""
    tracks = await watch.client.get_maps([uid])
    return f"Track of the Day · 22 August 2026 · {plain(tracks[uid].name)}"


async def running(watch: Watch) -> str:
    newest = watch.nadeo.world.days.newest(watch.clock.timestamp())
    assert newest is not None
    return newest.map_uid


async def renamings(watch: Watch) -> list[str]:
    sql = "SELECT state FROM sequels WHERE kind = 'renaming' ORDER BY delivery_id"
    return [row["state"] for row in await watch.store.rows(sql)]


async def test_a_thread_gets_the_name_of_the_map_that_took_the_place(watch: Watch) -> None:
    await subscribed(watch, makes_thread=True)
    await watch.until(3600)
    await watch.announcer.sequels.flush()
    old, new = await replace_track(watch, with_group=True)
    (message,) = watch.messages()
    assert watch.postbox.threads == {message.id: await called(watch, old)}

    await watch.until(3 * 3600)
    await watch.announcer.sequels.flush()

    assert watch.postbox.threads == {message.id: await called(watch, new)}
    assert await renamings(watch) == ["done"]


async def test_a_forums_post_gets_the_name_that_came_late(watch: Watch) -> None:
    """Quirk 18: a post that went out without its map is named after the day alone at first."""
    await subscribed(watch, is_forum=True)
    await watch.until(-10)
    script = watch.nadeo.failures.script(path=ONE_MAP, status=404, times=ALWAYS)
    await watch.until(3600)
    (post,) = watch.postbox.forums[CHANNEL].values()
    assert post.name == "Track of the Day · 22 August 2026"
    script.times = 0

    await watch.until(2 * 3600)
    await watch.announcer.sequels.flush()

    assert post.name == await called(watch, await running(watch))


@pytest.mark.parametrize("trouble", ["before", "after", "crash before", "crash after"])
async def test_failures_and_crashes_cost_a_new_name_nothing_but_time(
    watch: Watch, tmp_path: Path, trouble: Trouble
) -> None:
    await subscribed(watch, makes_thread=True)
    await watch.until(3600)
    await watch.announcer.sequels.flush()
    _, new = await replace_track(watch, with_group=True)
    await watch.until(3 * 3600)
    (thread,) = watch.postbox.threads
    watch.postbox.sequel_trouble[thread] = [trouble]
    await watch.announcer.sequels.flush()
    await watch.announcer.sequels.close()
    watch.postbox.died = False
    watch.clock.move(3600)

    file = tmp_path / "renaming.db"
    async with watching(watch.nadeo, watch.clock, watch.postbox, file) as following:
        await following.announcer.sequels.flush()

    assert list(watch.postbox.threads.values()) == [await called(watch, new)]
    assert await renamings(watch) == ["done"]


async def test_a_thread_that_is_not_open_yet_is_opened_with_the_new_name(watch: Watch) -> None:
    await subscribed(watch, makes_thread=True)
    await watch.until(3600)
    _, new = await replace_track(watch, with_group=True)
    await watch.until(3 * 3600)

    await watch.announcer.sequels.flush()
    await watch.announcer.sequels.flush()

    assert list(watch.postbox.threads.values()) == [await called(watch, new)]


async def test_nothing_is_renamed_without_a_thread(watch: Watch) -> None:
    await subscribed(watch)
    await watch.until(3600)
    await replace_track(watch, with_group=True)

    await watch.until(3 * 3600)

    assert await renamings(watch) == []


async def test_a_thread_that_somebody_deleted_is_let_go(watch: Watch) -> None:
    await subscribed(watch, makes_thread=True)
    await watch.until(3600)
    await watch.announcer.sequels.flush()
    await replace_track(watch, with_group=True)
    await watch.until(3 * 3600)
    (thread,) = watch.postbox.threads
    watch.postbox.sequel_trouble[thread] = [ChannelGone("Unknown Channel", 10003)]

    await watch.announcer.sequels.flush()

    assert await renamings(watch) == ["dropped"]


async def test_where_nobody_wants_posts_any_more_nothing_is_renamed(watch: Watch) -> None:
    await subscribed(watch, makes_thread=True)
    await watch.until(3600)
    await watch.announcer.sequels.flush()
    await replace_track(watch, with_group=True)
    await watch.until(3 * 3600)
    before = dict(watch.postbox.threads)
    await set_state(watch.store, 1, "paused", 0.0)

    await watch.announcer.sequels.flush()

    assert watch.postbox.threads == before
