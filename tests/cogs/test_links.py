"""`/link` and `/unlink`: who says to be whom, in every way in which it can be typed."""

import pytest

from bot.nadeo.names import NADEO_ACCOUNTS
from bot.players import wording
from bot.sandbox.world.words import AWKWARD_PLAYERS
from bot.text import escape
from tests.cogs.linked import DRIVER, account, everybody, name, on_ladder, type_as
from tests.cogs.stewards import add
from tests.conftest import WITHOUT_WARM_UP, Answer, Paddock

NAMES = "/api/display-names"
IDS = "/api/display-names/account-ids"
TROPHIES = "/api/token/leaderboard/trophy/player"
NOBODY = "01234567-89ab-4cde-8f01-23456789abcd"
WITHOUT_APPLICATION = pytest.mark.parametrize(
    "overrides", [{"TRACKMANIA_CLIENT_ID": "", "TRACKMANIA_CLIENT_SECRET": ""}]
)


async def link(paddock: Paddock, player: str) -> Answer:
    return await paddock.type("link", player=player)


# --- what is understood --------------------------------------------------------------------------


async def test_a_name_puts_its_player_on_the_servers_ladder(paddock: Paddock) -> None:
    answer = await link(paddock, name(paddock))

    told = escape(name(paddock))
    assert answer.content == (
        f"You are linked with **{told}**, and on this server's ladder: "
        f"{paddock.tap('server').replace('/server:', '/server leaderboard:')}.\n{wording.NO_PROOF}"
    )
    assert answer.ephemeral
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock)}
    assert paddock.upstream() == [IDS, NAMES]


@pytest.mark.parametrize(
    "write",
    [
        str,
        str.upper,
        lambda one: one.replace("-", ""),
        lambda one: f"  {one} ",
        lambda one: f"`{one}`",
        lambda one: f"trackmania.io/#/player/{one}",
        lambda one: f"https://trackmania.io/#/player/{one.upper()}/",
        lambda one: f"http://www.trackmania.io/#/player/{one}?x=1",
        lambda one: f"https://trackmania.io/#/player/{one}/matches",
        lambda one: f"<https://trackmania.io/#/player/{one}>",
        lambda one: f"[me](https://trackmania.io/#/player/{one})",
    ],
)
async def test_an_id_or_link_however_it_is_written(paddock: Paddock, write: object) -> None:
    assert callable(write)
    answer = await link(paddock, write(account(paddock)))

    assert escape(name(paddock)) in answer.content
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock)}
    assert paddock.upstream() == [NAMES]


@pytest.mark.parametrize("case", [str.upper, str.lower, str.swapcase])
async def test_a_name_in_any_case_is_told_as_its_player_writes_it(
    paddock: Paddock, case: object
) -> None:
    assert callable(case)
    answer = await link(paddock, case(name(paddock)))

    assert escape(name(paddock)) in answer.content


@pytest.mark.parametrize("index", range(len(AWKWARD_PLAYERS)))
async def test_awkward_names_are_shown_as_they_are(paddock: Paddock, index: int) -> None:
    # `nobody_is_pinged` and `nothing_discord_would_refuse` hold for all of them.
    answer = await link(paddock, account(paddock, index))

    assert "**" in answer.content
    assert "https://" not in answer.content
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock, index)}


async def test_who_has_no_name_is_linked_by_the_id(paddock: Paddock) -> None:
    nameless = account(paddock, 29 * 40)
    answer = await link(paddock, nameless)

    assert f"**{nameless[:8]}**" in answer.content
    assert paddock.upstream() == [NAMES, TROPHIES]


