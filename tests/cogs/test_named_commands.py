"""Commands that answers name: mentions that can be tapped, and nothing else becomes one."""

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.announcer.announce_wording import NOTHING_SUBSCRIBED
from bot.frame.mentions import tappable, with_mentions
from bot.maps.wording import NEVER_A_TRACK
from bot.text import code_span, escape, shown
from tests.cogs.operators import ask
from tests.cogs.stewards import add
from tests.conftest import Paddock


@pytest.mark.filled
async def test_a_refusal_names_a_command_to_tap(paddock: Paddock) -> None:
    uid = next(iter((await paddock.type("campaign")).menus[0].values()))

    refused = await paddock.type("totd", date=uid)

    assert refused.content == str(NEVER_A_TRACK).replace("`/map`", paddock.tap("map"))
    assert refused.ephemeral


async def test_options_stand_behind_the_command_to_tap(paddock: Paddock) -> None:
    asked = await paddock.type("totd", date="2026-08")

    assert f"{paddock.tap('calendar')} `month:2026-08`." in asked.content
    assert "`2026-08-15`" in asked.content


@pytest.mark.usefixtures("late")
async def test_late_answers_name_them_too(stewards: Paddock) -> None:
    added = await add(stewards)
    assert stewards.tap("announce test") in added.content
    again = await add(stewards, role=stewards.guild.create_role("fans", mentionable=True))
    assert stewards.tap("announce test") in again.content


async def test_cards_name_commands_to_tap(stewards: Paddock) -> None:
    answer = await stewards.type("announce list")

    expected = str(NOTHING_SUBSCRIBED).replace(
        "`/announce set-up`", stewards.tap("announce set-up")
    )
    assert answer.text == expected


async def test_before_discord_tells_of_them_they_are_code(stewards: Paddock) -> None:
    stewards.bot.command_ids = {}

    assert (await stewards.type("announce list")).text == str(NOTHING_SUBSCRIBED)


async def test_an_answer_to_an_operator_stays_to_the_letter(cab: Paddock) -> None:
    body = {"a": "/totd", "b": "`/totd`"}
    cab.nadeo.failures.script(path="/api/token/club/9", body=body)

    answer = await ask(cab, "GET", "api/token/club/9")

    assert '"a": "/totd"' in answer.text
    assert "</totd" not in answer.text


async def test_a_club_called_like_a_command_is_none(paddock: Paddock) -> None:
    club = {"id": 9, "name": "`/totd`", "tag": "`/map`", "description": "x `/help` `/about`"}
    paddock.nadeo.failures.script(path="club/9$", body=club)

    answer = await paddock.type("club info", club="9")

    assert answer.embed.title == "\\`/totd\\`"
    assert "</" not in str(answer.embed.to_dict())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See `/totd`.", "See {totd}."),
        ("`/club info` or `/club`", "{club info} or `/club`"),
        ("`/announce list` `/next`", "{announce list} {next}"),
        ("`/nothing` `/totd now` `/club nothing` `/club info more`", None),
        ("`/totd date:last monday`", "{totd} `date:last monday`"),
        ("`/club info club:9`", "{club info} `club:9`"),
        ("/totd `totd` `x /totd` `/totd ` ` /totd` `/TOTD`", None),
        # What stands between two pieces of code is none.
        ("`1`/totd`2`", None),
        ("`1` `/totd` `2`", "`1` {totd} `2`"),
        ("\\`/totd` x `y`", None),
        ("\\`/totd\\`", None),
        ("```\n`/totd`\n```", None),
        ("``/totd`` ``x `/totd` y``", None),
        ("an open ` and `/totd", None),
    ],
)
async def test_only_code_that_is_exactly_a_command_is_one(
    paddock: Paddock, text: str, expected: str | None
) -> None:
    names = ("totd", "club info", "announce list", "next")
    mentions = {name: paddock.tap(name) for name in names}
    wanted = text if expected is None else expected.format_map(mentions)

    assert tappable(paddock.bot, text, 2000) == wanted


PIECES = st.lists(st.sampled_from([*"`\\/ :x\n", "/totd", "`/totd`", "/club info"]), max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES.map("".join))
async def test_no_text_from_outside_becomes_a_command(paddock: Paddock, raw: str) -> None:
    for text in (
        f"**{shown(raw, '?')}** · `1:05.300`",
        f"`1` {escape(raw)} `2`",
        f"by {code_span(raw)}",
        f"{escape(raw)}\n`{escape(raw).count('x')}`",
    ):
        assert tappable(paddock.bot, text, 2000) == text


async def test_what_would_be_too_long_stays_code(paddock: Paddock) -> None:
    line = "`/announce resume`\n"
    content, text, value = line * 100, line * 200, line * 50
    embed = discord.Embed(description=text)
    embed.add_field(name="`/totd`", value=value)
    embed.add_field(name="x", value="`/totd`", inline=False)

    changed = with_mentions(paddock.bot, {"content": content, "embed": embed})

    assert changed["content"] == content
    assert changed["embed"].description == text
    assert [field.value for field in changed["embed"].fields] == [value, paddock.tap("totd")]
    assert [field.name for field in changed["embed"].fields] == ["`/totd`", "x"]
    assert [field.inline for field in changed["embed"].fields] == [True, False]


async def test_a_card_as_large_as_discord_takes_stays_as_it_is(paddock: Paddock) -> None:
    embed = discord.Embed(title="x" * 200, description="`/totd` " + "x" * 3900)
    for _ in range(2):
        embed.add_field(name="x", value="`/totd`" + "x" * 930)
    before = embed.fields[0].value

    assert len(embed) <= 6000
    assert with_mentions(paddock.bot, {"embed": embed})["embed"] == embed
    assert embed.fields[0].value == before


async def test_many_backticks_stay_as_they_are(paddock: Paddock) -> None:
    text = "`/" + "`" * 4000

    assert tappable(paddock.bot, text, 2000) == text
