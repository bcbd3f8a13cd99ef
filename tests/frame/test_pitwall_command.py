"""`pitwall run` and `pitwall check` as processes: what they say, and how they end."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from support import ManualClock, until
from traces import traces

from bot import __version__
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.accounts import OWN_INDEX
from bot.sandbox.world.world import World

ROOT = Path(__file__).parents[2]
PATIENCE = 50
DRIVER = World(ManualClock()).accounts.id(OWN_INDEX + 1)
"""A player of the generated world, in which nobody's id depends on the time."""
SECRETS = {
    "DISCORD_TOKEN": "sandbox.token",
    "NADEO_PASSWORD": "a-password-nobody-reads",
    "TRACKMANIA_CLIENT_SECRET": "a-client-secret-nobody-reads",
}


@pytest.fixture
async def nadeo_of_secrets(nadeo: NadeoServer) -> AsyncIterator[NadeoServer]:
    """Give a Nadeo that knows the secrets above."""
    async with NadeoServer(
        nadeo.world,
        password=SECRETS["NADEO_PASSWORD"],
        client_secret=SECRETS["TRACKMANIA_CLIENT_SECRET"],
    ) as server:
        yield server


@pytest.fixture
def environment(
    nadeo_of_secrets: NadeoServer, discord_server: DiscordServer, tmp_path: Path
) -> dict[str, str]:
    return {
        **SECRETS,
        "DISCORD_API_URL": discord_server.api_url,
        "NADEO_LOGIN": "sandbox",
        "NADEO_CONTACT": "tests / tests@pitwall.example",
        "NADEO_CORE_URL": nadeo_of_secrets.core_url,
        "NADEO_LIVE_URL": nadeo_of_secrets.live_url,
        "NADEO_MEET_URL": nadeo_of_secrets.meet_url,
        "TRACKMANIA_API_URL": nadeo_of_secrets.oauth_url,
        "TRACKMANIA_CLIENT_ID": "sandbox",
        "NADEO_REQUESTS_PER_SECOND": "100",
        "PITWALL_DATABASE": str(tmp_path / "pitwall.db"),
        "PITWALL_LOG_LEVEL": "DEBUG",
    }


@asynccontextmanager
async def pitwall(
    folder: Path, environment: dict[str, str], *arguments: str
) -> AsyncGenerator[Process, None]:
    """Start the program in a folder, with an environment of its own."""
    wanted = ("PATH", "COV")
    inherited = {name: value for name, value in os.environ.items() if name.startswith(wanted)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "COLUMNS": "300", **environment},
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def ended(process: Process) -> tuple[int | None, str, str]:
    """Return exit code and what was printed; nothing secret and no traceback may be in it."""
    out, err = (part.decode() for part in await asyncio.wait_for(process.communicate(), PATIENCE))
    for secret in (*SECRETS.values(), "eyJ", "nadeo_v1 t="):
        assert secret not in out + err
    assert "Traceback" not in out + err
    return process.returncode, out, err


async def outcome(
    folder: Path, environment: dict[str, str], *arguments: str
) -> tuple[int | None, str, str]:
    async with pitwall(folder, environment, *arguments) as process:
        return await ended(process)


async def test_without_settings_every_fault_is_told(tmp_path: Path) -> None:
    code, out, err = await outcome(tmp_path, {"NADEO_REQUESTS_PER_SECOND": "many"}, "run")

    first, *faults, where = err.strip().splitlines()
    assert (code, out, first) == (1, "", "Pitwall cannot start:")
    assert f"There is no {tmp_path / '.env'}" in where
    assert [fault.split()[0] for fault in faults] == [
        "DISCORD_TOKEN",
        "NADEO_LOGIN",
        "NADEO_PASSWORD",
        "NADEO_CONTACT",
        "NADEO_REQUESTS_PER_SECOND",
    ]
    assert "make sandbox" in err
    assert "blocks those that do not" in err
    assert files(tmp_path) == []


async def test_a_bad_database_is_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    code, _, err = await outcome(
        tmp_path, {**environment, "PITWALL_DATABASE": str(tmp_path)}, "run"
    )

    lines = [line for line in err.splitlines() if "DEBUG" not in line]
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"the database {tmp_path} cannot be used: no file can be opened")


