import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.sandbox import launch
from bot.sandbox.launch import DataUnusable, PortTaken, Sandbox, has_screen, sandbox

OF_A_REAL_BOT = {
    "DISCORD_TOKEN": "real.token",
    "DISCORD_API_URL": "https://discord.com/api/v10",
    "NADEO_LOGIN": "real-login",
    "NADEO_PASSWORD": "real-password",
    "NADEO_ACCOUNT": "dedicated",
    "NADEO_CONTACT": "",
    "NADEO_LIVE_URL": "not an address",
    "NADEO_REQUESTS_PER_SECOND": "0.1",
    "TRACKMANIA_CLIENT_ID": "real-id",
    "PITWALL_GUILD": "12345",
    "PITWALL_OPERATORS": "no number",
    "PITWALL_DATABASE": "real.db",
    "PITWALL_SHARE_ACCOUNT": "true",
}
ROOT = Path(__file__).parents[3]


@asynccontextmanager
async def started(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "sandbox", *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def address_of(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    return line.split("open: ")[1].split()[0]


async def first_card(address: str) -> str:
    """Type /totd as soon as it is offered and return the card's heading."""
    async with aiohttp.ClientSession(address) as http:

        async def get(path: str) -> list[dict[str, str]]:
            async with http.get(f"/_sandbox/{path}") as response:
                return await response.json()

        people = await get("people")
        user = next(one["id"] for one in people if one["part"] == "member")
        async with http.get(f"/_sandbox/state?user={user}") as response:
            channel = (await response.json())["channels"][0]["id"]
        place = {"user": user, "channel": channel}
        for _ in range(3000):
            if await get(f"commands?user={user}&channel={channel}"):
                break
            await asyncio.sleep(0.02)
        async with http.post("/_sandbox/command", json={**place, "name": "totd"}) as response:
            assert response.status == 200
        for _ in range(3000):
            async with http.get(f"/_sandbox/state?user={user}") as response:
                messages = (await response.json())["messages"]
            if messages and messages[-1]["message"]["embeds"]:
                return messages[-1]["message"]["embeds"][0]["author"]["name"]
            await asyncio.sleep(0.02)
    raise AssertionError("no card")


async def test_from_the_start_to_the_first_card_and_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    lines = [f"{name}={value}" for name, value in OF_A_REAL_BOT.items()]
    (tmp_path / ".env").write_text("\n".join(lines))
    environment = {"TMPDIR": str(tmp_path / "tmp"), **OF_A_REAL_BOT}
    async with started(tmp_path, "--port", "0", environment=environment) as process:
        address = await address_of(process)
        assert address.startswith("http://127.0.0.1:")
        assert "Track of the Day" in await first_card(address)
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    assert b"real-" not in errors
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (tmp_path / "real.db").exists()


async def test_two_stand_side_by_side(here: Sandbox) -> None:
    async with sandbox() as other:
        assert other.address != here.address
        assert other.stage.nadeo.live_url != here.stage.nadeo.live_url


async def test_a_taken_port_is_told_in_one_sentence(here: Sandbox, tmp_path: Path) -> None:
    port = here.address.rstrip("/").rpartition(":")[2]
    with pytest.raises(PortTaken, match=f"Port {port} is not free"):
        async with sandbox(int(port)):
            pass
    async with started(tmp_path, "--port", port) as process:
        out, errors = await process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert b"choose a different one with --port" in errors
    assert b"Traceback" not in errors


@pytest.mark.parametrize("content", [None, "[", '{"x": {}}'])
async def test_a_folder_without_maps_is_told_in_one_sentence(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "totd.json").write_text(content)
    with pytest.raises(DataUnusable, match=r"cannot be read|does not hold maps"):
        async with sandbox(data=tmp_path):
            pass


async def test_a_real_bots_settings_have_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OF_A_REAL_BOT.items():
        monkeypatch.setenv(name, value)
    async with sandbox() as here:
        settings = here.bot.settings
    assert "real" not in str(settings.model_dump())
    assert settings.nadeo_requests_per_second == 20
    assert settings.guild is None
    for address in (
        settings.discord_api_url,
        settings.nadeo_core_url,
        settings.nadeo_live_url,
        settings.nadeo_meet_url,
        settings.trackmania_api_url,
    ):
        assert address.host == "127.0.0.1"


async def test_a_generated_world_begins_now() -> None:
    async with sandbox() as here:
        assert abs((here.stage.clock.now() - datetime.now(UTC)).total_seconds()) < 5


def test_a_browser_is_opened_where_somebody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "SSH_CONNECTION", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(launch.sys, "platform", "linux")
    monkeypatch.setattr(launch.sys.stdout, "isatty", lambda: True)
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
    monkeypatch.setenv("CI", "1")
    assert not has_screen()
    monkeypatch.delenv("CI")
    monkeypatch.setattr(launch.sys.stdout, "isatty", lambda: False)
    assert not has_screen()


@pytest.mark.parametrize(
    "text",
    ["[]", '{"a": 1}', '{"a": []}', "[" * 200_000, "null", '"x"', "\x00", '{"a": {"mapUid": 5}}'],
)
async def test_odd_data_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    for name in ("totd", "seasonal", "weekly", "grand", "names", "zone"):
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")

    with pytest.raises(DataUnusable, match="does not hold maps as they are expected"):
        async with sandbox(data=tmp_path):
            pass


async def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataUnusable, match=r"totd\.json cannot be read"):
        async with sandbox(data=tmp_path):
            pass


def test_a_speed_that_is_no_number_is_refused() -> None:
    result = CliRunner().invoke(main, ["sandbox", "--speed", "nan", "--no-browser"])

    assert result.exit_code == 2
    assert "nan is no number" in result.output
