"""What Discord refuses of a message: its sizes, and what it must hold."""

import io

import aiohttp
import discord
import pytest

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.world import DefaultWorld

FIELD = {"name": "n", "value": "v"}
MENU = ("components", "0", "components", "0")


def with_default(*kinds: str) -> dict[str, object]:
    """Return a menu of roles that shows one thing of each kind as chosen from the start."""
    values = [{"id": place, "type": kind} for place, kind in enumerate(kinds, start=1)]
    menu = {"type": 6, "custom_id": "c", "default_values": values}
    return {"components": [{"type": 1, "components": [menu]}]}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"content": "x" * 2_001}, ("content",)),
        ({"embeds": [{"title": "x"}] * 11}, ("embeds",)),
        ({"embeds": [{"title": "x" * 257}]}, ("embeds", "0", "title")),
        ({"embeds": [{"description": "x" * 4_097}]}, ("embeds", "0", "description")),
        ({"embeds": [{"footer": {"text": "x" * 2_049}}]}, ("embeds", "0", "footer", "text")),
        ({"embeds": [{"author": {"name": "x" * 257}}]}, ("embeds", "0", "author", "name")),
        ({"embeds": [{"fields": [FIELD] * 26}]}, ("embeds", "0", "fields")),
        (
            {"embeds": [{"fields": [{"name": "n", "value": " "}]}]},
            ("embeds", "0", "fields", "0", "value"),
        ),
        ({"embeds": [{"description": "x" * 3_001}] * 2}, ("embeds",)),
        ({"embeds": [{"image": {"url": "attachment://no.png"}}]}, ("embeds", "0", "image", "url")),
        ({"components": [{"type": 1, "components": []}]}, ("components", "0", "components")),
        (
            {
                "components": [
                    {
                        "type": 1,
                        "components": [
                            {"type": 2, "style": 1, "label": "x" * 81, "custom_id": "c"}
                        ],
                    }
                ]
            },
            ("components", "0", "components", "0", "label"),
        ),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x"}]}]},
            ("components", "0", "components", "0", "custom_id"),
        ),
        (
            {
                "components": [
                    {
                        "type": 1,
                        "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "c"}],
                    }
                ]
                * 6
            },
            ("components",),
        ),
        (
            {
                "components": [
                    {"type": 1, "components": [{"type": 3, "custom_id": "c", "options": []}]}
                ]
            },
            ("components", "0", "components", "0", "options"),
        ),
        (
            with_default("user"),
            ("components", "0", "components", "0", "default_values", "0", "type"),
        ),
        (with_default("role", "role"), ("components", "0", "components", "0", "default_values")),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            ("allowed_mentions",),
        ),
    ],
)
async def test_oversized_messages_are_refused_where_they_are_wrong(
    discord_server: DiscordServer,
    world: DefaultWorld,
    http: aiohttp.ClientSession,
    body: dict[str, object],
    where: tuple[str, ...],
) -> None:
    url = f"{discord_server.api_url}/channels/{world.general.id}/messages"
    async with http.post(url, json=body) as response:
        told = await response.json()
    assert response.status == 400
    assert told["code"] == 50035
    node = told["errors"]
    for part in where:
        node = node[part]
    assert node["_errors"]


async def test_ids_of_what_a_menu_has_chosen_are_told_as_texts(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    """A page that reads them as numbers would round them."""
    url = f"{discord_server.api_url}/channels/{world.general.id}/messages"
    async with http.post(url, json=with_default("role")) as response:
        told = await response.json()

    menu = told["components"][0]["components"][0]
    assert menu["default_values"] == [{"id": "1", "type": "role"}]


async def test_an_empty_message_is_refused(general: discord.TextChannel) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await general.send("")
    assert refused.value.code == 50006


async def test_a_file_beyond_the_limit_is_refused(general: discord.TextChannel) -> None:
    large = io.BytesIO(bytes(10 * 1024 * 1024 + 1))
    with pytest.raises(discord.HTTPException) as refused:
        await general.send(file=discord.File(large, "large.bin"))
    assert refused.value.status == 413
