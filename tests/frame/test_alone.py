"""One process for a file and a token: another is refused while that lives, and no longer."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from pydantic import SecretStr
from support import settings_by

from bot.frame import operator_wording
from bot.frame.alone import AlreadyRunning, alone
from bot.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is known")

RUN = """
import asyncio, sys
from bot.frame.alone import alone
from bot.settings import Settings

async def main():
    async with alone(Settings(_env_file=None)):
        print("there", flush=True)
        sys.stdin.readline()

asyncio.run(main())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give settings with a token of their own: names of sockets are the whole machine's."""
    return {
        "DISCORD_TOKEN": f"a.token.for.{tmp_path}",
        "NADEO_LOGIN": "nobody",
        "NADEO_PASSWORD": "nothing",
        "NADEO_CONTACT": "tests / tests@pitwall.example",
        "PITWALL_DATABASE": str(tmp_path / "pitwall.db"),
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    return settings_by(**environment)


async def refusal(settings: Settings) -> str:
    with pytest.raises(AlreadyRunning) as refused:
        async with alone(settings):
            pass
    return str(refused.value)


async def test_another_process_is_refused_until_this_one_is_killed(
    environment: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    elsewhere = settings.model_copy(update={"database": tmp_path / "elsewhere.db"})
    other_bot = elsewhere.model_copy(update={"discord_token": SecretStr(f"of.{tmp_path}")})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", RUN), env={**os.environ, **environment}, stdin=PIPE, stdout=PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"there\n"

    number = str(process.pid)
    assert await refusal(settings) == operator_wording.same_file(number, settings.database)
    assert await refusal(elsewhere) == operator_wording.same_token(number)
    async with alone(other_bot):
        pass

    process.kill()
    await process.wait()
    async with alone(settings):
        assert await refusal(elsewhere) == operator_wording.same_token(str(os.getpid()))


def sockets() -> str:
    """Return what every user of this machine can read about its sockets."""
    return Path("/proc/net/unix").read_text("utf-8")


async def test_the_token_is_in_no_name(settings: Settings) -> None:
    token = settings.discord_token.get_secret_value()
    async with alone(settings):
        names = sockets()

    assert "@pitwall-" in names
    assert token not in names


async def test_however_often_it_is_tried_nobody_waits(settings: Settings, tmp_path: Path) -> None:
    """Whoever asks for the holder's id is never answered, so that the queue fills up."""
    elsewhere = settings.model_copy(update={"database": tmp_path / "elsewhere.db"})
    async with alone(settings):
        told = {await refusal(elsewhere) for _ in range(300)}

    known = (str(os.getpid()), "unknown")
    assert told == {operator_wording.same_token(one) for one in known}
