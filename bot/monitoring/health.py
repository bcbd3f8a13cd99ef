"""What is wrong, if anything: pure functions of a snapshot."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.announcer import wording as announcer_wording
from bot.monitoring import wording
from bot.monitoring.cards import PARTS, Part, Snapshot

NADEO_SILENCE = 300.0
"""For so long, in seconds, Nadeo may give no answer: one call that fails is no trouble."""
FEED_DELAY = 900.0
"""So long after its time, in seconds, a look is overdue, and a feed that brings nothing fails."""


def troubles(snapshot: Snapshot) -> dict[Part, list[str]]:
    """Return what is wrong, a sentence each, by the parts that are in trouble."""
    found: dict[Part, list[str]] = {part: list(_CHECKS[part](snapshot)) for part in PARTS}
    return {part: sentences for part, sentences in found.items() if sentences}


def _gateway(snapshot: Snapshot) -> Iterator[str]:
    gateway = snapshot.gateway
    if not gateway.connected:
        yield str(wording.NOT_CONNECTED)
    elif gateway.connected < gateway.shards:
        yield wording.partly_connected(gateway.connected, gateway.shards)


def _loops(snapshot: Snapshot) -> Iterator[str]:
    for loop in snapshot.loops:
        if loop.is_resting:
            yield wording.rests(loop.name)


def _database(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.database.fault:
        yield wording.unreadable(snapshot.database.fault)
    if snapshot.database.is_failing:
        yield str(wording.FILE_TAKES_NOTHING)


def _nadeo(snapshot: Snapshot) -> Iterator[str]:
    nadeo = snapshot.nadeo
    silent_since = snapshot.started_at if nadeo.answered_at is None else nadeo.answered_at
    if nadeo.problem and snapshot.at - silent_since > NADEO_SILENCE:
        yield nadeo.problem


def _feeds(snapshot: Snapshot) -> Iterator[str]:
    for feed, state in snapshot.feeds.items():
        name = announcer_wording.FEED_TITLES[feed]
        if state.failing_since is not None and snapshot.at - state.failing_since > FEED_DELAY:
            yield wording.fails(str(name), snapshot.at - state.failing_since)
        elif state.next_look is not None:
            # What was planned before the start could not be kept.
            late = snapshot.at - max(state.next_look, snapshot.started_at)
            if late > FEED_DELAY:
                yield wording.overdue(str(name), late)


_CHECKS: dict[Part, Callable[[Snapshot], Iterator[str]]] = {
    "gateway": _gateway,
    "loops": _loops,
    "database": _database,
    "nadeo": _nadeo,
    "feeds": _feeds,
}


def as_json(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot with what is wrong in it, to be written as JSON; ages in seconds."""
    wrong = troubles(snapshot)
    gateway, nadeo = snapshot.gateway, snapshot.nadeo
    return {
        "status": "trouble" if wrong else "well",
        "trouble": wrong,
        "gateway": {
            "shards": gateway.shards,
            "connected": gateway.connected,
            "latency_seconds": _rounded(gateway.latency),
        },
        "loops": {loop.name: "rests" if loop.is_resting else "runs" for loop in snapshot.loops},
        "database": {
            "readable": not snapshot.database.fault,
            "writable": not snapshot.database.is_failing,
        },
        "nadeo": {
            "answered_seconds_ago": _age(snapshot, nadeo.answered_at),
            "requests_waiting": nadeo.waiting,
        },
        "feeds": {
            feed: {"looked_seconds_ago": _age(snapshot, state.looked_at)}
            for feed, state in snapshot.feeds.items()
        },
    }


def _age(snapshot: Snapshot, moment: float | None) -> float | None:
    return None if moment is None else _rounded(snapshot.at - moment)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
