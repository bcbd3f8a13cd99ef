"""`pitwall check`: each thing that can be wrong, and what it tells to do."""

import socket
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from yarl import URL

from bot.frame.check import Result, check_everything, print_report
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.settings import Settings

SUBJECTS = ["settings", "Nadeo login", "Live call", "player names", "Discord token", "database"]


async def failing(settings: Settings) -> dict[str, Result]:
    """Return what does not work, by subject."""
    results = await check_everything(settings, [])
    assert [result.subject for result in results] == SUBJECTS
    return {result.subject: result for result in results if not result.works}


async def test_everything_works(settings: Settings) -> None:
    assert await failing(settings) == {}


async def test_a_process_with_some_shards_says_so(settings: Settings) -> None:
    changes = {"shard_count": 8, "shard_ids": (0, 2, 3), "nadeo_requests_per_second": 2.0}

    results = await check_everything(settings.model_copy(update=changes), [])

    (shards,) = (result for result in results if result.subject == "shards")
    assert shards.works
    assert shards.detail == "shards 0, 2-3 of 8; 0.75 requests a second to Nadeo"


async def test_without_an_application_names_are_not_tried(settings: Settings) -> None:
    without = settings.model_copy(update={"trackmania_client_id": None})

    results = await check_everything(without, [])

    names = results[3]
    assert names.works
    assert "first block" in names.detail


async def test_faulty_settings_are_all_there_is_to_say() -> None:
    results = await check_everything(None, ["DISCORD_TOKEN is missing", "NADEO_LOGIN is missing"])

    assert [(result.subject, result.works) for result in results] == [("settings", False)] * 2
    assert [result.detail.split()[0] for result in results] == ["DISCORD_TOKEN", "NADEO_LOGIN"]
    assert all(".env" in result.advice for result in results)


async def test_a_rejected_account(settings: Settings, nadeo: NadeoServer) -> None:
    refusal = {"code": "C-AA-00-03", "correlation_id": "x", "message": "Invalid credentials."}
    nadeo.failures.script(path="token/basic", status=401, body=refusal, times=9)

    found = await failing(settings)

    assert list(found) == ["Nadeo login", "Live call"]
    assert "Invalid credentials." in found["Nadeo login"].detail
    for result in found.values():
        assert "service account" in result.advice
        assert "not your e-mail" in result.advice


async def test_a_nadeo_that_is_down(settings: Settings, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "down"

    found = await failing(settings)

    assert list(found) == ["Nadeo login", "Live call", "player names"]
    for result in found.values():
        assert "503" in result.detail
        assert "online" in result.advice


async def test_a_nadeo_that_asks_to_slow_down(settings: Settings, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "too-many"

    found = await failing(settings)

    assert "slow down" in found["Nadeo login"].advice


async def test_a_live_service_that_fails_alone(settings: Settings, nadeo: NadeoServer) -> None:
    nadeo.failures.script(path="campaign/month", status=502, times=9)

    found = await failing(settings)

    assert list(found) == ["Live call"]


async def test_a_refused_application(settings: Settings, nadeo: NadeoServer) -> None:
    nadeo.failures.script(path="access_token", status=401, body={"error": "invalid_client"})

    found = await failing(settings)

    assert list(found) == ["player names"]
    assert "TRACKMANIA_CLIENT_ID" in found["player names"].advice


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "Copy the token"),
        (401, "Copy the token"),
        (403, "Copy the token"),
        (404, "DISCORD_API_URL"),
        (418, "Copy the token"),
        (429, "trouble"),
        (500, "trouble"),
    ],
)
async def test_a_discord_that_refuses(
    settings: Settings, discord_server: DiscordServer, status: int, advice: str
) -> None:
    body = {"message": "Not\nthat\x1b token", "code": 0}
    discord_server.failures.script("GET", "/users/@me", status=status, body=body)

    found = await failing(settings)

    assert list(found) == ["Discord token"]
    assert found["Discord token"].detail == f"refused ({status}): Not that token"
    assert advice in found["Discord token"].advice


@pytest.mark.parametrize("status", [200, 403])
async def test_a_page_in_place_of_discord(
    settings: Settings, discord_server: DiscordServer, status: int
) -> None:
    page = b"<!DOCTYPE html><title>Hello</title>"
    discord_server.failures.script("GET", "/users/@me", status=status, body=page)

    found = await failing(settings)

    assert found["Discord token"].detail == f"refused ({status})"
    assert "Copy the token" not in found["Discord token"].advice


