"""The dashboard for Grafana: it shows figures that exist, and every one of ours."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.monitoring.answers import SUGGESTIONS
from bot.nadeo.tally import ExchangeOutcome
from tests.conftest import Paddock
from tests.monitoring.asking import change_file
from tests.monitoring.conftest import Scrape
from tests.monitoring.figures import Figures

DASHBOARD = json.loads((Path(__file__).parents[2] / "docs/grafana.json").read_text("utf-8"))
SERIES = r"\b((?:pitwall|process)_\w+)\{([^}]*)\}"
CONDITION = r'(\w+)(?:=|!=)"([^"]*)"'
VALUES = {"$job", "hit", SUGGESTIONS, *ExchangeOutcome}
"""What labels are compared with; each is the value of a label, seen or not."""


def targets() -> Iterator[tuple[str, str]]:
    """Give what is asked of Prometheus, and what its lines are called."""
    panels: list[dict[str, Any]] = DASHBOARD["panels"]
    for panel in panels:
        for target in panel["targets"]:
            yield target["expr"], target["legendFormat"]


def labels_of(figures: Figures) -> dict[str, set[str]]:
    """Return every series that was told, with the names of its labels."""
    found: dict[str, set[str]] = {}
    for name, pairs in figures.samples:
        found.setdefault(name, set()).update(label for label, _ in pairs)
    return found


async def test_it_shows_what_there_is_and_all_of_it(paddock: Paddock, scrape: Scrape) -> None:
    await paddock.type("totd")
    await change_file(
        paddock.bot.settings.database,
        "INSERT INTO subscriptions (guild_id, channel_id, feed, editable, since) "
        "VALUES (1, 1, 'totd', 1, 0)",
        "INSERT INTO feeds (feed, looked_at, next_look) VALUES ('totd', 1, 2)",
    )
    figures = await scrape()
    known = labels_of(figures)
    # Without a gateway no heartbeat was measured.
    assert "pitwall_gateway_latency_seconds" in figures.families
    known["pitwall_gateway_latency_seconds"] = set()
    # Those of the process are told only where /proc can be read.
    for name in ("process_resident_memory_bytes", "process_cpu_seconds_total"):
        known[name] = set()

    shown: set[str] = set()
    for expression, legend in targets():
        asked = re.findall(SERIES, expression)
        names = {name for name, _ in asked}
        assert names
        assert names == set(re.findall(r"\b(?:pitwall|process)_\w+", expression))
        assert names <= known.keys()
        shown |= names
        compared = [pair for _, conditions in asked for pair in re.findall(CONDITION, conditions)]
        grouped = re.findall(r"by \((\w+)\)", expression)
        named = re.findall(r"\{\{(\w+)\}\}", legend)
        labels = {label for label, _ in compared} | {*grouped, *named}
        assert labels <= {"job"}.union(*(known[name] for name in names))
        assert {value for _, value in compared} <= VALUES

    parts = r"_(?:bucket|count|sum)$"
    ours = {re.sub(parts, "", name) for name in known if name.startswith("pitwall_")}
    assert ours == {re.sub(parts, "", name) for name in shown if name.startswith("pitwall_")}


def test_no_panel_lies_on_another_and_each_is_named() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (place["x"] + right, place["y"] + down)
            for right in range(place["w"])
            for down in range(place["h"])
        }
        assert not cells & taken
        assert place["x"] + place["w"] <= 24
        taken |= cells
        assert panel["title"]
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))
