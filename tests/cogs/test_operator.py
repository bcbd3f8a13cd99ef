"""/operator: for whoever runs the bot, and nobody else."""

import json
from pathlib import Path

import discord
import pytest
from support import SWIFT, settings_for

from bot.frame.app import opened
from bot.frame.rights import Rights
from bot.sandbox.nadeo.server import NadeoServer
from tests.cogs.operators import ENTER, TOKEN, ask, sent
from tests.conftest import Paddock, answer_of

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
ADMINISTRATOR = discord.Permissions(administrator=True)


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ["api/token/club/9", "https://evil.example/x", "{"])
async def test_others_are_refused_without_a_word_on_what_it_is(
    paddock: Paddock, endpoint: str
) -> None:
    for method in ("GET", "DELETE"):
        answer = await ask(paddock, method, endpoint, params="{")
        assert answer.content == "This is not for you, sorry."
        assert answer.ephemeral
    answer = await paddock.in_private("operator servers")
    assert answer.content == "This is not for you, sorry."
    assert sent(paddock) == []


async def test_members_do_not_even_see_it(paddock: Paddock) -> None:
    assert not [c for c in paddock.member.available_commands(paddock.channel) if "operator" in c]
    listed = (await paddock.type("help")).embed.description
    assert "operator" not in listed


async def test_server_admins_see_it_and_are_refused(paddock: Paddock) -> None:
    admins = paddock.guild.create_role("admins", permissions=ADMINISTRATOR)
    admin = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[admins])
    result = await admin.slash(paddock.channel, "operator servers")
    assert answer_of(result).content == "This is not for you, sorry."
    assert answer_of(result).ephemeral
    assert sent(paddock) == []


async def test_an_operator_may_in_a_server_too(cab: Paddock) -> None:
    admins = cab.guild.create_role("admins", permissions=ADMINISTRATOR)
    boss = cab.guild.add_member(cab.env.create_user("boss"), roles=[admins])
    cab.let_operate(boss.id)
    answer = answer_of(await boss.slash(cab.channel, "operator servers"))
    assert answer.ephemeral
    assert "sandbox-server-3" in answer.embed.description


# --- /operator servers ---------------------------------------------------------------------------


async def test_servers_of_the_account(cab: Paddock) -> None:
    answer = await cab.in_private("operator servers")
    assert answer.ephemeral
    lines = answer.embed.description.splitlines()
    assert [line.rpartition(" · ")[2] for line in lines[::2]] == [
        "not in use",
        "not in use",
        "in use: UNDER 10 SECONDS",
    ]


async def test_an_account_without_servers(cab: Paddock) -> None:
    none = {"playerServerAccount": [], "itemCount": 0}
    cab.nadeo.failures.script(path="player-server", body=none)
    assert "no dedicated servers" in (await cab.in_private("operator servers")).embed.description


class TestDedicatedAccount:
    @pytest.fixture
    def overrides(self) -> dict[str, object]:
        return {"NADEO_ACCOUNT": "dedicated"}

    async def test_owns_no_servers(self, cab: Paddock) -> None:
        answer = await cab.in_private("operator servers")
        assert "service account" in answer.content
        assert answer.ephemeral
        assert sent(cab) == []

    async def test_may_send_calls(self, cab: Paddock) -> None:
        answer = await ask(cab, "GET", "api/token/club/1")
        assert "`404 club:error-notFound`" in answer.embed.description


# --- /operator request: at once ------------------------------------------------------------------


async def test_get_at_once(cab: Paddock) -> None:
    answer = await ask(cab, "GET", "/api/token/map-review/totd/connect")
    assert answer.ephemeral
    assert '"joinLink": ' in answer.embed.description
    assert [(r.method, r.path) for r in sent(cab)] == [
        ("GET", "/api/token/map-review/totd/connect")
    ]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
async def test_other_harmless_verbs_at_once(cab: Paddock, method: str) -> None:
    # Quirk 42.
    answer = await ask(cab, method, "api/token/club/9")
    assert "without a body" in answer.embed.description
    assert [request.method for request in sent(cab)] == [method]


async def test_params_and_a_query_of_its_own(cab: Paddock) -> None:
    params = json.dumps({"length": 2, "name": "é & co", "active": True, "ids": ["a", "b"]})
    await ask(cab, "GET", "api/token/club?offset=1&length=9", params=params)
    (request,) = sent(cab)
    assert request.query == {
        "offset": ["1"],
        "length": ["2"],
        "name": ["é & co"],
        "active": ["true"],
        "ids": ["a", "b"],
    }


