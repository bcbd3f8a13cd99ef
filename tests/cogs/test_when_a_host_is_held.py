"""A host that wants to be left alone: what needs it says so, and everything else goes on."""

from datetime import UTC, datetime

import discord
import pytest

from bot.ladders.wording import NAMES_MISSING
from bot.nadeo.hosts import Host
from tests.conftest import Answer, Paddock

AN_HOUR = {"Retry-After": "3600"}
SWITCH = datetime(2026, 8, 23, 17, 0, 6, tzinfo=UTC)
ANYTHING: list[tuple[str, dict[str, object]]] = [
    ("totd", {"date": "2021-05-05"}),
    ("leaderboard", {}),
    ("campaign", {}),
    ("ranking", {}),
    ("review wait", {}),
]
LADDERS: dict[str, dict[str, object]] = {
    "leaderboard": {},
    "place": {"time": "50.000"},
    "ranking": {},
}
NO_APPLICATION = {"TRACKMANIA_CLIENT_ID": "", "TRACKMANIA_CLIENT_SECRET": ""}


def hold(paddock: Paddock, host: str, status: int = 503) -> None:
    paddock.nadeo.failures.script(host=host, status=status, headers=AN_HOUR, times=99)


async def all_of_them(paddock: Paddock) -> list[Answer]:
    return [await paddock.type(command, **options) for command, options in ANYTHING]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_held_names_host_costs_nothing_but_names(paddock: Paddock, status: int) -> None:
    hold(paddock, "oauth", status)

    answers = await all_of_them(paddock)

    assert all(answer.embeds and not answer.ephemeral for answer in answers)
    refused = [one for one in paddock.nadeo.requests if one.host == "oauth"]
    assert {one.status for one in refused} == {status}


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize("command", LADDERS)
async def test_ids_in_place_of_names_are_owned_up_to(
    paddock: Paddock, command: str, status: int
) -> None:
    paddock.nadeo.failures.script(host="oauth", status=status, times=99)

    without = await paddock.type(command, **LADDERS[command])
    paddock.nadeo.failures.clear()
    paddock.clock.move(120)
    named = await paddock.type(command, **LADDERS[command])

    assert without.text.endswith(f"\n{NAMES_MISSING}")
    assert str(NAMES_MISSING) not in named.text


@pytest.mark.parametrize("overrides", [NO_APPLICATION])
async def test_without_an_application_for_names_none_are_missed(paddock: Paddock) -> None:
    for command, options in LADDERS.items():
        assert str(NAMES_MISSING) not in (await paddock.type(command, **options)).text


async def test_a_held_host_for_logins_costs_nothing_while_the_token_lives(paddock: Paddock) -> None:
    await paddock.bot.nadeo.log_in()
    paddock.bot.nadeo.budget.hold(60, {Host.CORE})

    assert all(answer.embeds for answer in await all_of_them(paddock))


# One after the other, as at any pace that Nadeo bears: none is under way when the first is refused.
@pytest.mark.parametrize("overrides", [{"NADEO_REQUESTS_PER_SECOND": "1000"}])
async def test_with_nadeo_held_what_is_at_hand_is_shown_with_its_age(paddock: Paddock) -> None:
    known = [await paddock.type("totd"), await paddock.type("leaderboard")]
    then = int(paddock.clock.timestamp())
    paddock.clock.move(86400 + 60)
    hold(paddock, "live")
    paddock.nadeo.requests.clear()

    old = [await paddock.type("totd"), await paddock.type("leaderboard")]
    new = await paddock.type("totd", date="2021-05-05")

    for fresh, answer in zip(known, old, strict=True):
        assert answer.embed.title == fresh.embed.title
        assert f"this is from <t:{then}:R>" in str(answer.embed.description)
    assert new.ephemeral
    assert new.content.startswith("Nadeo")
    assert new.content.count("\n") == 0
    # Once and no more: it asked to be left alone.
    assert [one.status for one in paddock.nadeo.requests if one.host == "live"] == [503]


async def test_a_new_track_is_announced_while_names_are_held(paddock: Paddock) -> None:
    rights = discord.Permissions(manage_guild=True)
    role = paddock.guild.create_role("stewards", permissions=rights)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    await paddock.type("announce add", feed="totd", channel=paddock.channel)
    await paddock.env.settle()
    hold(paddock, "oauth")
    assert (await paddock.type("leaderboard")).embeds

    paddock.clock.set(SWITCH)
    posts = []
    for _ in range(100):
        await paddock.env.settle()
        posts = [one for one in paddock.channel.history() if one.interaction_metadata is None]
        if posts:
            break

    assert posts[0].embeds[0].author.name == "Track of the Day · 23 August"
