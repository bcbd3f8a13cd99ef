"""Starts the image against stand-ins of Discord and Nadeo on this machine, until it is well.

`python tests/deployment/start_image.py docker`; `.ci/image` does so where there is a Docker.
"""

import asyncio
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process

from bot.clock import SystemClock
from bot.sandbox.discord.server import DEFAULT_TOKEN, DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

PATIENCE = 120
IMAGE = NAME = "pitwall-tried"
"""Not as compose.yaml names them: a bot may run on this machine."""
RUN = (
    *("run", "--rm", "--name", NAME, "--network", "host", "--init", "--read-only"),
    *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
)
"""As compose.yaml has it, but for the network, in which the stand-ins are."""


async def main(command: list[str]) -> None:
    async with DiscordServer() as discord, NadeoServer(World(SystemClock())) as nadeo:
        variables = {
            "DISCORD_TOKEN": DEFAULT_TOKEN,
            "DISCORD_API_URL": discord.api_url,
            "NADEO_LOGIN": "sandbox",
            "NADEO_PASSWORD": "sandbox",
            "NADEO_CONTACT": "tests / tests@pitwall.example",
            "NADEO_CORE_URL": nadeo.core_url,
            "NADEO_LIVE_URL": nadeo.live_url,
            "NADEO_MEET_URL": nadeo.meet_url,
            "TRACKMANIA_API_URL": nadeo.oauth_url,
            "TRACKMANIA_EXCHANGE_URL": "off",
            "NADEO_REQUESTS_PER_SECOND": "100",
            "PITWALL_HTTP_PORT": str(free_port()),
        }
        given = [part for name, value in variables.items() for part in ("-e", f"{name}={value}")]
        process = await asyncio.create_subprocess_exec(
            *command, *RUN, *given, IMAGE, stdout=PIPE, stderr=STDOUT
        )
        try:
            async with asyncio.timeout(PATIENCE):
                await read_until(process, "ready as")
                reading = asyncio.create_task(read_until(process, "stopped"))
                await until_healthy(command)
                for what in (["pitwall", "backup", "copy.db"], ["pitwall", "check"]):
                    await told(command, "exec", NAME, *what)
                await told(command, "stop", NAME)
                await reading
        finally:
            await (await asyncio.create_subprocess_exec(*command, "rm", "--force", NAME)).wait()
            await process.wait()
    print("the image starts, is well, makes a backup and stops")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def read_until(process: Process, words: str) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        print(line.decode(), end="")
        if words in line.decode():
            return
    raise SystemExit(f"it ended without {words!r}")


async def until_healthy(command: list[str]) -> None:
    state = ""
    while state != "healthy":
        await asyncio.sleep(1)
        state = await told(command, "inspect", "--format", "{{.State.Health.Status}}", NAME)


async def told(command: list[str], *arguments: str) -> str:
    """Run a command, and return what it prints; one that fails ends all."""
    process = await asyncio.create_subprocess_exec(*command, *arguments, stdout=PIPE)
    out, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed: {out.decode()}")
    return out.decode().strip()


asyncio.run(main(sys.argv[1:]))
