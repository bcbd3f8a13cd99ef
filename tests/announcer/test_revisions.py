"""What was posted is changed where Nadeo tells more or another map; it is never posted twice."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from postbox import Postbox, Trouble
from support import ManualClock
from watch import CHANNEL, SWITCH, Watch, watching
from yarl import URL

from bot.announcer.cards import Feed, Subscription
from bot.announcer.rows.servers import note_servers
from bot.announcer.rows.subscriptions import subscribe
from bot.announcer.upkeep import WHOLE_CARD_WANTED_FOR
from bot.nadeo.client import _MONTHS
from bot.sandbox.nadeo.failures import Script
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind

GUILD, ROLE = 7, 5
ALWAYS = 10_000
ONE_MAP = "/api/token/map/(?!get-multiple)"
SEVERAL_MAPS = "/api/token/map/get-multiple"
SUNDAY = datetime(2026, 8, 23, 16, tzinfo=UTC)  # 18:00 in Paris
SATURDAY = datetime(2026, 8, 22, 15, 30, tzinfo=UTC)  # 17:30 in Paris
LISTS: dict[Feed, tuple[str, datetime, Kind]] = {
    "weekly-shorts": ("api/campaign/weekly-shorts", SUNDAY, Kind.SHORT),
    "weekly-grand": ("api/campaign/weekly-grands", SUNDAY, Kind.GRAND),
    "cup-of-the-week": ("api/campaign/cup-of-the-week", SATURDAY, Kind.CUP),
}
ONE_MAP_FEEDS = ("weekly-grand", "cup-of-the-week")
"""A season begins as the weekly ones do; it is but too far away for a test."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 8, 22, 15, tzinfo=UTC))


@pytest.fixture
async def watch(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path
) -> AsyncIterator[Watch]:
    async with watching(nadeo, clock, postbox, tmp_path / "revisions.db") as watch:
        yield watch


async def subscribed(
    watch: Watch, feed: Feed = "totd", channel: int = CHANNEL, **more: Any
) -> None:
    now = watch.clock.timestamp()
    wanted = Subscription(0, GUILD, channel, feed, role_id=ROLE, since=now, **more)
    await subscribe(watch.store, wanted)


async def replace_in(watch: Watch, path: str, params: dict[str, object], **names: str) -> Script:
    """Let a list name other maps or groups from now on."""
    answer = json.dumps(await watch.client.get(path, params))
    for old, new in names.items():
        assert old in answer
        answer = answer.replace(old, new)
    return watch.nadeo.failures.script(path=path, body=json.loads(answer), times=ALWAYS)


async def replace_track(watch: Watch, *, with_group: bool) -> tuple[str, str]:
    """Put the map of another day in place of the running one; return both uids."""
    days = watch.nadeo.world.days
    now = watch.clock.timestamp()
    running = days.newest(now)
    assert running is not None
    other = days.get(running.number - 40, now)
    names = {running.map_uid: other.map_uid}
    if with_group:
        names[running.group] = "another-group"
    await replace_in(watch, _MONTHS, {"length": 2, "offset": 0}, **names)
    return running.map_uid, other.map_uid


# --- maps that Nadeo does not tell of yet ---------------------------------------------------------


async def test_a_track_whose_map_is_unknown_all_day_is_posted_and_completed(watch: Watch) -> None:
    """Quirk 18: the list may know more than the rest of Nadeo, for as long as it likes."""
    await subscribed(watch)
    await watch.until(-10)
    script = watch.nadeo.failures.script(path=ONE_MAP, status=404, times=ALWAYS)

    await watch.until(9 * 3600)

    (posted,) = watch.posted()
    assert WHOLE_CARD_WANTED_FOR <= posted <= WHOLE_CARD_WANTED_FOR + 90
    uid = watch.nadeo.world.days.newest(watch.clock.timestamp()).map_uid
    (message,) = watch.messages()
    (embed,) = message.embeds
    assert embed["author"]["name"] == "Track of the Day · 22 August"
    assert embed["footer"]["text"] == "no. 2,244"
    assert "Nadeo tells nothing more of this map yet" in embed["description"]
    assert f"Ends <t:{int(SWITCH.timestamp()) + 86400}:R>" in embed["description"]
    assert uid in embed["url"]
    assert message.content == f"<@&{ROLE}>"
    script.times = 0

    await watch.until(9 * 3600 + 700)

    assert len(watch.posted()) == 1
    assert "Nadeo tells nothing more" not in watch.card()
    assert "Author" in watch.card()
    assert watch.messages()[0].embeds[0]["footer"] == embed["footer"]