@WITHOUT_APPLICATION
async def test_without_an_application_it_takes_the_id(paddock: Paddock) -> None:
    refused = await link(paddock, name(paddock))
    assert (refused.content, refused.ephemeral) == (str(wording.NAMES_UNAVAILABLE), True)
    assert paddock.upstream() == []

    answer = await link(paddock, account(paddock))
    assert f"**{account(paddock)[:8]}**" in answer.content
    assert paddock.upstream() == [TROPHIES]


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("5b4d42f4-c2de-407d-b367-cbff3fe817b", str(wording.NO_ACCOUNT_ID)),
        ("5b4d42f4c2de407db367cbff3fe817b", str(wording.NO_ACCOUNT_ID)),
        ("5b4d42f4-c2de-407d", str(wording.NO_ACCOUNT_ID)),
        ("5b4d42f4-c2de-407d-b367-cbff3fe817bcc", str(wording.NO_ACCOUNT_ID)),
        ("5b4d42g4-c2de-407d-b367-cbff3fe817bz", str(wording.NO_ACCOUNT_ID)),
        ("https://trackmania.io/#/player/wirtual", str(wording.NO_ACCOUNT_ID)),
        ("https://trackmania.io/#/totd/2026-08", str(wording.NO_PLAYER_LINK)),
        ("trackmania.io/#/leaderboard/x", str(wording.NO_PLAYER_LINK)),
        ("https://evil.example/5b4d42f4-c2de-407d-b367-cbff3fe817bc", str(wording.NO_PLAYER_LINK)),
        ("<@123456789012345678>", str(wording.NO_PERSON)),
        ("<@!123456789012345678>", str(wording.NO_PERSON)),
        (" ", str(wording.NO_NAME)),
        ("\u200b", str(wording.NO_NAME)),
        ("x" * 100, str(wording.NO_NAME)),
        *((one, str(wording.NADEOS_OWN)) for one in NADEO_ACCOUNTS),
    ],
)
async def test_what_can_be_no_player_is_refused_before_anybody_is_asked(
    paddock: Paddock, typed: str, sentence: str
) -> None:
    answer = await link(paddock, typed)

    assert (answer.content, answer.ephemeral) == (
        sentence.replace("`/link`", paddock.tap("link")),
        True,
    )
    assert paddock.upstream() == []
    assert await everybody(paddock) == {}


async def test_an_id_that_nobody_has(paddock: Paddock) -> None:
    # quirk 121: unknown ids are missing from the trophies
    answer = await link(paddock, NOBODY)

    assert (answer.content, answer.ephemeral) == (str(wording.UNKNOWN_ACCOUNT), True)
    assert await everybody(paddock) == {}


async def test_a_name_that_nobody_has(paddock: Paddock) -> None:
    answer = await link(paddock, "**nobody** @here")

    assert answer.content.startswith(
        "Nadeo knows no player called **\\*\\*nobody\\*\\* @\u200bhere**"
    )
    assert answer.ephemeral
    assert await everybody(paddock) == {}


async def test_nadeos_own_by_name(paddock: Paddock) -> None:
    # quirk 94
    paddock.nadeo.failures.script(path=IDS, body={"Nadeo": next(iter(NADEO_ACCOUNTS))})

    assert (await link(paddock, "Nadeo")).content == str(wording.NADEOS_OWN)
    assert await everybody(paddock) == {}


async def test_an_id_that_is_none_from_the_service_of_names(paddock: Paddock) -> None:
    # quirk 116: one malformed id would spoil every question about the server
    paddock.nadeo.failures.script(path=IDS, body={"Somebody": "no-id"})

    assert "no player called **Somebody**" in (await link(paddock, "Somebody")).content
    assert await everybody(paddock) == {}


# --- whose is it ---------------------------------------------------------------------------------


async def test_an_account_is_one_persons(paddock: Paddock) -> None:
    await link(paddock, account(paddock))
    other = paddock.guild.add_member(paddock.env.create_user("bob"))

    answer = await type_as(paddock, other, "link", player=name(paddock))

    assert (answer.content, answer.ephemeral) == (str(wording.TAKEN), True)
    assert await everybody(paddock) == {paddock.member.id: account(paddock)}


async def test_linking_the_same_again_changes_nothing(paddock: Paddock) -> None:
    first = await link(paddock, account(paddock))
    rows = await paddock.bot.store.rows("SELECT * FROM links")
    paddock.clock.move(60)
    paddock.upstream()

    again = await link(paddock, account(paddock))

    assert again.content == first.content
    assert await paddock.bot.store.rows("SELECT * FROM links") == rows
    assert paddock.upstream() == []


async def test_another_account_takes_the_place_of_the_first(paddock: Paddock) -> None:
    await link(paddock, account(paddock))

    answer = await link(paddock, account(paddock, DRIVER + 1))

    told = [escape(name(paddock, DRIVER + one)) for one in (1, 0)]
    assert f"**{told[0]}** in place of **{told[1]}**" in answer.content
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock, DRIVER + 1)}
    kept = await paddock.bot.store.rows(
        "SELECT 1 FROM names WHERE account_id = ?", (account(paddock),)
    )
    assert kept == []
    other = paddock.guild.add_member(paddock.env.create_user("bob"))
    freed = await type_as(paddock, other, "link", player=account(paddock))
    assert freed.content.startswith("You are linked with")


# --- where ---------------------------------------------------------------------------------------


