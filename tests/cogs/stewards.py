"""What the tests of /announce share."""

import discord

from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import read_subscriptions
from tests.conftest import Answer, Paddock, answer_of

RIGHTS = discord.Permissions(manage_guild=True)


async def subscriptions(paddock: Paddock) -> list[Subscription]:
    return await read_subscriptions(paddock.bot.store, paddock.guild.id)


async def add(paddock: Paddock, feed: str = "totd", **options: object) -> Answer:
    place = {"channel": paddock.channel} | options
    answer = await paddock.type("announce add", feed=feed, **place)
    await paddock.env.settle()
    return answer


async def send_raw(
    paddock: Paddock, act: str, resolved: dict[str, object] | None = None, **options: object
) -> Answer:
    """Send a subcommand as no Discord client would; `resolved` is what the ids in it are."""
    root = paddock.env.backend.find_command("announce", paddock.guild.id, type=1)
    assert root is not None
    (form,) = [option for option in root["options"] if option["name"] == act]
    kinds = {option["name"]: option["type"] for option in form["options"]}
    typed = [{"name": name, "type": kinds[name], "value": value} for name, value in options.items()]
    command = {"name": act, "type": 1, "options": typed}
    data = {"id": root["id"], "name": "announce", "type": 1, "options": [command]}
    data["resolved"] = resolved or {}
    return answer_of(await paddock.member._dispatch_interaction(2, paddock.channel, data))