async def test_a_full_address_of_the_configured_host(cab: Paddock) -> None:
    answer = await ask(cab, "GET", f"{cab.nadeo.live_url}/api/token/map-review/totd/connect")
    assert '"joinLink": ' in answer.embed.description


async def test_long_json_comes_as_a_file(cab: Paddock) -> None:
    answer = await ask(cab, "GET", "api/token/club/9")
    (file,) = answer.message.attachments
    assert file.filename == "answer.json"
    assert json.loads(await file.read())["id"] == 9
    assert "all of it is in the file" in answer.embed.description


async def test_short_json_stays_within_its_block(cab: Paddock) -> None:
    cab.nadeo.failures.script(path="club/9$", body={"name": "```\n@everyone \u202e", "n": 1})
    answer = await ask(cab, "GET", "api/token/club/9")
    block = answer.embed.description.partition("```json\n")[2]
    assert block.endswith("\n```")
    assert "`" not in block[:-4]
    assert json.loads(block[:-4]) == {"name": "```\n@everyone \u202e", "n": 1}


async def test_a_refusal_comes_with_nadeos_word_for_it(cab: Paddock) -> None:
    answer = await ask(cab, "GET", "api/token/club/1")
    assert "`404 club:error-notFound`" in answer.embed.description
    assert "knows no such club" in answer.embed.description


async def test_secrets_are_struck_out(cab: Paddock) -> None:
    body = {
        "accessToken": TOKEN,
        "password": "hunter2hunter2",
        "hasPassword": True,
        "note": f"use {TOKEN} or nadeo_v1 t={TOKEN}",
        "headers": ["Basic c2FuZGJveDpzYW5kYm94", {"Authorization": "whatever"}],
        "login": cab.bot.settings.discord_token.get_secret_value(),
    }
    cab.nadeo.failures.script(path="club/9$", body=body)
    said = (await ask(cab, "GET", "api/token/club/9")).embed.description
    for secret in (TOKEN, "hunter2", "c2FuZGJveDp", "whatever", "sandbox.token"):
        assert secret not in said
    assert '"hasPassword": true' in said


# --- /operator request: what leads elsewhere -----------------------------------------------------