async def test_linked_in_private_and_then_in_a_server(paddock: Paddock) -> None:
    private = await paddock.in_private("link", player=account(paddock))
    shown = str(wording.LINK_ELSEWHERE).replace("`/link`", paddock.tap("link"))
    assert shown in private.content
    assert await on_ladder(paddock) == {}

    await link(paddock, account(paddock))
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock)}


async def test_a_server_that_the_bot_is_not_in_has_no_ladder(paddock: Paddock) -> None:
    """Whoever installed the bot for themselves may type its commands anywhere."""
    guild = paddock.bot.get_guild(paddock.guild.id)
    assert guild is not None
    paddock.bot._connection._remove_guild(guild)

    answer = await link(paddock, account(paddock))

    shown = str(wording.LINK_ELSEWHERE).replace("`/link`", paddock.tap("link"))
    assert shown in answer.content
    assert await on_ladder(paddock) == {}
    assert await everybody(paddock) == {paddock.member.id: account(paddock)}


async def test_each_server_has_its_own_ladder(paddock: Paddock) -> None:
    other = paddock.env.create_guild("elsewhere")
    channel = other.create_text_channel("general")
    there = other.add_member(paddock.member.user)
    await link(paddock, account(paddock))
    await there.slash(channel, "link", player=account(paddock))
    assert await on_ladder(paddock, other.id) == await on_ladder(paddock)

    answer = await paddock.type("unlink")

    assert answer.content.startswith("You are off this server's ladder.")
    assert answer.ephemeral
    assert await on_ladder(paddock) == {}
    assert await on_ladder(paddock, other.id) == {paddock.member.id: account(paddock)}


# --- /unlink -------------------------------------------------------------------------------------


async def test_unlinking_everywhere(paddock: Paddock) -> None:
    await link(paddock, account(paddock))

    answer = await paddock.type("unlink", everywhere=True)

    assert (answer.content, answer.ephemeral) == (str(wording.UNLINKED_EVERYWHERE), True)
    assert await everybody(paddock) == {}
    assert await on_ladder(paddock) == {}
    assert (await paddock.type("unlink", everywhere=True)).content == str(wording.NOTHING_KEPT)


async def test_unlinking_in_private(paddock: Paddock) -> None:
    await link(paddock, account(paddock))

    refused = await paddock.in_private("unlink")
    assert refused.content == str(wording.UNLINK_WHERE).replace(
        "`/unlink everywhere:True`", f"{paddock.tap('unlink')} `everywhere:True`"
    )
    assert await everybody(paddock)

    answer = await paddock.in_private("unlink", everywhere=True)
    assert answer.content == str(wording.UNLINKED_EVERYWHERE)
    assert await everybody(paddock) == {}


async def test_nothing_to_unlink(paddock: Paddock) -> None:
    assert (await paddock.type("unlink")).content == str(wording.NOTHING_TO_UNLINK)

    await paddock.in_private("link", player=account(paddock))
    answer = await paddock.type("unlink")

    assert answer.content.startswith("You are not on this server's ladder.")
    assert await everybody(paddock)


async def test_whoever_set_something_up_is_forgotten_and_it_goes_on(stewards: Paddock) -> None:
    await add(stewards)

    answer = await stewards.type("unlink", everywhere=True)

    assert answer.content == str(wording.FORGOTTEN_AS_SUBSCRIBER)
    (row,) = await stewards.bot.store.rows("SELECT state, subscribed_by FROM subscriptions")
    assert tuple(row) == ("active", None)


# --- when something fails ------------------------------------------------------------------------


@WITHOUT_WARM_UP
async def test_while_nadeo_is_down_nobody_is_linked(paddock: Paddock) -> None:
    paddock.nadeo.failures.mode = "down"
    by_name = await link(paddock, name(paddock))
    assert (by_name.content, by_name.ephemeral) == (str(wording.NAMES_SILENT), True)
    by_id = await link(paddock, account(paddock))
    assert "do not answer right now" in by_id.content
    assert by_id.ephemeral
    assert await everybody(paddock) == {}


async def test_while_only_names_are_down_an_id_will_do(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path=NAMES, status=503, times=50)

    refused = await link(paddock, name(paddock))
    assert (refused.content, refused.ephemeral) == (str(wording.NAMES_SILENT), True)
    answer = await link(paddock, account(paddock))

    assert f"**{account(paddock)[:8]}**" in answer.content
    assert await on_ladder(paddock) == {paddock.member.id: account(paddock)}
