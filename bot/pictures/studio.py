"""Where pictures are made: a process of its own draws them, one after the other.

The bot's own process neither draws nor imports what draws: it hands a scene over a pipe and copies
the bytes that come back. The process is made when the first picture is wanted, and given back with
its memory after some idle minutes. One that takes too long is killed and made anew.

(Not `concurrent.futures`: its processes run the bot's own main module once more, outlive a bot that
is killed, as they hold both ends of their pipe, and can be killed in no documented way.)
"""

import asyncio
import contextlib
import importlib.util
import logging
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Self

import bot
from bot.clock import Clock, holds
from bot.languages import written
from bot.pictures import parcels
from bot.pictures.cards import Picture, Scene
from bot.supervisor import fault_of

log = logging.getLogger(__name__)

PROGRAM = ("-m", "bot.pictures.worker")
"""What Python runs to draw."""
DRAWING_PATIENCE = 5.0
"""Seconds that one picture may take, with the start of the process if there is none."""
QUEUE_PATIENCE = 5.0
"""Seconds for which a picture waits for those before it."""
START_PATIENCE = 60.0
"""Seconds for a process to be ready: it goes on when who asked for it has been told in words."""
MOST_WAITING = 20
"""How many pictures are wanted at once at most; whoever comes then is told in words."""
IDLE_FOR = 300.0
"""Seconds after the last picture until the process is given back."""
LOOK_EVERY = 60.0
"""How often it is looked at, in seconds."""
OURS = ("PITWALL_", "NADEO_", "DISCORD_", "TRACKMANIA_")
"""What variables begin with that are for the bot alone, secrets among them."""


class NotDrawn(Exception):  # named for what happened
    """A picture was not to be had; the message is for the log."""


