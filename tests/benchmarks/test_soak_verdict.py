"""What a soak takes for a fault: each kind is found, and what is well is left alone."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.announcer.cards import mark_of
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.drafts import AllowedMentions, Draft
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.messages import Pings
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage.store import Store
from tests.benchmarks.soaking.crowd import Deed
from tests.benchmarks.soaking.gauges import Sample
from tests.benchmarks.soaking.posts import Posts
from tests.benchmarks.soaking.verdict import (
    MOST_GROWTH,
    faults_at_rest,
    faults_of_memory,
    read_log,
)
from tests.benchmarks.soaking.weather import Trouble, Weather

AT_REST = Sample(
    0, 100, 80, 90, tasks=80, threads=5, descriptors=20, sockets=9, file=1, processor=1
)
HALF_AN_HOUR = range(0, 1800, 10)


def soaked(growth: float, noise: float = 0.0) -> list[Sample]:
    """Return samples whose memory fills for five minutes and then grows by percent an hour."""
    fate = Random(1)  # noqa: S311 # the same in every run
    samples: list[Sample] = []
    for at in HALF_AN_HOUR:
        filling = min(0, at - 300) * 0.1
        size = 100 * (1 + growth / 100 * at / 3600) + filling + fate.gauss(0, noise)
        samples.append(replace(AT_REST, at=at, resident=size, anonymous=size - 20))
    return samples


@pytest.mark.parametrize("noise", [0, 1])
def test_memory_that_fills_and_then_stays_is_flat(noise: float) -> None:
    assert list(faults_of_memory(soaked(0, noise))) == []


@pytest.mark.parametrize("noise", [0, 1])
def test_memory_that_goes_on_growing_is_not(noise: float) -> None:
    resident, own = faults_of_memory(soaked(2 * MOST_GROWTH, noise))

    assert resident.startswith("resident memory, MiB: grows by ")
    assert own.startswith("of it the process's own, MiB: grows by ")
    assert all(told.endswith("in the last third, more than 10 %") for told in (resident, own))


def test_memory_that_fills_for_too_long_is_not() -> None:
    still = soaked(0)
    filling = [replace(one, resident=one.resident + min(one.at, 1200) / 40) for one in still]

    (told,) = faults_of_memory(filling)

    assert told.endswith("after the fifth minute, more than 25 %")


def test_what_is_held_at_rest_at_the_end_is_left_behind() -> None:
    assert list(faults_at_rest(AT_REST, replace(AT_REST, tasks=83, descriptors=40))) == []

    after = replace(AT_REST, tasks=84, descriptors=41)
    assert list(faults_at_rest(AT_REST, after)) == [
        "tasks at rest: 80 at first, 84 at the end",
        "descriptors at rest: 20 at first, 41 at the end",
    ]


def line(level: str, message: str, **more: str) -> str:
    return json.dumps({"time": "now", "level": level, "logger": "x", "message": message, **more})


@pytest.mark.parametrize(
    "fault",
    [
        line("ERROR", "sampler failed: KeyError, again in 1 s"),
        line("WARNING", "odd", traceback="Traceback (most recent call last): ..."),
        line("INFO", "Unclosed client session"),
        line("INFO", "Task was destroyed but it is pending!"),
        "app.py:3: ResourceWarning: unclosed file",
    ],
)
def test_a_line_that_should_not_be_is_a_fault(fault: str) -> None:
    well = (
        line("INFO", "ready"),
        line("WARNING", "/club info failed: 404"),
        line("ERROR", "nothing new of totd for over an hour: 503"),
    )

    assert read_log(well).faults == []
    assert len(read_log([*well, fault]).faults) == 1


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    async with Store.opened(tmp_path / "pitwall.db"):
        return tmp_path / "pitwall.db"


async def test_a_post_that_stands_twice_is_found(discord: DiscordServer, database: Path) -> None:
    state, posts = discord.state, Posts(discord.state)
    posting = Posting(state.default.totd, state.bot, Pings())
    draft = Draft(content="new", allowed=AllowedMentions(), nonce="abc", enforce_nonce=True)
    for _ in range(2):
        state.messages.post(posting, draft)
    assert (posts.count, list(posts.faults(database))) == (1, [])

    state.messages._nonces.clear()
    state.messages.post(posting, draft)

    assert list(posts.faults(database)) == ["posted 2 times: nonce abc"]


async def test_forum_posts_that_stand_twice_or_nowhere_are_found(
    discord: DiscordServer, database: Path
) -> None:
    state, posts = discord.state, Posts(discord.state)
    forum = state.default.forum
    embed = {"url": f"https://example.org/#{mark_of('totd', 'a-map')}"}
    for number in (1, 2):
        post = state.add_thread(forum, "TOTD", state.bot, number)
        draft = Draft(content="", embeds=[embed], allowed=AllowedMentions())
        state.messages.post(Posting(post, state.bot, Pings(), message_id=post.id), draft)
    with closing(sqlite3.connect(database)) as file, file:
        file.execute(
            "INSERT INTO subscriptions (id, guild_id, channel_id, feed, editable, since) "
            "VALUES (1, 1, ?, 'totd', 1, 0)",
            (forum.id,),
        )
        file.execute(
            "INSERT INTO announcements (id, feed, key, starts, message, noted_at) "
            "VALUES (1, 'totd', 'a-map', 0, '{}', 0), (2, 'totd', 'b-map', 0, '{}', 0)"
        )
        file.execute(
            "INSERT INTO deliveries (announcement_id, subscription_id, state, message_id) "
            "VALUES (1, 1, 'sent', 1), (2, 1, 'sent', 3)"
        )

    assert list(posts.faults(database)) == [
        f"posted 2 times: totd a-map in channel {forum.id}",
        f"believed to be sent, and was not: totd b-map in channel {forum.id}",
    ]
    assert posts.states(database) == {"sent": 2}


@pytest.fixture
async def weather(discord: DiscordServer, nadeo: NadeoServer) -> Weather:
    guest = discord.state.default.guild
    fate = Random(1)  # noqa: S311 # the same in every run
    return Weather(nadeo, ExchangeServer(nadeo.world), discord, guest, fate)


@pytest.mark.parametrize(
    ("trouble", "promised", "excuse"),
    [
        (Trouble("gateway cut", 10, 12), False, "gateway cut"),
        (Trouble("gateway cut", 10, 12), True, ""),
        (Trouble("gateway cut", 0, 4), False, ""),
        (Trouble("gateway cut", 24, 26), False, ""),
        (Trouble("Nadeo down", 10, 20), False, ""),
        (Trouble("Discord later answers", 10, 20), True, ""),
        (Trouble("channel deleted", 10), True, "channel deleted"),
    ],
)
async def test_only_what_can_keep_an_answer_away_excuses_it(
    weather: Weather, trouble: Trouble, promised: bool, excuse: str
) -> None:
    weather.troubles.append(trouble)

    assert weather.excuse(Deed("totd", "nothing came", promised, 10, 13)) == excuse
