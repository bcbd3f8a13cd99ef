"""Two bots with one token and two shards each, every one with a file and servers of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import ManualClock, until

from bot.announcer.rows.subscriptions import read_subscriptions
from bot.frame.gateway import link
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.messages import Message
from bot.shards import Shards
from tests.frame.conftest import Connect, Wire

COUNT = 4
COMMANDS = r"/applications/\d+/commands"


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "LONGEST_LINK_PAUSE", 0.0)


@dataclass
class Place:
    """A channel for announcements in a server."""

    guild: Guild
    channel: Channel

    def posts(self, discord: DiscordServer) -> list[Message]:
        return [
            one
            for one in discord.state.messages.all_in(self.channel)
            if one.author is discord.state.bot and not one.ephemeral
        ]


@pytest.fixture
def places(discord_server: DiscordServer) -> list[Place]:
    """Give a server on each of four shards."""
    state = discord_server.state
    guilds = [state.add_guild(f"On {shard}", shard=(shard, COUNT)) for shard in range(COUNT)]
    return [Place(one, state.add_channel(one, "totd", ChannelType.TEXT)) for one in guilds]


@pytest.fixture
async def pair(connect: Connect, places: list[Place], tmp_path: Path) -> tuple[Wire, Wire]:
    """Give two bots, the first of which has shards 0 and 1."""
    del places
    first = await connect(shard_count=COUNT, shard_ids=(0, 1))
    second = await connect(shard_count=COUNT, shard_ids=(2, 3), database=tmp_path / "second.db")
    return first, second


async def type_in(place: Place, discord: DiscordServer, command: str, **options: object) -> Message:
    people = discord.people
    interaction = await people.slash(place.guild.owner, place.channel, command, options)
    return await interaction.answered()


async def follow(places: Sequence[Place], pair: tuple[Wire, Wire]) -> None:
    """Subscribe the daily track everywhere, and wait until both know what runs."""
    for place in places:
        add = {"feed": "totd", "channel": place.channel}
        answer = await type_in(place, pair[0].discord, "announce add", **add)
        assert "From now on" in answer.content
    for wire in pair:
        looked = "SELECT * FROM feeds WHERE looked_at IS NOT NULL"
        await until(lambda wire=wire, sql=looked: wire.bot.store.rows(sql))


async def pass_the_switch(clock: ManualClock, pair: tuple[Wire, Wire]) -> None:
    """Let the next track begin, and wait until both have found and sent it."""
    clock.set(datetime(2026, 8, 23, 16, 59, tzinfo=UTC))

    async def are_sent() -> bool:
        clock.move(5)
        sql = "SELECT state FROM deliveries"
        found = [row["state"] for wire in pair for row in await wire.bot.store.rows(sql)]
        return len(found) == COUNT and set(found) == {"sent"}

    await until(are_sent)


def answered(wire: Wire) -> int:
    return sum(
        count for (name, _), count in wire.bot.monitor.answers.counts.items() if name == "help"
    )


async def test_a_track_comes_once_into_each_channel(
    places: list[Place], pair: tuple[Wire, Wire], clock: ManualClock
) -> None:
    await follow(places, pair)
    for place, wire in zip(places, (pair[0], pair[0], pair[1], pair[1]), strict=True):
        kept = [len(await read_subscriptions(one.bot.store, place.guild.id)) for one in pair]
        assert kept == [one is wire for one in pair]

    await pass_the_switch(clock, pair)

    discord = pair[0].discord
    for place in places:
        (post,) = place.posts(discord)
        assert "23 August" in post.embeds[0]["author"]["name"]
    assert len(discord.requests.to("POST", r"/channels/\d+/messages")) == COUNT


async def test_each_command_is_answered_by_who_has_the_server(
    places: list[Place], pair: tuple[Wire, Wire]
) -> None:
    discord = pair[0].discord
    for place, counts in zip(places, [(1, 0), (2, 0), (2, 1), (2, 2)], strict=True):
        assert (await type_in(place, discord, "help")).embeds
        await until(lambda counts=counts: tuple(map(answered, pair)) == counts)

    # Direct messages come to shard 0.
    person = places[3].guild.owner
    interaction = await discord.people.slash(person, discord.state.direct_channel(person), "help")
    assert (await interaction.answered()).embeds
    await until(lambda: tuple(map(answered, pair)) == (3, 2))


async def test_one_tells_discord_of_the_commands_and_both_know_them(
    pair: tuple[Wire, Wire],
) -> None:
    first, second = pair

    assert len(first.discord.requests.to("PUT", COMMANDS)) == 1
    assert second.bot.command_ids == first.bot.command_ids != {}


async def test_each_tells_of_itself(places: list[Place], pair: tuple[Wire, Wire]) -> None:
    for wire, place in zip(pair, (places[0], places[2]), strict=True):
        # The stand-in has a server of its own, which is one of them's.
        default = wire.discord.state.default.guild.id
        servers = 2 + wire.bot.settings.shards.has(default)
        report = wire.bot.gateway_report()
        assert (report.shards, report.connected, report.servers) == (2, 2, servers)
        about = await type_in(place, wire.discord, "about")
        fields = {one["name"]: one["value"] for one in about.embeds[0]["fields"]}
        assert fields["Servers of this process"] == str(servers)


async def test_an_operator_reads_which_part_it_is(
    connect: Connect, places: list[Place], discord_server: DiscordServer
) -> None:
    place = places[0]
    operators = frozenset({place.guild.owner.id})
    wire = await connect(
        shard_count=COUNT, shard_ids=(0,), operators=operators, nadeo_requests_per_second=2.0
    )
    assert wire.bot.settings.shards == Shards(4, (0,))

    answer = await type_in(place, discord_server, "status")

    fields = {one["name"]: one["value"] for one in answer.embeds[0]["fields"]}
    assert fields["This process"].split("\n") == [
        "Runs shard 0 of 4",
        "Asks Nadeo 0.5 times a second",
    ]


async def test_a_server_of_the_other_that_is_gone_is_none_of_ours(
    places: list[Place], pair: tuple[Wire, Wire], clock: ManualClock
) -> None:
    await follow(places, pair)
    first, second = pair
    discord, gone = first.discord, places[3]

    discord.state.remove_guild(gone.guild)
    marks = "SELECT * FROM servers_left"
    await until(lambda: second.bot.store.rows(marks))
    clock.move(601)
    await first.bot.servers.noted()

    assert await first.bot.store.rows(marks) == []
    (mark,) = await second.bot.store.rows(marks)
    assert mark["guild_id"] == gone.guild.id
    for wire, place in ((first, places[0]), (second, places[2])):
        assert len(await read_subscriptions(wire.bot.store, place.guild.id)) == 1


async def test_sessions_that_both_begin_at_once_are_begun_again(
    connect: Connect, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """Discord lets one session begin at a time; two processes know nothing of each other."""
    discord_server.allow_starts(1, seconds_between=0.2)

    pair = (
        await connect(shard_count=2, shard_ids=(0,)),
        await connect(shard_count=2, shard_ids=(1,), database=tmp_path / "second.db"),
    )

    assert [wire.bot.gateway_report().connected for wire in pair] == [1, 1]
    assert discord_server.session_starts == 2
    assert discord_server.connections > 2


async def test_shards_of_different_rows_begin_at_once(
    connect: Connect, discord_server: DiscordServer
) -> None:
    discord_server.allow_starts(2, seconds_between=60.0)

    wire = await connect(shard_count=2)

    assert wire.bot.gateway_report().connected == 2
    assert (discord_server.session_starts, discord_server.connections) == (2, 2)
