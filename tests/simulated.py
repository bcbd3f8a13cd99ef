"""Discord as simcord simulates it, in the time of the tests' own loops."""

import asyncio
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import simcord
from discord.ext.commands.bot import BotBase
from simcord import _dpy_internals, _settlement
from support import ManualClock
from unhurried import waited

from bot.frame.app import Pitwall

# simcord sets the loop's timers by the machine's clock, which is not these loops'.
_dpy_internals.real_monotonic = waited
_park_reason = _settlement._park_reason


def _park_reason_by_path(
    state: Any, task: asyncio.Task[Any], deadline: float, seen: set[int] | None = None
) -> str | None:
    """Let two tasks wait for the same one, such as a login that all requests share.

    simcord 3.2.1 takes the second for a circle, and waits in vain until both go on.
    """
    return _park_reason(state, task, deadline, set(seen or ()))


_settlement._park_reason = _park_reason_by_path


async def _load_from_module(self: BotBase, spec: ModuleSpec, key: str) -> None:
    """Run an extension's module once for all bots of a process; discord.py does so for each."""
    module = import_module(spec.name)
    await module.setup(self)
    _extensions(self)[key] = module


async def _keep_module(self: BotBase, lib: ModuleType, key: str) -> None:
    assert _extensions(self).pop(key) is lib


def _extensions(bot: BotBase) -> dict[str, ModuleType]:
    return vars(bot)["_BotBase__extensions"]


BotBase._load_from_module_spec = _load_from_module
BotBase._call_module_finalizers = _keep_module


def simulated(bot: Pitwall, clock: ManualClock) -> simcord.Env:
    """Return a Discord for a bot, in which this clock is moved by hand."""
    # Refusals are the desk's business: tests look at what people are told. simcord waits for every
    # timer that ends within its patience: less than the 15 s that aiohttp keeps an idle connection.
    env = simcord.Env(bot, shard_count=1, check_errors=False, settle_timeout=12.0)
    clock.wait = partial(env.external_wait, reason="the clock is moved by hand")
    _let_deleted_loading_messages_go(env)
    return env


def _let_deleted_loading_messages_go(env: simcord.Env) -> None:
    """Post a follow-up anew once the loading message is deleted, as Discord does.

    simcord 3.2.1 goes on looking for the deleted message and answers 10008.
    """
    delete = env.backend.delete_message

    def delete_and_complete(channel_id: int, message_id: int) -> None:
        delete(channel_id, message_id)
        for interaction in env.backend.interactions.values():
            if interaction.loading and interaction.message_id == message_id:
                interaction.complete_deferred()

    env.backend.delete_message = delete_and_complete
