"""Who runs the bot."""

import asyncio
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from support import ManualClock, settings_by

from bot.frame.rights import Rights
from bot.nadeo.errors import ServiceAccountRequired
from bot.refusal import Refusal
from bot.settings import Settings

OWNER, CAPTAIN, GUEST, NAMED, STRANGER = range(1, 6)


def user(user_id: int) -> dict[str, Any]:
    return {"id": str(user_id), "username": f"u{user_id}", "discriminator": "0", "avatar": None}


def application(team: dict[str, Any] | None = None) -> discord.AppInfo:
    payload: Any = {
        "id": "9",
        "name": "Pitwall",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0",
        "flags": 0,
        "owner": user(OWNER),
        "team": team,
    }
    return discord.AppInfo(discord.Client(intents=discord.Intents.none())._connection, payload)


def member(user_id: int, state: int, role: str = "developer") -> dict[str, Any]:
    return {
        "user": user(user_id),
        "membership_state": state,
        "role": role,
        "permissions": [],
    }


class Discord:
    """Answers whose application it is, and counts how often."""

    def __init__(self, answer: discord.AppInfo) -> None:
        self.answer = answer
        self.asked = 0
        self.is_down = False
        self.fails_with: Exception | None = None
        self.hangs = False

    async def __call__(self) -> discord.AppInfo:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails_with is not None:
            raise self.fails_with
        if self.is_down:
            response: Any = SimpleNamespace(status=503, reason="down")
            raise discord.DiscordServerError(response, "down")
        return self.answer


def settings(**values: Any) -> Settings:
    given = {
        "DISCORD_TOKEN": "t",
        "NADEO_LOGIN": "l",
        "NADEO_PASSWORD": "p",
        "NADEO_CONTACT": "c",
        "PITWALL_OPERATORS": str(NAMED),
    }
    return settings_by(**(given | values))


def rights(discord: Discord, clock: ManualClock | None = None, **values: Any) -> Rights:
    return Rights(settings(**values), discord, clock or ManualClock())


async def operators(some: Rights) -> set[int]:
    everybody = (OWNER, CAPTAIN, GUEST, NAMED, STRANGER)
    return {user_id for user_id in everybody if await some.is_operator(user_id)}


async def test_the_owner_and_those_who_are_named() -> None:
    assert await operators(rights(Discord(application()))) == {OWNER, NAMED}


async def test_a_team_that_owns_the_application() -> None:
    team = {
        "id": "7",
        "name": "crew",
        "icon": None,
        "owner_user_id": str(CAPTAIN),
        "members": [member(CAPTAIN, 2), member(GUEST, 1)],
    }
    # Who was invited and has not joined is not in.
    assert await operators(rights(Discord(application(team)))) == {CAPTAIN, NAMED}


@pytest.mark.parametrize(
    ("role", "is_operator"),
    [("admin", True), ("developer", True), ("read_only", False), ("new_role", False)],
)
async def test_those_of_a_team_who_may_only_look_do_not_operate(
    role: str, is_operator: bool
) -> None:
    members = [member(GUEST, 2, role)]
    team = {"id": "7", "name": "crew", "icon": None, "owner_user_id": str(CAPTAIN)}
    found = await operators(rights(Discord(application(team | {"members": members}))))
    # Its owner always does, whether or not the list of members holds them.
    assert found == {CAPTAIN, NAMED} | ({GUEST} if is_operator else set())


async def test_what_the_login_told_is_not_asked_again() -> None:
    discord, clock = Discord(application()), ManualClock()
    some = rights(discord, clock)
    some.learn(application())
    assert await operators(some) == {OWNER, NAMED}
    assert discord.asked == 0


@pytest.mark.parametrize(
    "error",
    [
        aiohttp.ClientConnectionError("cut"),
        OSError("no route"),
        TypeError("len(None)"),
        KeyError("id"),
    ],
)
async def test_a_discord_out_of_reach_leaves_those_who_are_named(error: Exception) -> None:
    discord = Discord(application())
    discord.fails_with = error
    assert await operators(rights(discord)) == {NAMED}


async def test_a_discord_that_hangs_is_not_waited_for() -> None:
    discord = Discord(application())
    discord.hangs = True
    async with asyncio.timeout(2.5):
        assert not await rights(discord).is_operator(STRANGER)


async def test_discord_is_asked_once_an_hour() -> None:
    discord, clock = Discord(application()), ManualClock()
    some = rights(discord, clock)
    await operators(some)
    clock.move(3600)
    await operators(some)
    assert discord.asked == 1
    clock.move(1)
    await operators(some)
    assert discord.asked == 2


async def test_while_discord_does_not_say_those_known_stay() -> None:
    discord, clock = Discord(application()), ManualClock()
    some = rights(discord, clock)
    discord.is_down = True
    assert await operators(some) == {NAMED}
    discord.is_down = False
    assert await operators(some) == {OWNER, NAMED}
    discord.is_down = True
    clock.move(7200)
    assert await operators(some) == {OWNER, NAMED}


async def test_what_is_for_operators() -> None:
    some = rights(Discord(application()))
    await some.need_operator(OWNER)
    with pytest.raises(Refusal, match="not for you"):
        await some.need_operator(STRANGER)


@pytest.mark.parametrize("shared", [False, True])
async def test_data_of_the_account(shared: bool) -> None:
    some = rights(Discord(application()), PITWALL_SHARE_ACCOUNT=shared)
    await some.need_account_data(OWNER)
    assert some.shares_account is shared
    if shared:
        await some.need_account_data(STRANGER)
    else:
        with pytest.raises(Refusal, match="only they may ask"):
            await some.need_account_data(STRANGER)


def test_what_a_dedicated_server_cannot_ask() -> None:
    rights(Discord(application())).need_service_account()
    with pytest.raises(ServiceAccountRequired):
        rights(Discord(application()), NADEO_ACCOUNT="dedicated").need_service_account()
