"""Discord's channels over real sockets: what every answer means for a delivery."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import discord
import pytest

from bot.announcer import requests
from bot.announcer.announce_wording import REFUSALS
from bot.announcer.cards import Item, Subscription
from bot.announcer.channels import (
    CLOSED_THREAD,
    FORUM_TROUBLES,
    GONE,
    ChannelGone,
    ChannelLost,
    DiscordChannels,
    HeldBack,
    MessageGone,
    PostError,
    Rejected,
    Unreachable,
)
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.pace import Pace
from bot.announcer.rows.subscriptions import read_subscriptions, subscribe
from bot.clock import SystemClock
from bot.face.discord_codes import MISSING_RIGHTS_CODES
from bot.frame.app import discord_at
from bot.maps.releases import Target
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel
from bot.storage.store import Store

CARD = {"embeds": [{"title": "one", "footer": {"text": "uid · #mark"}}], "nonce": "n1"}
POST = r"/channels/\d+/messages"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
def channel(server: DiscordServer) -> Channel:
    guild = server.state.add_guild("A server")
    return server.state.add_channel(guild, "totd")


@pytest.fixture
async def channels(server: DiscordServer) -> AsyncIterator[DiscordChannels]:
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client:
            await client.login("sandbox.token")
            yield DiscordChannels(client)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(requests, "POST_PATIENCE", 0.2)
    return requests.POST_PATIENCE


async def test_a_post_is_found_again_by_its_mark_and_its_nonce(
    channels: DiscordChannels, server: DiscordServer
) -> None:
    channel = server.state.default.general
    server.people.say(server.state.default.member, channel, "hello")
    message_id = await channels.post(channel.id, CARD)

    page = await channels.own_messages(channel.id, None)

    (found,) = page.messages
    assert (found.id, page.before) == (message_id, None)
    assert "#mark" in found.text
    assert abs(found.posted_at - time.time()) < 60


async def test_a_long_history_comes_in_pieces(channels: DiscordChannels, channel: Channel) -> None:
    for number in range(101):
        await channels.post(channel.id, {**CARD, "nonce": f"n{number}"})

    page = await channels.own_messages(channel.id, None)
    rest = await channels.own_messages(channel.id, page.before)

    assert (len(page.messages), len(rest.messages)) == (100, 1)
    assert rest.before is None


async def test_a_post_can_be_changed_until_it_is_gone(
    channels: DiscordChannels, channel: Channel, server: DiscordServer
) -> None:
    message_id = await channels.post(channel.id, CARD)
    await channels.edit(channel.id, message_id, {"embeds": [{"title": "two"}]})
    (message,) = server.state.messages.all_in(channel)
    assert message.embeds[0]["title"] == "two"

    server.state.messages.delete(message)

    with pytest.raises(MessageGone):
        await channels.edit(channel.id, message_id, {"embeds": [{"title": "three"}]})


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, 50001, ChannelLost),
        (403, 50013, ChannelLost),
        (400, 50001, ChannelLost),
        (400, 50013, ChannelLost),
        (401, 50013, ChannelLost),
        (503, 50013, ChannelLost),
        (404, 10003, ChannelGone),
        (404, 10008, MessageGone),
        (400, 50083, ChannelLost),
        (400, 160005, ChannelLost),
        (400, 50035, Rejected),
        (403, 0, ChannelLost),
        (401, 0, HeldBack),
        (403, 40333, Unreachable),
        (403, 20028, Unreachable),
    ],
)
async def test_what_a_refusal_means(
    channels: DiscordChannels,
    channel: Channel,
    server: DiscordServer,
    status: int,
    code: int,
    kind: type[PostError],
) -> None:
    body = {"message": "No", "code": code}
    for method, path in (("POST", POST), ("GET", POST)):
        server.failures.script(method, path, status=status, body=body)

    with pytest.raises(kind) as posting:
        await channels.post(channel.id, CARD)
    with pytest.raises(kind) as looking:
        await channels.own_messages(channel.id, None)
    assert posting.type is looking.type is kind
    has_code = issubclass(kind, ChannelLost)
    assert not has_code or posting.value.code == looking.value.code == code


@pytest.mark.parametrize("code", [10**30, -1, "50013", True])
async def test_a_code_that_is_none_is_not_kept(
    channels: DiscordChannels, channel: Channel, server: DiscordServer, code: object
) -> None:
    server.failures.script("POST", POST, status=403, body={"message": "No", "code": code})

    with pytest.raises(ChannelLost) as refused:
        await channels.post(channel.id, CARD)

    assert refused.value.code == 0


def test_every_code_that_means_a_lost_channel_has_words_for_people() -> None:
    finals = {code for code, kind in GONE.items() if kind is ChannelGone}
    assert set(REFUSALS) == MISSING_RIGHTS_CODES | CLOSED_THREAD | FORUM_TROUBLES | finals


@pytest.mark.parametrize("status", [403, 404])
async def test_a_page_from_discords_edge_says_nothing_of_the_channel(
    channels: DiscordChannels, channel: Channel, server: DiscordServer, status: int
) -> None:
    server.failures.script("POST", POST, status=status, body=b"<html>no</html>")

    with pytest.raises(Unreachable):
        await channels.post(channel.id, CARD)


UNREADABLE_REFUSALS = [
    {"message": None, "code": 50013},
    {"message": 7, "code": 50013},
    {"message": "No", "code": 50035, "errors": [1]},
    {"message": "No", "code": [50013]},
    {"message": ["No"], "code": 0},
]


@pytest.mark.parametrize("body", UNREADABLE_REFUSALS, ids=str)
@pytest.mark.parametrize("status", [400, 403, 503])
async def test_a_refusal_that_cannot_be_read_is_a_failure_like_others(
    channels: DiscordChannels, channel: Channel, server: DiscordServer, status: int, body: object
) -> None:
    for method in ("POST", "PATCH", "GET"):
        server.failures.script(method, POST, status=status, body=body)

    with pytest.raises(PostError):
        await channels.post(channel.id, CARD)
    with pytest.raises(PostError):
        await channels.edit(channel.id, 1, CARD)
    with pytest.raises(PostError):
        await channels.own_messages(channel.id, None)


@pytest.mark.parametrize("body", [[1], {}, {"id": None}, {"id": "x"}], ids=str)
async def test_an_answer_that_cannot_be_read_leaves_doubt(
    channels: DiscordChannels, channel: Channel, server: DiscordServer, body: object
) -> None:
    for method in ("POST", "GET"):
        server.failures.script(method, POST, status=200, body=body)

    with pytest.raises(Unreachable):
        await channels.post(channel.id, CARD)
    with suppress(Unreachable):
        assert (await channels.own_messages(channel.id, None)).messages == []


async def test_a_cut_connection_leaves_doubt(
    channels: DiscordChannels, channel: Channel, server: DiscordServer
) -> None:
    server.failures.script("POST", POST, cut=True, after_accept=True, times=9)

    with pytest.raises(Unreachable):
        await channels.post(channel.id, CARD)

    assert len(server.state.messages.all_in(channel)) == 1


async def sending(
    store: Store, channels: DiscordChannels, places: list[Channel], late: float = 0.0
) -> Dispatcher:
    """Owe one item to channels, and give the dispatcher that sends it."""
    now = time.time()
    for place in places:
        await subscribe(store, Subscription(0, 1, place.id, "totd", since=now - 10))
    outbox = Outbox(store)
    await outbox.record("totd", [], Decision((), now), now)
    item = Item("totd", "one", now - late, now + 3600, Target("uid"))
    message = {"embeds": [{"title": "one", "footer": {"text": item.mark}}]}
    await outbox.record("totd", [Owed(item, message)], Decision((), now), now)
    return Dispatcher(outbox, channels, SystemClock(), Pace())


@pytest.mark.usefixtures("impatient")
async def test_when_discord_wants_all_to_wait_all_wait(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    """A request cut off in such a pause would hold up every other for ever."""
    guild = server.state.add_guild("Another server")
    places = [channel, server.state.add_channel(guild, "totd")]
    body = {"message": "You are being rate limited.", "retry_after": 0.6, "global": True}
    headers = {"Via": "1.1 google", "Retry-After": "1", "X-RateLimit-Global": "true"}
    server.failures.script("POST", POST, status=429, body=body, headers=headers)

    async with Store.opened(tmp_path / "global.db") as store:
        dispatcher = await sending(store, channels, places)
        await asyncio.wait_for(dispatcher.flush(), 10)

    assert [len(server.state.messages.all_in(place)) for place in places] == [1, 1]


@pytest.mark.usefixtures("impatient")
async def test_a_request_that_hangs_is_given_up(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    server.failures.delay = 5.0

    async with Store.opened(tmp_path / "hang.db") as store:
        dispatcher = await sending(store, channels, [channel])
        await asyncio.wait_for(dispatcher.flush(), 3)
        (row,) = await store.rows("SELECT state, attempts FROM deliveries")

    assert tuple(row) == ("claimed", 1)


async def test_after_a_refusal_of_everything_nothing_is_sent_for_a_while(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    server.failures.script("POST", POST, status=401, body={"message": "401", "code": 0})

    async with Store.opened(tmp_path / "held.db") as store:
        dispatcher = await sending(store, channels, [channel])
        await dispatcher.flush()
        wait = dispatcher._pace._next_slot - asyncio.get_running_loop().time()

    assert requests.HOLD - 2 < wait <= requests.HOLD


async def test_a_message_that_discord_rejects_is_dropped_with_the_reason(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    body = {"message": "Invalid Form Body", "code": 50035}
    server.failures.script("POST", POST, status=400, body=body)

    async with Store.opened(tmp_path / "rejected.db") as store:
        dispatcher = await sending(store, channels, [channel])
        await dispatcher.flush()
        (row,) = await store.rows("SELECT state, reason FROM deliveries")
        (subscription,) = await read_subscriptions(store, 1)

    assert row["state"] == "dropped"
    assert "50035" in row["reason"]
    assert subscription.state == "active"


async def test_what_comes_late_lets_phones_be_quiet(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    async with Store.opened(tmp_path / "late.db") as store:
        dispatcher = await sending(store, channels, [channel], late=7200.0)
        await dispatcher.flush()

    (message,) = server.state.messages.all_in(channel)
    assert message.flags & discord.MessageFlags(suppress_notifications=True).value
    assert server.requests.to("POST", POST)[-1].body["flags"] == 4096


async def test_a_nonce_whose_message_was_deleted_counts_as_posted(
    channels: DiscordChannels, server: DiscordServer, channel: Channel, tmp_path: Path
) -> None:
    server.failures.script("POST", POST, status=404, body={"message": "Gone", "code": 10008})

    async with Store.opened(tmp_path / "gone.db") as store:
        dispatcher = await sending(store, channels, [channel])
        await dispatcher.flush()
        (row,) = await store.rows("SELECT state, message_id FROM deliveries")

    assert tuple(row) == ("sent", None)
