"""What one part changes while another one works on the same card."""

from datetime import timedelta

import pytest
from support import ManualClock
from watch import SWITCH, Watch

from bot.announcer.channels import MessageGone
from bot.announcer.live import OFTEN
from bot.announcer.rows.styles import read_map_posts, restyle
from bot.announcer.rows.subscriptions import read_subscribers, set_state
from tests.announcer.passing import (
    ALWAYS,
    BOARDS,
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
from tests.announcer.test_revisions import replace_track

HOUR = 3600.0
OTHER = 2


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


async def test_a_replaced_track_shows_no_numbers_of_the_old_one(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, 2 * OFTEN)
    assert "Record" in fields_of(embed_of(watch))
    _, new = await replace_track(watch, with_group=True)
    watch.nadeo.failures.script(path=BOARDS, status=503, times=ALWAYS)

    await passing(watch, 3 * HOUR)

    embed = embed_of(watch)
    assert new in embed["url"]
    assert "Record" not in fields_of(embed)
    assert "Players" not in fields_of(embed)


async def test_who_was_away_for_days_asks_how_it_ended(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, HOUR)
    watch.clock.move(3 * DAY)

    await watch.announcer.closing.flush()
    await watch.announcer.edits.flush()

    assert "Final top 5" in str(fields_of(embed_of(watch)))


async def test_what_is_posted_on_demand_shows_how_it_stands(watch: Watch) -> None:
    await subscribed(watch)
    await subscribed(watch, channel=OTHER)
    await watch.store.write("UPDATE subscriptions SET state = 'paused' WHERE id = 2", [()])
    await passing(watch, 2 * OFTEN)
    await set_state(watch.store, 2, "active", watch.clock.timestamp())
    _, two = await read_subscribers(watch.store, "totd")

    await watch.announcer.catching_up.post(two)
    await watch.announcer.dispatcher.flush()
    await watch.announcer.edits.flush()

    assert fields_of(embed_of(watch, OTHER)) == fields_of(embed_of(watch))
    assert "Record" in fields_of(embed_of(watch, OTHER))


async def test_what_is_posted_on_demand_right_before_its_end_is_closed(watch: Watch) -> None:
    watch.clock.set(SWITCH + timedelta(hours=20))
    await subscribed(watch)
    await passing(watch, 23.9 * HOUR)
    (one,) = await read_subscribers(watch.store, "totd")
    await watch.announcer.catching_up.post(one)
    await watch.announcer.dispatcher.flush()

    watch.clock.move(HOUR)
    await watch.announcer.closing.flush()
    await watch.announcer.edits.flush()

    assert is_closed(embed_of(watch))


async def test_a_replaced_track_names_its_new_map_in_the_title_too(watch: Watch) -> None:
    sql = "SELECT title FROM announcements WHERE message <> ''"
    await subscribed(watch)
    await passing(watch, HOUR)
    (before,) = await watch.store.rows(sql)
    await replace_track(watch, with_group=True)

    await passing(watch, 3 * HOUR)

    (after,) = await watch.store.rows(sql)
    assert after["title"] != before["title"]
    assert after["title"].startswith("Track of the Day · 22 August 2026 · ")


async def test_a_style_reaches_only_channels_whose_posts_are_edited(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch, editable=False)
    await subscribed(watch, channel=OTHER, is_live=False)
    await passing(watch, 60)
    (post,) = await read_map_posts(watch.store, watch.clock.timestamp())
    (embed,) = post.message["embeds"]

    await restyle(watch.store, [(post, {"embeds": [{**embed, "description": "Tech"}]})])
    await watch.announcer.edits.flush()

    assert [channel for _, channel, _ in postbox.edits] == [OTHER]


async def test_a_deleted_message_is_edited_once_and_nobody_asks_for_it(
    watch: Watch, postbox: CountingPostbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(watch)
    await passing(watch, 60)
    tried: list[int] = []

    async def gone(channel_id: int, *_: object) -> None:
        tried.append(channel_id)
        raise MessageGone("Unknown Message", 10008)

    monkeypatch.setattr(postbox, "edit", gone)
    await passing(watch, OFTEN + 60)
    board_requests(watch)

    await passing(watch, 6 * HOUR)

    assert len(tried) == 1
    assert board_requests(watch) == []


async def test_what_is_paused_is_not_kept_up_to_date_but_closed(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch)
    await passing(watch, 60)
    await set_state(watch.store, 1, "paused", watch.clock.timestamp())
    await subscribed(watch, channel=OTHER)
    board_requests(watch)

    await passing(watch, 6 * HOUR)

    assert postbox.edits == []
    assert board_requests(watch) == []
    await passing(watch, DAY + 60)
    assert is_closed(embed_of(watch))
