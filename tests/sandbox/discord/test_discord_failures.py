import asyncio

import aiohttp
import discord
import pytest
from unhurried import waited

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.world import DefaultWorld

SEND = r"/channels/\d+/messages"


def sent(server: DiscordServer) -> list[int | None]:
    return [one.status for one in server.requests.to("POST", SEND)]


async def test_a_lost_answer_is_retried_with_the_same_nonce(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    discord_server.failures.script("POST", SEND, status=502, after_accept=True)
    await general.send("Once")
    assert sent(discord_server) == [502, 200]
    assert len(discord_server.state.messages.all_in(world.general)) == 1


async def test_a_cut_connection_is_not_retried_and_our_nonce_saves_us(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    discord_server.failures.script("POST", SEND, after_accept=True, cut=True, times=2)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await general.send("Once", nonce="ours")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await general.send("Once", nonce="ours")
    await general.send("Once", nonce="ours")
    assert sent(discord_server) == [None, None, 200]
    assert len(discord_server.state.messages.all_in(world.general)) == 1


async def test_a_scripted_refusal_happens_as_often_as_asked(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    body = {"message": "Missing Access", "code": 50001}
    discord_server.failures.script("POST", SEND, status=403, body=body, times=2)
    for _ in range(2):
        with pytest.raises(discord.Forbidden):
            await general.send("No")
    await general.send("Yes")
    assert len(discord_server.state.messages.all_in(world.general)) == 1


async def test_failures_can_be_cleared(
    discord_server: DiscordServer, general: discord.TextChannel
) -> None:
    failures = discord_server.failures
    failures.script("GET", r"/users/@me", status=500, times=9)
    failures.script("POST", SEND, status=403)
    failures.rate_limits, failures.delay = True, 3.0
    failures.clear()
    await general.send("All is well")


async def test_a_cut_before_acceptance_posts_nothing(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    discord_server.failures.script("POST", SEND, cut=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await general.send("Never")
    assert discord_server.state.messages.all_in(world.general) == []


async def test_answers_can_be_slow(
    discord_server: DiscordServer, general: discord.TextChannel
) -> None:
    discord_server.failures.delay = 0.1
    begin = waited()
    await general.send("Slow")
    assert waited() - begin >= 0.1


async def test_a_bucket_is_told_and_enforced(
    discord_server: DiscordServer,
    world: DefaultWorld,
    http: aiohttp.ClientSession,
) -> None:
    discord_server.failures.rate_limits = True
    url = f"{discord_server.api_url}/channels/{world.general.id}/messages"
    remaining: list[str] = []
    for number in range(5):
        async with http.post(url, json={"content": str(number)}) as response:
            remaining.append(response.headers["X-RateLimit-Remaining"])
            assert response.headers["X-RateLimit-Limit"] == "5"
            assert float(response.headers["X-RateLimit-Reset-After"]) <= 5
    assert remaining == ["4", "3", "2", "1", "0"]
    async with http.post(url, json={"content": "6"}) as response:
        body = await response.json()
        assert response.status == 429
        assert response.headers["Via"]
        assert 0 < float(response.headers["Retry-After"]) <= 5
        assert body["retry_after"] == float(response.headers["Retry-After"])
        assert body["global"] is False
    elsewhere = f"{discord_server.api_url}/channels/{world.totd.id}/messages"
    async with http.post(elsewhere, json={"content": "1"}) as response:
        assert response.status == 200


async def test_discord_py_waits_out_a_bucket(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    discord_server.failures.rate_limits = True
    discord_server.failures.limits.message_seconds = 0.4
    begin = waited()
    await asyncio.gather(*(general.send(str(number)) for number in range(7)))
    assert waited() - begin >= 0.4
    assert len(discord_server.state.messages.all_in(world.general)) == 7


async def test_fifty_requests_a_second_are_the_limit_over_all(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    discord_server.failures.rate_limits = True
    url = f"{discord_server.api_url}/channels/{world.general.id}"

    async def status() -> int:
        async with http.get(url) as response:
            if response.status == 429:
                assert response.headers["X-RateLimit-Global"] == "true"
                assert (await response.json())["global"] is True
            return response.status

    statuses = [await status() for _ in range(51)]
    assert statuses.count(429) <= 1
    assert statuses[:50] == [200] * 50
    assert (await http.post(f"{discord_server.api_url}/interactions/1/x/callback")).status == 404


async def test_publishing_is_limited_by_the_hour(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    discord_server.failures.rate_limits = True
    discord_server.failures.limits.publishes_per_channel = 1
    discord_server.failures.limits.messages_per_channel = 9
    url = f"{discord_server.api_url}/channels/{world.news.id}/messages"
    statuses: list[int] = []
    for _ in range(2):
        async with http.post(url, json={"content": "Extra"}) as response:
            message = await response.json()
        async with http.post(f"{url}/{message['id']}/crosspost") as response:
            statuses.append(response.status)
    assert statuses == [200, 429]


async def test_the_api_refuses_what_discord_refuses(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    api = discord_server.api_url
    for method, path, status, code in (
        ("GET", "/nowhere", 404, 0),
        ("DELETE", "/gateway", 405, 0),
        ("GET", "/guilds/1", 404, 10004),
        ("GET", "/channels/1", 404, 10003),
        ("GET", f"/guilds/{world.guild.id}/members/1", 404, 10007),
        ("GET", "/applications/1/commands", 404, 10002),
        ("POST", "/users/@me/channels", 400, 50035),
        ("GET", f"/channels/{world.general.id}/messages?limit=101", 400, 50035),
    ):
        async with http.request(method, api + path) as response:
            assert (response.status, (await response.json())["code"]) == (status, code)
            assert response.headers["Content-Type"] == "application/json"
    url = f"{api}/channels/{world.general.id}/messages"
    async with http.post(url, data="{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["code"] == 50109
    async with http.get(f"{api}/users/@me", headers={"Authorization": "Bot wrong"}) as response:
        assert response.status == 401
    async with http.get(f"{api}/gateway") as response:
        assert (await response.json())["url"] == discord_server.gateway_url
