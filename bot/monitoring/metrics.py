"""The figures that Prometheus reads: a registry for each bot, filled when it is read.

Their labels are of a few fixed values each: no id of a person, a server or a map is in any.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from prometheus_client import (
    CollectorRegistry,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot import __version__
from bot.monitoring.answers import AnswerOutcome, Answers
from bot.monitoring.cards import PARTS, Snapshot
from bot.monitoring.health import troubles
from bot.monitoring.lookup import Monitor
from bot.nadeo.tally import Tally

# When each series began would be a series more.
disable_created_metrics()

DURATIONS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 20.0, 45.0)
"""Seconds: 1.5 s is when an answer is promised, 45 s when the last one must have come."""

Row: TypeAlias = tuple[tuple[str, ...], float]
"""The values of a figure's labels, and the figure."""


class Metrics(Collector):
    """The figures of one bot."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self._read: tuple[Snapshot, dict[str, int]] | None = None
        self._registry = CollectorRegistry()
        self._durations = Histogram(
            "pitwall_command_duration_seconds",
            "From the arrival of a command, press or key to the end of its answer.",
            ["command"],
            buckets=DURATIONS,
            registry=self._registry,
        )
        self._registry.register(self)
        ProcessCollector(registry=self._registry)
        monitor.answers.listeners.append(self._observe)

    async def exposition(self) -> bytes:
        """Return all figures as they are now, in Prometheus' text format."""
        self._read = await self._monitor.snapshot(), await self._monitor.deliveries()
        return generate_latest(self._registry)

    def close(self) -> None:
        """Hear of no more answers."""
        self._monitor.answers.listeners.remove(self._observe)

    def describe(self) -> Iterable[Metric]:
        """Tell the registry nothing in advance: nobody may have asked yet."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Give what was read last."""
        yield InfoMetricFamily("pitwall", "Which Pitwall this is.", {"version": __version__})
        yield _gauge(
            "pitwall_tasks",
            "What the event loop has at hand: a few for each loop and shard, one for each answer.",
            [((), len(asyncio.all_tasks()))],
        )
        yield from _of_answers(self._monitor.answers)
        yield from _of_tally(self._monitor.tally)
        if self._read is not None:
            snapshot, deliveries = self._read
            yield from _of_snapshot(snapshot)
            yield _gauge(
                "pitwall_deliveries",
                "Posts in the file by state; those that ended are forgotten after a month.",
                (((state,), count) for state, count in deliveries.items()),
                "state",
            )

    def _observe(self, command: str, _outcome: AnswerOutcome, seconds: float) -> None:
        self._durations.labels(command).observe(seconds)


def _of_answers(answers: Answers) -> Iterator[Metric]:
    yield _counter(
        "pitwall_commands",
        "Commands, presses and suggestions by how they ended.",
        (((command, outcome), count) for (command, outcome), count in answers.counts.items()),
        "command",
        "outcome",
    )


def _of_tally(tally: Tally) -> Iterator[Metric]:
    yield _counter(
        "pitwall_nadeo_requests",
        "Requests that were sent to Nadeo, by route template and outcome.",
        (((one.host, one.route, one.outcome), count) for one, count in tally.exchanges.items()),
        "host",
        "route",
        "outcome",
    )
    yield _counter(
        "pitwall_nadeo_budget_wait_seconds",
        "Seconds in all that requests waited for their turn in the budget, by who waits.",
        (((waiter,), seconds) for waiter, seconds in tally.waited.items()),
        "waiter",
    )
    yield _counter(
        "pitwall_nadeo_cache_lookups",
        "Questions for Nadeo by whether an answer was at hand.",
        [(("hit",), tally.hits), (("miss",), tally.misses)],
        "result",
    )


def _of_snapshot(snapshot: Snapshot) -> Iterator[Metric]:
    wrong = troubles(snapshot)
    yield _gauge(
        "pitwall_healthy",
        "1 where a part is well, as /healthz tells it.",
        (((part,), part not in wrong) for part in PARTS),
        "part",
    )
    yield from _of_discord(snapshot)
    yield _gauge(
        "pitwall_nadeo_requests_waiting",
        "Requests that wait for their turn in the budget.",
        [((), snapshot.nadeo.waiting)],
    )
    answered_at = snapshot.nadeo.answered_at
    yield _gauge(
        "pitwall_nadeo_answered_timestamp_seconds",
        "When Nadeo last answered.",
        [] if answered_at is None else [((), answered_at)],
    )
    yield _gauge(
        "pitwall_loop_running",
        "1 while a loop beside the commands runs, 0 while it rests after a fault.",
        (((loop.name,), not loop.is_resting) for loop in snapshot.loops),
        "loop",
    )
    yield _counter(
        "pitwall_loop_restarts",
        "How often a loop beside the commands had to begin again.",
        (((loop.name,), loop.restarts) for loop in snapshot.loops),
        "loop",
    )
    yield _gauge(
        "pitwall_feed_looked_timestamp_seconds",
        "When a feed that somebody subscribes was last looked at with success.",
        (
            ((feed,), state.looked_at)
            for feed, state in snapshot.feeds.items()
            if state.looked_at is not None
        ),
        "feed",
    )


def _of_discord(snapshot: Snapshot) -> Iterator[Metric]:
    gateway = snapshot.gateway
    yield _gauge(
        "pitwall_gateway_shards_connected",
        "Shards that are connected to Discord.",
        [((), gateway.connected)],
    )
    yield _gauge(
        "pitwall_gateway_shards", "Shards that this process should have.", [((), gateway.shards)]
    )
    yield _gauge(
        "pitwall_gateway_latency_seconds",
        "How long the last heartbeat took, of the slowest shard.",
        [] if gateway.latency is None else [((), gateway.latency)],
    )
    yield _gauge(
        "pitwall_servers",
        "Servers of this process's shards that the bot is in.",
        [((), gateway.servers)],
    )
    yield _counter(
        "pitwall_discord_too_many_requests",
        "Requests that Discord answered with 429.",
        [((), gateway.too_many_requests)],
    )


def _counter(name: str, meaning: str, rows: Iterable[Row], *labels: str) -> Metric:
    family = CounterMetricFamily(name, meaning, labels=labels)
    for values, figure in rows:
        family.add_metric(values, figure)
    return family


def _gauge(name: str, meaning: str, rows: Iterable[Row], *labels: str) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for values, figure in rows:
        family.add_metric(values, figure)
    return family