class Studio:
    """Has pictures drawn.

    `folder` is where matplotlib remembers the fonts of this machine: it is made when needed, and
    may be deleted. Without the extra `charts`, which need not be installed, nothing is drawn.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.can_draw = importlib.util.find_spec("matplotlib") is not None
        """Whether pictures are to be offered at all."""
        self._folder = folder
        self._clock = clock
        self._turn = asyncio.Lock()
        self._wanted = 0
        self._starting: asyncio.Task[Process] | None = None
        self._used_at = 0.0
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def process_id(self) -> int | None:
        """The process that draws, None while there is none."""
        process = self._process()
        return None if process is None or process.returncode is not None else process.pid

    def wake(self) -> None:
        """Begin to make a process, where there is none, while its scene is still put together."""
        process = self._process()
        is_lost = process is not None and process.returncode is not None
        if self._closed or not self.can_draw or (self._starting is not None and not is_lost):
            return
        self._used_at = self._clock.timestamp()
        self._starting = asyncio.create_task(self._started(), name="studio")
        # Whoever wanted it may be gone by the time it fails.
        self._starting.add_done_callback(_seen)

    async def picture(self, scene: Scene | None) -> Picture | None:
        """Have a scene drawn, if there is one.

        None where that fails or takes too long, as the log then tells.
        """
        if scene is None or not self.can_draw:
            return None
        try:
            return Picture(await self._drawn(scene), scene.alt)
        except NotDrawn as error:
            log.warning("a picture was not drawn: %s", error)
            return None

    async def keep_small(self) -> None:
        """Give the process back whenever nobody wanted a picture for some minutes; never ends."""
        while True:
            await self._clock.sleep(LOOK_EVERY)
            now = self._clock.timestamp()
            is_idle = not holds(self._used_at, now, self._used_at + IDLE_FOR)
            if self._starting is not None and not self._wanted and is_idle:
                await self._give_back()

    async def close(self) -> None:
        """End the process, whatever it does; nothing is drawn from now on."""
        self._closed = True
        process = self._process()
        if process is not None and process.returncode is None:
            _kill(process)
        elif self._starting is not None:
            self._starting.cancel()
        # Whoever waits for it sees that it is lost, and puts it away.
        async with self._turn:
            await self._give_back()

    async def _drawn(self, scene: Scene) -> bytes:
        if self._wanted >= MOST_WAITING:
            raise NotDrawn(f"{self._wanted} are wanted already")
        self._wanted += 1
        try:
            try:
                async with asyncio.timeout(QUEUE_PATIENCE):
                    await self._turn.acquire()
            except TimeoutError:
                raise NotDrawn(f"others took more than {QUEUE_PATIENCE:.0f} s") from None
            try:
                return await self._asked(scene)
            finally:
                self._turn.release()
        finally:
            self._wanted -= 1

    async def _asked(self, scene: Scene) -> bytes:
        """Hand a scene to the process and wait for its answer; whatever ends it too early."""
        self.wake()
        starting = self._starting
        if starting is None:
            raise NotDrawn("the bot stops")
        process: Process | None = None
        is_done = False
        try:
            async with asyncio.timeout(DRAWING_PATIENCE):
                await asyncio.wait({starting})
                process = _made(starting)
                answer = await _answer_to(process, parcels.written(scene, written()))
            is_done = True
        except TimeoutError:
            raise NotDrawn(f"not done within {DRAWING_PATIENCE:.0f} s") from None
        except (OSError, asyncio.IncompleteReadError) as error:
            raise NotDrawn(f"the process that draws was lost ({fault_of(error)})") from error
        finally:
            self._used_at = self._clock.timestamp()
            # Half an answer would be taken for the next one's.
            if not is_done and (process is not None or starting.done()):
                await self._give_back()
        if not answer.startswith(parcels.DRAWN):
            raise NotDrawn(answer[1:].decode(errors="replace"))
        return answer[1:]

    def _process(self) -> Process | None:
        starting = self._starting
        if starting is None or not starting.done() or starting.cancelled():
            return None
        return starting.result() if starting.exception() is None else None

    async def _started(self) -> Process:
        """Start a process and wait until it is warm."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # no module of the folder that we happen to run in
            *PROGRAM,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=self._environment(),
        )
        try:
            async with asyncio.timeout(START_PATIENCE):
                await _next_answer(process)
        except BaseException:
            await _end(process)
            raise
        return process

    def _environment(self) -> dict[str, str]:
        """Return the variables of the process: none of the bot's own, which it need not know."""
        usual = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return usual | {
            "PYTHONPATH": str(Path(bot.__file__).parents[1]),
            "MPLCONFIGDIR": str(self._folder),
            "MPLBACKEND": "agg",
            # Nothing here is worth more than one processor.
            "OPENBLAS_NUM_THREADS": "1",
        }

    async def _give_back(self) -> None:
        starting, self._starting = self._starting, None
        if starting is None:
            return
        starting.cancel()
        await asyncio.wait({starting})
        if not starting.cancelled() and starting.exception() is None:
            await _end(starting.result())


def _made(starting: asyncio.Task[Process]) -> Process:
    if starting.cancelled():
        raise NotDrawn("the bot stops")
    error = starting.exception()
    if error is not None:
        raise NotDrawn(f"the process that draws did not start ({fault_of(error)})") from error
    return starting.result()


async def _answer_to(process: Process, question: bytes) -> bytes:
    assert process.stdin is not None  # noqa: S101 # it was asked for
    process.stdin.write(parcels.packed(question))
    await process.stdin.drain()
    return await _next_answer(process)


async def _next_answer(process: Process) -> bytes:
    assert process.stdout is not None  # noqa: S101 # it was asked for
    (length,) = parcels.LENGTH.unpack(await process.stdout.readexactly(parcels.LENGTH.size))
    return await process.stdout.readexactly(length)


async def _end(process: Process) -> None:
    """Kill a process and wait until nothing is left of it."""
    if process.returncode is None:
        _kill(process)
    # Reads to the end and closes the pipes, which waiting alone does not.
    await process.communicate()


def _kill(process: Process) -> None:
    """Kill a process, whatever became of it meanwhile.

    (Not `Process.kill`, which takes up the end of one that has just ended where Python is older
    than 3.13: asyncio, which waits for that end as well, then warns of an unknown child.)
    """
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)


def _seen(task: asyncio.Task[Process]) -> None:
    if not task.cancelled():
        task.exception()