HOSTILE = [
    "https://live-services.trackmania.nadeo.live.evil.example/x",
    "//evil.example",
    "//evil.example/api/token/club/9",
    "///evil.example",
    "http://live-services.trackmania.nadeo.live/api/token/club/9",
    "https://evil.example/api",
    "https:/evil.example/api",
    "https:evil.example",
    "user@evil.example/api",
    "@evil.example",
    ":@evil.example",
    "evil.example:443/api",
    "%68ttps://evil.example/x",
    "https%3A%2F%2Fevil.example",
    "%2F%2Fevil.example",
    "%2f%2fevil.example",
    "/%2e%2e/x",
    "api/../../x",
    "\\\\evil.example",
    "/\\evil.example",
    "https:\\\\evil.example",
    "／／evil.example",  # noqa: RUF001 # wide slashes are the point
    "api/token/club/9\nHost: evil.example",
    "api/token/club/9 HTTP/1.1",
    "https%3A//evil.example/x",
    "https%253A//evil.example/x",
    "user%40evil.example/x",
    "evil.example%3A443/x",
    "evil.example%253A443/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_hostile_endpoints_are_refused(cab: Paddock, method: str) -> None:
    # Quirk 104.
    for endpoint in HOSTILE:
        answer = await ask(cab, method, endpoint)
        assert "nothing was sent" in answer.content, endpoint
        assert answer.ephemeral, endpoint
    assert sent(cab) == []


@pytest.mark.parametrize("form", ["{scheme}://user@{host}/x", "{scheme}://{host}.evil.example/x"])
async def test_hostile_forms_of_the_configured_address(cab: Paddock, form: str) -> None:
    scheme, _, host = cab.nadeo.live_url.partition("://")
    for endpoint in (form.format(scheme=scheme, host=host), f"https://{host}/x"):
        answer = await ask(cab, "GET", endpoint)
        assert "nothing was sent" in answer.content
    assert sent(cab) == []


NO_JSON = [
    {"params": "{"},
    {"params": "[1]"},
    {"params": '{"a": {}}'},
    {"params": '{"a": null}'},
    {"params": '{"a": [[]]}'},
    {"params": '{"a": NaN}'},
    {"body": "{"},
    {"body": "Infinity"},
    {"body": "[" * 3000},
]


async def test_what_is_no_json_is_refused(cab: Paddock) -> None:
    for options in NO_JSON:
        answer = await ask(cab, "POST", ENTER, **options)
        assert "JSON" in answer.content, options
        assert answer.ephemeral, options
    assert sent(cab) == []


# --- /operator request: after a button -----------------------------------------------------------


@pytest.mark.parametrize("method", CHANGING)
async def test_changing_verbs_wait_for_a_button(cab: Paddock, method: str) -> None:
    answer = await ask(
        cab, method, ENTER, params='{"a": "ü"}', body='{"password": "`x`", "n": [1]}'
    )
    assert answer.ephemeral
    assert sent(cab) == []
    shown = answer.embed.description
    assert f"{method} {cab.nadeo.live_url}/{ENTER}?a=%C3%BC\n" in shown
    block = shown.partition("\n\n")[2].removesuffix("\n```")
    assert json.loads(block) == {"password": "`x`", "n": [1]}

    done = await cab.click_in_private(answer, "Send")
    (request,) = sent(cab)
    assert (request.method, request.path, request.query) == (method, f"/{ENTER}", {"a": ["ü"]})
    assert request.body["n"] == [1]
    assert done.message.components == []


async def test_it_is_sent_once(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER)
    button = answer.message.components[0]["components"][0]["custom_id"]
    await cab.click_in_private(answer, "Send")
    assert len(sent(cab)) == 1

    call_id = button.rpartition(":")[2]
    again = await ask(cab, "POST", ENTER)
    stored = cab.env.backend.get_message(again.message.channel_id, again.message.id)
    stored.components[0]["components"][0]["custom_id"] = f"call:send:{call_id}"
    assert "sent or dropped already" in (await cab.click_in_private(again, "Send")).content
    assert sent(cab) == []


async def test_it_can_be_dropped(cab: Paddock) -> None:
    answer = await cab.click_in_private(await ask(cab, "POST", ENTER), "Do not send")
    assert answer.content == "Nothing was sent."
    assert answer.message.components == []
    assert sent(cab) == []


async def test_a_call_too_long_to_show_is_in_a_file(cab: Paddock) -> None:
    body = json.dumps({"text": "x" * 3000})
    answer = await ask(cab, "PUT", "api/x", body=body)
    (file,) = answer.message.attachments
    assert "x" * 3000 in (await file.read()).decode()
    assert file.filename == "request.txt"
    done = await cab.click_in_private(answer, "Send")
    assert done.message.attachments == []


async def test_an_hour_later_it_is_too_late(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER)
    cab.clock.move(3601)
    assert "too old" in (await cab.click_in_private(answer, "Send")).content
    assert sent(cab) == []


async def test_what_nobody_confirms_is_forgotten(cab: Paddock) -> None:
    await ask(cab, "POST", ENTER, body='{"password": "hunter2"}')
    cab.clock.move(3601)
    await ask(cab, "POST", ENTER)
    (row,) = await cab.bot.store.rows("SELECT body FROM pending_calls")
    assert row["body"] is None


async def test_who_is_no_operator_any_more_cannot_send(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER)
    cab.let_operate(0)
    refused = await cab.click_in_private(answer, "Send")
    assert refused.content == "This is not for you, sorry."
    assert sent(cab) == []


async def test_another_operator_cannot_send_it(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER)
    call_id = answer.message.components[0]["components"][0]["custom_id"].rpartition(":")[2]
    other = cab.env.create_user("mallory")
    cab.let_operate(other.id)
    theirs = answer_of(
        await other.slash("operator request", method="POST", endpoint="api/token/club/9/other")
    )
    stored = cab.env.backend.get_message(theirs.message.channel_id, theirs.message.id)
    stored.components[0]["components"][0]["custom_id"] = f"call:send:{call_id}"
    refused = answer_of(await other.click(theirs.message, label="Send"))
    assert "sent or dropped already" in refused.content
    assert sent(cab) == []


async def test_a_restart_changes_nothing(cab: Paddock, nadeo: NadeoServer, tmp_path: Path) -> None:
    answer = await ask(cab, "POST", ENTER, body='{"n": 1}')
    settings = settings_for(nadeo, tmp_path / "pitwall.db")
    async with opened(settings, cab.clock, SWIFT, fills_catalogue=False) as bot:
        await cab.env.restart_bot(bot)
        cab.bot = bot
        cab.let_operate(cab.member.id)
        nadeo.requests.clear()
        done = await cab.click_in_private(answer, "Send")
        assert [(r.method, r.body) for r in sent(cab)] == [("POST", {"n": 1})]
        assert "clubState:error-wrongState" in done.embed.description
        assert isinstance(bot.rights, Rights)
        await cab.env.shutdown()
