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
from bot.shards import WHOLE, Shards

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


# --- processes with shards of their own ----------------------------------------------------------


def with_shards(settings: Settings, count: int | None, ids: str, tmp_path: Path) -> Settings:
    """Give settings of a process with a file of its own."""
    typed = tuple(sorted(map(int, ids.split(",")))) if ids else None
    database = tmp_path / f"{count}-{ids}.db"
    changes = {"shard_count": count, "shard_ids": typed, "database": database}
    return settings.model_copy(update=changes)


def same_shard(theirs: Shards, shard: int, ours: Shards) -> str:
    return operator_wording.same_shard(str(os.getpid()), theirs, shard, ours)


async def test_processes_with_other_shards_run_beside_each_other(
    settings: Settings, tmp_path: Path
) -> None:
    first = with_shards(settings, 4, "0,3", tmp_path)
    async with alone(first), alone(with_shards(settings, 4, "1", tmp_path)):
        overlapping = with_shards(settings, 4, "2,3", tmp_path)
        said = await refusal(overlapping)
        assert said == same_shard(Shards(4, (3,)), 3, Shards(4, (2, 3)))
        assert "runs shard 3 of 4 of this DISCORD_TOKEN" in said
        # Whoever was refused keeps nothing of what it asked for.
        async with alone(with_shards(settings, 4, "2", tmp_path)):
            pass

    async with alone(overlapping):
        pass


@pytest.mark.parametrize(
    ("count", "ids", "shard"), [(None, "", 0), (4, "", 2), (2, "0", 0), (4, "3,2,0", 2)]
)
async def test_whoever_has_servers_of_it_is_refused_whatever_it_counts(
    settings: Settings, tmp_path: Path, count: int | None, ids: str, shard: int
) -> None:
    """Shard 2 of 8 has servers of shard 0 of 2 and of shard 2 of 4."""
    first = with_shards(settings, 8, "2", tmp_path)
    other = with_shards(settings, count, ids, tmp_path)
    async with alone(first):
        assert await refusal(other) == same_shard(Shards(8, (2,)), shard, other.shards)
    async with alone(other):
        said = await refusal(first)
    assert "of this DISCORD_TOKEN, and with them servers of shard 2 of 8" in said
    if count is None:
        assert said == same_shard(WHOLE, 2, Shards(8, (2,)))


async def test_shards_by_another_count_that_have_no_server_in_common(
    settings: Settings, tmp_path: Path
) -> None:
    """So one process can be parted while the other runs on."""
    async with (
        alone(with_shards(settings, 2, "1", tmp_path)),
        alone(with_shards(settings, 4, "0", tmp_path)),
        alone(with_shards(settings, 8, "2,6", tmp_path)),
    ):
        pass


async def test_a_file_is_one_process_s_whatever_its_shards_are(
    settings: Settings, tmp_path: Path
) -> None:
    first = with_shards(settings, 2, "0", tmp_path)
    second = with_shards(settings, 2, "1", tmp_path).model_copy(update={"database": first.database})
    async with alone(first):
        said = await refusal(second)

    assert said.endswith("or give this one a PITWALL_DATABASE of its own")
    async with alone(second):
        pass
