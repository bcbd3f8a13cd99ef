"""Whatever is offered is understood by its label as by its value: some clients send the label."""

import pytest
from discord import app_commands

from bot.announcer import announce_wording
from bot.announcer.cards import Feed
from tests.cogs.test_announce import RIGHTS
from tests.conftest import Paddock

ALL: list[tuple[str, str, int, dict[str, str]]] = [
    ("totd", "date", 25, {}),
    ("calendar", "month", 25, {}),
    ("royal", "month", 25, {}),
    ("campaign", "season", 25, {}),
    ("weekly shorts", "week", 25, {}),
    ("weekly grand", "week", 25, {}),
    ("ranking", "campaign", 3, {}),
    ("map", "query", 25, {}),
    ("leaderboard", "map", 3, {}),
    ("place", "map", 3, {"time": "45.678"}),
    ("club info", "club", 3, {}),
    ("club campaigns", "club", 2, {}),
    ("club rooms", "club", 1, {}),
    ("club campaign", "club", 2, {"campaign": "no such campaign"}),
    ("club campaign", "campaign", 2, {"club": "9"}),
    ("club campaign", "campaign", 1, {"club": "Pit Stop · 9"}),
    ("club leaderboard", "club", 2, {"map": "today"}),
    ("club leaderboard", "map", 3, {"club": "9"}),
    ("club record", "club", 2, {"map": "today"}),
    ("club record", "map", 3, {"club": "9"}),
    ("record", "map", 2, {}),
    ("record", "player", 3, {}),
    ("player", "name", 3, {}),
    ("compare", "with", 3, {}),
    ("compare", "campaign", 2, {"with": "Mikey_______"}),
    ("compare", "map", 2, {"with": "Mikey_______"}),
    ("server leaderboard", "map", 2, {}),
    ("server ranking", "campaign", 3, {}),
    ("server remove", "player", 3, {}),
    ("announce list", "subscription", 3, {}),
    ("announce pause", "subscription", 3, {}),
    ("announce resume", "subscription", 3, {}),
    ("announce edit", "subscription", 3, {"clear": "role"}),
    ("announce remove", "subscription", 3, {}),
]
"""Every option that offers something, how much of it is tried, and what else must be filled in.

Whole where nothing is asked of Nadeo for it; of the rest tests of the lookup try all.
"""

FEEDS: tuple[Feed, ...] = ("totd", "weekly-shorts", "review-totd")


@pytest.fixture
async def everybody(paddock: Paddock) -> Paddock:
    """A paddock whose member runs the bot and the server."""
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    paddock.let_operate(paddock.member.id)
    return paddock


@pytest.fixture
async def announcing(everybody: Paddock) -> Paddock:
    """A server where some things are announced."""
    await announce(everybody)
    return everybody


async def announce(paddock: Paddock) -> None:
    for feed in FEEDS:
        await paddock.type("announce add", feed=feed, channel=paddock.channel)


async def link(paddock: Paddock) -> None:
    await paddock.type("link", player="SandboxDriver")


async def answered(paddock: Paddock, command: str, **options: str) -> object:
    """Return all that a person sees; what a command took away is there again for the next."""
    answer = await paddock.type(command, **options)
    if command == "announce remove":
        await announce(paddock)
    if command == "server remove":
        await link(paddock)
    embeds = [embed.to_dict() for embed in answer.embeds]
    return answer.content, answer.ephemeral, embeds, answer.message.components


@pytest.mark.filled
@pytest.mark.parametrize(("command", "option", "most", "others"), ALL)
async def test_every_offered_label_is_understood_as_its_value(
    everybody: Paddock, command: str, option: str, most: int, others: dict[str, str]
) -> None:
    if option == "subscription":
        await announce(everybody)
    if command.startswith(("record", "player", "compare", "server")):
        await link(everybody)
    if option == "campaign":
        await everybody.type("club info", club="9")
    offered = await everybody.member.autocomplete(everybody.channel, command, option, "", **others)

    assert offered
    for choice in offered[:most]:
        wanted = await answered(everybody, command, **others, **{option: choice["value"]})
        told = await answered(everybody, command, **others, **{option: choice["name"]})
        assert told == wanted, choice


async def test_a_test_of_an_announcement_takes_a_label(announcing: Paddock) -> None:
    # A channel takes one post at a time, so that the same cannot be tried twice here.
    name, _ = (await announcing.suggest("announce test", "subscription", ""))[0]

    answer = await announcing.type("announce test", subscription=name)

    assert (answer.content, answer.ephemeral) == (
        announce_wording.tested(announcing.channel.mention),
        True,
    )


async def test_no_option_that_offers_anything_is_left_out(paddock: Paddock) -> None:
    offering = {
        (command.qualified_name, parameter.display_name)
        for command in paddock.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for parameter in command.parameters
        if parameter.autocomplete
    }

    tried = {(command, option) for command, option, _, _ in ALL}
    # Whose answers differ each time have tests of their own.
    assert offering == tried | {("announce test", "subscription"), ("random", "style")}


async def test_channels_of_one_name_are_told_apart(announcing: Paddock) -> None:
    for channel in (announcing.guild.create_text_channel("twin") for _ in range(2)):
        await announcing.type("announce add", feed="totd", channel=channel)

    offered = await announcing.suggest("announce list", "subscription", "twin")

    assert len({name for name, _ in offered}) == 2
    listed = [await announcing.type("announce list", subscription=name) for name, _ in offered]
    assert listed[0].text != listed[1].text


async def test_an_exact_feed_is_meant_and_a_blank_means_nothing(announcing: Paddock) -> None:
    exact = await announcing.type("announce pause", subscription="totd")
    assert exact.content.startswith("**Track of the Day → ")
    for feed in FEEDS[1:]:
        await announcing.type("announce remove", subscription=feed)

    blank = await announcing.type("announce remove", subscription="  ")

    assert (blank.content, blank.ephemeral) == (str(announce_wording.SUBSCRIPTION_EXPECTED), True)
    assert len(await announcing.suggest("announce list", "subscription", "")) == 1