async def test_a_refused_token_is_one_line(
    tmp_path: Path, environment: dict[str, str], discord_server: DiscordServer
) -> None:
    discord_server.failures.script("GET", "/users/@me", status=401, body={"message": "no"})

    code, _, err = await outcome(tmp_path, environment, "run")

    assert code == 1
    assert err.splitlines()[-1] == "Discord refuses DISCORD_TOKEN: copy it again, see the README"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
async def test_a_signal_ends_it(
    tmp_path: Path,
    environment: dict[str, str],
    discord_server: DiscordServer,
    name: str,
) -> None:
    async with pitwall(tmp_path, environment, "run") as process:
        await until(lambda: discord_server.session_starts == 1)
        default = discord_server.state.default
        interaction = await discord_server.people.slash(default.member, default.general, "totd")
        assert (await interaction.answered(timeout=30)).embeds
        process.send_signal(signal.Signals[name])
        code, out, err = await ended(process)

    assert (code, out) == (0, "")
    assert err.rstrip().endswith("bot.frame.runner: stopped")
    assert "too long" not in err


async def test_it_says_in_one_line_that_it_is_ready(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    async with pitwall(tmp_path, environment, "run") as process:
        line = await asyncio.wait_for(_line_with(process, "ready as"), PATIENCE)

    file = tmp_path / "pitwall.db"
    assert f"ready as Pitwall#0000 in 1 server; file {file}; invite link https://" in line


async def test_it_can_be_watched_and_logs_for_programs(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    port = _free_port()
    watched = {"PITWALL_HTTP_PORT": str(port), "PITWALL_LOG_FORMAT": "json"}
    async with pitwall(tmp_path, environment | watched, "run") as process:
        first = await asyncio.wait_for(_line_with(process, "ready as"), PATIENCE)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            async with session.get("/healthz") as response:
                health = await response.json()
            async with session.get("/metrics") as response:
                figures = await response.text()
        process.send_signal(signal.SIGTERM)
        code, _, err = await ended(process)

    assert (code, health["status"]) == (0, "well")
    assert 'pitwall_nadeo_requests_total{host="core"' in figures
    events = [json.loads(line) for line in [first, *err.splitlines()]]
    assert events[0]["message"].startswith("ready as Pitwall#0000 in 1 server; file ")
    assert (events[-1]["logger"], events[-1]["message"]) == ("bot.frame.runner", "stopped")
    assert "too long" not in err


async def test_a_port_that_is_taken_is_one_line(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        taken = environment | {"PITWALL_HTTP_PORT": str(port), "PITWALL_LOG_LEVEL": "INFO"}
        code, _, err = await outcome(tmp_path, taken, "run")
        _, checked, _ = await outcome(tmp_path, taken, "check")

    assert code == 1
    assert err.splitlines()[-1] == (
        f"I cannot listen on port {port} of 127.0.0.1, another program has it: change "
        "PITWALL_HTTP_PORT or PITWALL_HTTP_HOST, or leave them out"
    )
    assert f"HTTP port      http://127.0.0.1:{port}\n" in checked
    assert "A program listens there already: the bot itself, if it runs." in checked


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


async def _line_with(process: Process, words: str) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if words in line.decode():
            return line.decode()
    raise AssertionError(f"it ended without {words!r}")


async def test_check_of_what_works(tmp_path: Path, environment: dict[str, str]) -> None:
    code, out, err = await outcome(tmp_path, environment, "check")

    assert (code, err) == (0, "")
    assert "FAILED" not in out
    assert out.count("ok   ") == 6
    assert "accepted: Pitwall, in 1 server" in out
    assert "client_id=" in out
    assert str(tmp_path / "pitwall.db") in out


async def test_check_cuts_nothing_off_however_narrow_the_terminal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    lost = "http://nadeo.invalid:8080"
    narrow = {**environment, "COLUMNS": "40", "NADEO_CORE_URL": lost, "PITWALL_GILD": "1"}

    code, out, _ = await outcome(tmp_path, narrow, "check")

    assert code == 1
    assert "POST nadeo.invalid/v2/authentication/token/basic: the host's name is not known" in out
    assert "PITWALL_GILD is no setting of mine: did you mean PITWALL_GUILD?" in out
    assert "NADEO_REQUESTS_PER_SECOND=100 is more than Nadeo tolerates" in out
    assert "Error" not in out


async def test_a_misspelt_variable_is_named_where_the_right_one_is_missing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PITWAL_GUILD=1\nDISCORD_TOKN=x\nPATH_TO=y\n", "utf-8")

    _, _, err = await outcome(tmp_path, {"HOME_OF_DISCORD": "x"}, "run")

    assert "DISCORD_TOKN is no setting of mine: did you mean DISCORD_TOKEN?" in err
    assert "PITWAL_GUILD is no setting of mine: did you mean PITWALL_GUILD?" in err
    assert f"Edit {tmp_path / '.env'}" in err
    assert "PATH_TO" not in err
    assert "HOME_OF" not in err


async def test_check_of_what_does_not_work(
    tmp_path: Path, environment: dict[str, str], nadeo_of_secrets: NadeoServer
) -> None:
    nadeo_of_secrets.failures.mode = "html"

    code, out, err = await outcome(tmp_path, environment, "check")

    assert (code, err) == (1, "")
    assert out.count("FAILED") == 3
    assert "Is this machine online?" in out


async def test_check_without_settings(tmp_path: Path) -> None:
    code, out, err = await outcome(tmp_path, {}, "check")

    assert (code, err) == (1, "")
    assert out.count("FAILED") == 4
    assert ".env.example" in out


async def test_somebody_is_forgotten_while_it_runs(
    tmp_path: Path, environment: dict[str, str], discord_server: DiscordServer
) -> None:
    default = discord_server.state.default
    user, file = default.member.id, tmp_path / "pitwall.db"
    async with pitwall(tmp_path, environment, "run"):
        await until(lambda: discord_server.session_starts == 1)
        typed = {"player": DRIVER}
        interaction = await discord_server.people.slash(
            default.member, default.general, "link", typed
        )
        assert "You are linked with" in (await interaction.answered(timeout=30)).content
        assert traces(file, user, DRIVER)

        code, out, err = await outcome(tmp_path, environment, "forget", str(user))

        told = f"deleted of {user}: their link and 1 place on servers' ladders\n"
        assert (code, out) == (0, told), err
        assert traces(file, user, DRIVER) == []
        again = await outcome(tmp_path, environment, "forget", str(user))
        assert (again[0], again[1]) == (1, "")
        assert again[2].splitlines()[-1] == f"nothing is kept of {user}"


async def test_beside_one_that_runs_no_other_runs_but_all_else_works(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    copy = tmp_path / "copy.db"
    async with pitwall(tmp_path, environment, "run") as process:
        await asyncio.wait_for(_line_with(process, "ready as"), PATIENCE)
        second, checked, saved = await asyncio.gather(
            outcome(tmp_path, environment, "run"),
            outcome(tmp_path, environment, "check"),
            outcome(tmp_path, environment, "backup", copy.name),
        )

    told = f"another Pitwall (process {process.pid}) runs with the database "
    assert second[0] == 1
    assert second[2].splitlines()[-1].startswith(told + str(tmp_path / "pitwall.db"))
    assert (checked[0], checked[2]) == (0, "")
    assert (saved[0], saved[1].partition(" (")[0]) == (0, f"backed up into {copy}")


async def test_a_backup_overwrites_nothing_and_needs_a_database(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    without = await outcome(tmp_path, environment, "backup", "copy.db")
    (tmp_path / "pitwall.db").touch()
    over = await outcome(tmp_path, environment, "backup", taken.name)

    assert (without[0], over[0]) == (1, 1)
    assert without[2].startswith(f"there is no database {tmp_path / 'pitwall.db'}")
    assert over[2].splitlines()[-1] == "taken is there already: name a file that is not"
    assert sorted(files(tmp_path)) == [tmp_path / "pitwall.db", taken]


@pytest.mark.parametrize("user", ["nobody", "0", "-1", str(2**63), "1.5"])
async def test_only_an_id_can_be_forgotten(
    tmp_path: Path, environment: dict[str, str], user: str
) -> None:
    code, _, err = await outcome(tmp_path, environment, "forget", "--", user)

    assert code == 2
    assert "Invalid value for 'USER'" in err


async def test_without_a_database_nobody_is_forgotten(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    code, out, err = await outcome(tmp_path, environment, "forget", "7")

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith(f"there is no database {tmp_path / 'pitwall.db'}")
    assert files(tmp_path) == []


async def test_it_knows_its_version_and_its_commands(tmp_path: Path) -> None:
    _, version, _ = await outcome(tmp_path, {}, "--version")
    code, out, _ = await outcome(tmp_path, {}, "--help")

    assert version.strip() == f"pitwall, version {__version__}"
    assert code == 0
    for command in ("run", "sandbox", "check", "forget", "backup"):
        assert f"  {command} " in out
