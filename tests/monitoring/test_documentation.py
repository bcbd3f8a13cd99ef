"""The table of figures in the documentation: all of ours, and nothing else."""

import re
from pathlib import Path

from tests.monitoring.conftest import Scrape

TABLE = (Path(__file__).parents[2] / "docs" / "watching.md").read_text("utf-8")


async def test_the_table_names_every_series(scrape: Scrape) -> None:
    rows = re.findall(r"^\| (`pitwall_[^|]*)\|", TABLE, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(pitwall_\w+)`", row)}

    text = (await scrape()).text

    assert told == set(re.findall(r"^# TYPE (pitwall_\w+) ", text, re.MULTILINE))