async def test_what_is_incomplete_is_completed_by_the_next_process_too(
    watch: Watch, tmp_path: Path
) -> None:
    await subscribed(watch)
    await watch.until(-10)
    script = watch.nadeo.failures.script(path=ONE_MAP, status=404, times=ALWAYS)
    await watch.until(600)
    script.times = 0

    async with watching(
        watch.nadeo, watch.clock, watch.postbox, tmp_path / "revisions.db"
    ) as following:
        await following.until(603)

    assert len(watch.posted()) == 1
    assert "Author" in watch.card()


async def test_a_map_that_comes_within_minutes_is_posted_whole(watch: Watch) -> None:
    await subscribed(watch)
    await watch.until(-10)
    script = watch.nadeo.failures.script(path=ONE_MAP, status=500, times=ALWAYS)
    await watch.until(200)
    assert watch.posted() == []
    script.times = 0

    await watch.until(WHOLE_CARD_WANTED_FOR)

    assert len(watch.posted()) == 1
    assert "Author" in watch.card()


@pytest.mark.parametrize("feed", ONE_MAP_FEEDS)
async def test_campaigns_of_one_map_do_not_wait_for_it_either(watch: Watch, feed: Feed) -> None:
    _, switch, _ = LISTS[feed]
    await subscribed(watch, feed)
    await watch.until(-10, feed, switch)
    script = watch.nadeo.failures.script(path=ONE_MAP, status=404, times=ALWAYS)
    await watch.until(3600, feed, switch)
    assert "Nadeo tells nothing more of this map yet" in watch.card()
    script.times = 0

    await watch.until(4000, feed, switch)

    assert "Nadeo tells nothing more" not in watch.card()


async def test_a_week_without_names_gets_them_by_an_edit(watch: Watch) -> None:
    await subscribed(watch, "weekly-shorts")
    await watch.until(-10, "weekly-shorts", SUNDAY)
    script = watch.nadeo.failures.script(path=SEVERAL_MAPS, status=503, times=ALWAYS)
    await watch.until(10, "weekly-shorts", SUNDAY)
    (message,) = watch.messages()
    assert "Ends <t:" in message.embeds[0]["description"]
    assert message.embeds[0]["fields"][0]["value"] == "5"
    script.times = 0

    await watch.until(100, "weekly-shorts", SUNDAY)

    assert watch.card().count("`") == 10
    assert len(watch.messages()) == 1


async def test_maps_that_an_answer_left_out_are_named_by_an_edit(watch: Watch) -> None:
    """Unknown maps are missing without a word, and an answer would be kept for a day."""
    await subscribed(watch, "weekly-shorts")
    await watch.until(-10, "weekly-shorts", SUNDAY)
    watch.nadeo.failures.script(path=SEVERAL_MAPS, body={"mapList": [], "itemCount": 0}, times=1)

    await watch.until(100, "weekly-shorts", SUNDAY)

    assert watch.card().count("`") == 10
    assert len(watch.messages()) == 1


# --- maps that Nadeo replaces ---------------------------------------------------------------------


@pytest.mark.parametrize("with_group", [False, True])
async def test_a_replaced_track_changes_its_card_and_is_no_second_post(
    watch: Watch, *, with_group: bool
) -> None:
    await subscribed(watch)
    await watch.until(3600)
    (before,) = watch.messages()
    mark = URL(before.embeds[0]["url"]).query["pitwall"]
    old, new = await replace_track(watch, with_group=with_group)

    await watch.until(3 * 3600)

    (message,) = watch.messages()
    assert "Nadeo replaced the map" in message.embeds[0]["description"]
    assert new in watch.card()
    assert old not in watch.card()
    assert new in message.embeds[0]["url"]
    assert URL(message.embeds[0]["url"]).query["pitwall"] == mark
    assert message.content == f"<@&{ROLE}>"