@pytest.mark.parametrize("body", [b"[" * 4000, b"\xff", b"[]", b"", b'{"message": null}'])
async def test_an_answer_of_any_form(
    settings: Settings, discord_server: DiscordServer, body: bytes
) -> None:
    discord_server.failures.script("GET", "/users/@me", status=401, body=body)

    found = await failing(settings)

    assert "Copy the token" in found["Discord token"].advice


async def test_a_token_that_discord_echoes_is_not_shown(
    settings: Settings, discord_server: DiscordServer
) -> None:
    body = {"message": "sandbox.token is no token"}
    discord_server.failures.script("GET", "/users/@me", status=400, body=body)

    found = await failing(settings)

    assert found["Discord token"].detail == "refused (400): [secret] is no token"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True)])
async def test_files_that_others_can_read_are_named(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: int,
    told: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in (Path(".env"), settings.database):
        file.touch()
        file.chmod(mode)

    results = {one.subject: one for one in await check_everything(settings, [])}

    assert results["settings"].works
    assert ("chmod 600 .env" in results["settings"].advice) is told
    assert (f"chmod 600 {settings.database}" in results["database"].advice) is told


async def test_a_discord_that_cannot_be_reached(
    settings: Settings, discord_server: DiscordServer
) -> None:
    discord_server.failures.script("GET", "/users/@me", cut=True, times=9)

    found = await failing(settings)

    assert list(found) == ["Discord token"]
    assert "online" in found["Discord token"].advice


async def test_a_file_that_cannot_be_used(settings: Settings, tmp_path: Path) -> None:
    found = await failing(settings.model_copy(update={"database": tmp_path}))

    assert list(found) == ["database"]
    assert "check PITWALL_DATABASE" in found["database"].detail


async def test_an_address_that_others_can_read_along_is_noted_and_no_fault(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    # A name that leads to this machine all the same, as a proxy beside the bot may have.
    bare = settings.model_copy(update={"nadeo_meet_url": URL("http://nadeo-proxy.example:8080")})

    results = await check_everything(bare, [])
    print_report(results)

    assert all(result.works for result in results)
    (note,) = [result for result in results if result.subject == "addresses"]
    assert note.detail == "NADEO_MEET_URL is not encrypted"
    assert "https://" in note.advice
    assert "note" in capsys.readouterr().out


async def test_the_report_tells_no_secret(
    settings: Settings, nadeo: NadeoServer, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = settings.model_copy(update={"discord_token": type(settings.discord_token)("hush.me")})
    nadeo.failures.mode = "unauthorized"

    results = await check_everything(secret, [])
    print_report(results)

    printed = capsys.readouterr().out
    assert "hush.me" not in printed
    assert "hush.me" not in repr(results)


async def test_a_login_that_is_echoed_is_not_shown(
    settings: Settings, nadeo: NadeoServer, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = settings.model_copy(update={"nadeo_password": SecretStr("sekret-pässword")})
    body = {"code": "C-AA", "message": "Invalid credentials (sekret-pässword)"}
    nadeo.failures.script(path="token/basic", status=401, body=body, times=9)

    results = await check_everything(secret, [])
    print_report(results)

    printed = capsys.readouterr().out
    assert "Invalid credentials" in results[1].detail
    assert "sekret" not in printed + repr(results)


def test_the_report_has_a_line_for_each_check(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(
        [
            Result("one", works=True, detail="fine"),
            Result("two", works=False, detail="[red]broken[/red]", advice="mend it"),
        ]
    )

    printed = capsys.readouterr().out
    assert printed.split("\n") == [
        "ok      one  fine",
        "FAILED  two  [red]broken[/red]",
        "             mend it",
        "",
    ]


@pytest.mark.parametrize(
    ("host", "works", "said"),
    [
        ("127.0.0.1", True, ""),
        ("0.0.0.0", True, "Whoever reaches this machine can read how the bot is doing"),  # noqa: S104 # what is warned of
        ("192.0.2.1", False, "that is no address of this machine"),
        ("no.such.host.invalid", False, "that is no address of this machine"),
    ],
)
async def test_the_port_to_be_watched_at(
    settings: Settings, host: str, works: bool, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    changes = {"http_port": port, "http_host": host}

    *_, result = await check_everything(settings.model_copy(update=changes), [])

    assert (result.subject, result.works) == ("HTTP port", works)
    assert said in f"{result.detail} {result.advice}"
    assert bool(result.advice) == (works and bool(said))
