"""What a soak found: figures as a table, and sentences for what is wrong."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import linear_regression, median

from tests.benchmarks.soaking.gauges import Sample

SETTLED_AFTER = 300.0
"""Seconds in which caches fill; from then on memory has to be flat."""
MOST_FILLING = 25.0
"""Percent of the median in an hour, from then on: a tenth in 25 minutes, for the largest caches."""
MOST_GROWTH = 10.0
"""Likewise in the last third, where all are full: above what the noise of ten minutes makes of flat
memory, and some 400 bytes a command."""
SHORTEST_TREND = 500.0
"""Seconds: a shorter time tells noise from growth too badly to be judged."""
MOST_MORE_TASKS = 3
"""More tasks at rest than at the beginning: a request or two of what runs beside the commands."""
MOST_MORE_DESCRIPTORS = 20
"""Likewise, with connections that are kept for the next request."""
TELLTALES = ("Task was destroyed", "never retrieved", "never awaited", "Unclosed", "left behind")
WORST = ("ERROR", "CRITICAL")
MEANT = ("nothing new of ",)
"""Beginnings of lines that are to wake operators: an outage of 12 s is one of an hour there."""
LONGEST_LINE = 600


@dataclass
class Log:
    """The bot's log lines."""

    levels: Counter[str] = field(default_factory=Counter[str])
    said: Counter[str] = field(default_factory=Counter[str])
    """Warnings and worse, by their first words."""
    faults: list[str] = field(default_factory=list[str])
    held: list[str] = field(default_factory=list[str])
    """What the bot told of what it holds."""


def read_log(lines: Sequence[str]) -> Log:
    """Read JSON lines; what is none was written by Python itself, and is a fault."""
    log = Log()
    for line in lines:
        try:
            entry: dict[str, str] = json.loads(line)
        except ValueError:
            log.faults.append(line[:LONGEST_LINE])
            continue
        level, message = entry["level"], entry["message"]
        log.levels[level] += 1
        if message.startswith("holds "):
            log.held.append(message)
        if level in (*WORST, "WARNING"):
            log.said[f"{level} {entry['logger']}: {' '.join(message.split()[:6])}"] += 1
        if _is_fault(entry):
            told = f"{entry['time']} {level} {entry['logger']}: {message}"
            log.faults.append(f"{told} {entry.get('traceback', '')[-LONGEST_LINE:]}".strip())
    return log


def _is_fault(entry: dict[str, str]) -> bool:
    message = entry["message"]
    if entry.get("traceback") or any(telltale in message for telltale in TELLTALES):
        return True
    return entry["level"] in WORST and not message.startswith(MEANT)


def growth(samples: Sequence[Sample], measure: Callable[[Sample], float]) -> float:
    """Return by how many percent of its median a measure grows in an hour, by least squares."""
    moments, values = [one.at for one in samples], [measure(one) for one in samples]
    middle = median(values)
    return linear_regression(moments, values).slope * 3600 / middle * 100 if middle else 0.0


MEASURES: dict[str, Callable[[Sample], float]] = {
    "resident memory, MiB": lambda one: one.resident,
    "of it the process's own, MiB": lambda one: one.anonymous,
    "proportional share, MiB": lambda one: one.shared_out,
    "tasks": lambda one: one.tasks,
    "threads": lambda one: one.threads,
    "descriptors": lambda one: one.descriptors,
    "sockets": lambda one: one.sockets,
    "file, MiB": lambda one: one.file,
    "rows": lambda one: sum(one.rows.values()),
}
JUDGED = ("resident memory, MiB", "of it the process's own, MiB")
"""What has to be flat; the file and its rows grow with the world's days, by their own rules."""


def settled(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples after the first minutes, or the second half of a short run."""
    after = min(SETTLED_AFTER, samples[-1].at / 2)
    return [one for one in samples if one.at >= after]


def last_third(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples of the last third of a run."""
    return [one for one in samples if one.at >= samples[-1].at * 2 / 3]


def faults_of_memory(samples: Sequence[Sample]) -> Iterator[str]:
    """Yield what is not flat, as far as the run was long enough to tell."""
    parts = {
        "after the fifth minute": (settled(samples), MOST_FILLING),
        "in the last third": (last_third(samples), MOST_GROWTH),
    }
    for when, (later, most) in parts.items():
        if later[-1].at - later[0].at < SHORTEST_TREND:
            continue
        for name in JUDGED:
            grown = growth(later, MEASURES[name])
            if grown > most:
                yield f"{name}: grows by {grown:.1f} % an hour {when}, more than {most:.0f} %"


def faults_at_rest(before: Sample, after: Sample) -> Iterator[str]:
    """Yield what is held at the end, when nobody does anything, and was not at the beginning."""
    if after.tasks > before.tasks + MOST_MORE_TASKS:
        yield f"tasks at rest: {before.tasks} at first, {after.tasks} at the end"
    if after.descriptors > before.descriptors + MOST_MORE_DESCRIPTORS:
        yield f"descriptors at rest: {before.descriptors} at first, {after.descriptors} at the end"


def table(samples: Sequence[Sample]) -> Iterator[str]:
    """Yield the figures as lines of Markdown."""
    later, last = settled(samples), last_third(samples)
    first = f"at {later[0].at / 60:.1f} min"
    yield f"| measure | {first} | at the end | median | most | % an hour | last third |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, measure in MEASURES.items():
        values = [measure(one) for one in later]
        places = 1 if "MiB" in name else 0
        cells = (values[0], values[-1], median(values), max(values))
        told = " | ".join(f"{cell:,.{places}f}" for cell in cells)
        grown = " | ".join(f"{growth(part, measure):+.1f}" for part in (later, last))
        yield f"| {name} | {told} | {grown} |"


def counted(counts: Counter[str]) -> str:
    """Return counts in one line, the most frequent first."""
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common()) or "none"