async def test_a_replaced_track_that_begins_anew_is_no_second_post(watch: Watch) -> None:
    """The day stands for its track, whenever Nadeo says that it began."""
    await subscribed(watch)
    await watch.until(3600)
    days = watch.nadeo.world.days
    running = days.newest(watch.clock.timestamp())
    other = days.get(running.number - 40, watch.clock.timestamp())
    names = {
        running.map_uid: other.map_uid,
        running.group: "another-group",
        f'"startTimestamp": {running.start}': f'"startTimestamp": {running.start + 3600}',
    }
    await replace_in(watch, _MONTHS, {"length": 2, "offset": 0}, **names)

    await watch.until(3 * 3600)

    assert len(watch.messages()) == 1
    assert other.map_uid in watch.card()


@pytest.mark.parametrize("feed", LISTS)
@pytest.mark.parametrize("with_group", [False, True])
async def test_replaced_maps_of_the_week_change_their_card(
    watch: Watch, feed: Feed, *, with_group: bool
) -> None:
    path, switch, kind = LISTS[feed]
    await subscribed(watch, feed)
    await watch.until(3600, feed, switch)
    series = watch.nadeo.world.series[kind]
    running = series.newest(watch.clock.timestamp())
    other = series.get(running.number - 5)
    names = {running.maps[0]: other.maps[0]}
    if with_group:
        names[running.group] = "another-group"
    await replace_in(watch, path, {"length": 2, "offset": 0}, **names)

    await watch.until(3 * 3600, feed, switch)

    assert len(watch.messages()) == 1
    assert "Nadeo replaced" in watch.card()


async def test_a_list_that_lacks_a_map_for_once_replaces_nothing(watch: Watch) -> None:
    path, switch, kind = LISTS["weekly-shorts"]
    await subscribed(watch, "weekly-shorts")
    await watch.until(3600, "weekly-shorts", switch)
    before = watch.card()
    answer = await watch.client.get(path, {"length": 2, "offset": 0})
    answer["campaignList"][0]["playlist"].pop()
    script = watch.nadeo.failures.script(path=path, body=answer, times=ALWAYS)
    await watch.until(3 * 3600, "weekly-shorts", switch)
    script.times = 0

    await watch.until(5 * 3600, "weekly-shorts", switch)

    assert kind is Kind.SHORT
    assert watch.card() == before


async def test_an_edit_that_discord_refuses_is_made_later(watch: Watch) -> None:
    await subscribed(watch)
    await watch.until(3600)
    _, new = await replace_track(watch, with_group=False)
    watch.postbox.uneditable = ["before", "lost"]
    await watch.until(2 * 3600 + 60)
    assert new not in watch.card()

    for _ in range(2):
        watch.clock.move(60)
        await watch.announcer.edits.flush()

    assert new in watch.card()


@pytest.mark.parametrize("trouble", ["lost", "gone"])
async def test_a_server_that_was_left_gets_its_edits_when_it_is_back(
    watch: Watch, trouble: Trouble
) -> None:
    await subscribed(watch)
    await watch.until(3600)
    _, new = await replace_track(watch, with_group=False)
    await note_servers(watch.store, [], watch.clock.timestamp())
    watch.postbox.uneditable = [trouble]
    await watch.until(2 * 3600 + 60)
    assert watch.postbox.uneditable == [trouble]

    watch.postbox.uneditable = []
    await note_servers(watch.store, [GUILD], watch.clock.timestamp())
    await watch.announcer.edits.flush()

    assert new in watch.card()


async def test_what_is_posted_late_shows_the_newest_card(watch: Watch) -> None:
    """A crash right after a post: it is found by its mark, though its card has changed since."""
    await subscribed(watch)
    await watch.until(-10)
    watch.postbox.trouble[CHANNEL] = ["before"] * 400 + ["after"]
    await watch.until(60)
    assert watch.messages() == []
    _, new = await replace_track(watch, with_group=True)

    await watch.until(4 * 3600)
    for _ in range(450):
        await watch.announcer.dispatcher.flush()
        watch.clock.move(7)
    await watch.announcer.edits.flush()

    assert len(watch.messages()) == 1
    assert new in watch.card()


async def test_a_card_of_an_earlier_program_is_taken_as_it_is(watch: Watch) -> None:
    await subscribed(watch)
    await watch.until(3600)
    before = watch.card()
    await watch.store.write("UPDATE announcements SET map_uids = '', slot = ''", [()])

    await watch.until(3 * 3600)
    assert watch.card() == before
    _, new = await replace_track(watch, with_group=True)
    await watch.until(5 * 3600)

    assert len(watch.messages()) == 1
    assert new in watch.card()
