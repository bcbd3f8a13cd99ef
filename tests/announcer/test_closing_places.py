"""Where cards are closed, and for how long that is tried."""

import pytest
from support import ManualClock
from watch import CHANNEL, Watch

from bot.announcer.rows.servers import note_servers
from tests.announcer.passing import (
    ALWAYS,
    DAY,
    GUILD,
    START,
    CountingPostbox,
    board_requests,
    closings,
    passing,
    subscribed,
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


async def test_announcement_channels_are_left_alone(watch: Watch, postbox: CountingPostbox) -> None:
    """Followers have copies."""
    await subscribed(watch, editable=False)
    await subscribed(watch, channel=2)

    await passing(watch, DAY + 600)

    assert closings(postbox) == []
    assert len(closings(postbox, 2)) == 1
    assert {channel for _, channel, _ in postbox.edits} == {2}


async def test_a_channel_that_refuses_for_a_while_is_closed_once_it_does_not(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    postbox.uneditable = ["lost"] * 6

    await passing(watch, DAY + 2 * 3600)
    assert closings(postbox) == []
    await passing(watch, DAY + 9 * 3600)

    assert postbox.uneditable == []
    assert len(closings(postbox)) == 1


async def test_a_server_that_was_left_is_closed_when_it_is_back(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await subscribed(watch, channel=2, guild_id=8)
    await passing(watch, DAY - 60)
    await note_servers(watch.store, [8], watch.clock.timestamp())
    await passing(watch, DAY + 600)
    assert closings(postbox) == []

    await note_servers(watch.store, [GUILD, 8], watch.clock.timestamp())
    await watch.announcer.edits.flush()

    assert len(closings(postbox)) == len(closings(postbox, 2)) == 1


async def test_a_deleted_post_is_not_asked_for_again(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    postbox.uneditable = ["gone"]

    await passing(watch, DAY + 600)

    assert postbox.uneditable == []
    assert closings(postbox) == []


async def test_what_was_closed_long_ago_is_brought_to_nobody_any_more(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    postbox.uneditable = ["before"] * ALWAYS
    await passing(watch, DAY + 600)
    postbox.uneditable = []
    watch.clock.move(8 * DAY)

    await watch.announcer.edits.flush()

    assert postbox.edits == []


@pytest.mark.parametrize("is_archived", [False, True])
async def test_a_forum_post_is_closed_in_its_own_thread(
    watch: Watch, postbox: CountingPostbox, *, is_archived: bool
) -> None:
    """The message of a forum's post stands in the thread of the same id, archived after a day."""
    await subscribed(watch, is_live=False, is_forum=True)
    await passing(watch, 60)
    (post,) = await postbox.active_posts(GUILD, CHANNEL)
    postbox.channel(post.id).archived = is_archived

    await passing(watch, DAY + 60)

    assert len(closings(postbox, post.id)) == 1


async def test_a_thread_that_somebody_archived_is_left_alone(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, 60)
    postbox.channel(CHANNEL).archived = True

    await passing(watch, DAY + 60)

    assert postbox.edits == []
    assert postbox.channel(CHANNEL).archived


async def test_a_post_of_an_earlier_program_that_was_over_stays_as_it_is(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY - 60)
    watch.clock.move(3600)
    await watch.store.write("UPDATE announcements SET group_uid = ''", [()])

    await passing(watch, DAY + 7200)

    assert closings(postbox) == []


async def test_a_thousand_channels_are_closed_by_one_reading(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await passing(watch, 60)
    for channel in range(1, 1001):
        await subscribed(watch, channel=channel, guild_id=channel, is_live=False)
    await passing(watch, 2 * DAY - 60)
    posts = len(postbox.payloads)
    board_requests(watch)
    drawn = watch.announcer.edits._revisions.drawn.cache_info().misses

    await passing(watch, 2 * DAY + 60)

    assert posts == 1000
    assert len(board_requests(watch)) == 2
    assert watch.announcer.edits._revisions.drawn.cache_info().misses == drawn + 1
    assert sorted(channel for _, channel, _ in postbox.edits) == list(range(1, 1001))
