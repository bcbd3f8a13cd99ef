"""Names and times as the real service's samples say that they read."""

import json
from typing import Any

import pytest

from bot.text import plain, race_time
from tests.against_samples.folder import EXAMPLES


def vectors(name: str) -> list[dict[str, Any]]:
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))["vectors"]


@pytest.mark.parametrize(
    "vector", vectors("text_formatting.json"), ids=lambda vector: repr(vector["raw"])
)
def test_codes_of_the_vectors(vector: dict[str, Any]) -> None:
    assert plain(vector["raw"]) == vector["plain"]


@pytest.mark.parametrize(
    "vector", vectors("time_formatting.json"), ids=lambda vector: str(vector["ms"])
)
def test_times_of_the_vectors(vector: dict[str, Any]) -> None:
    assert race_time(vector["ms"]) == vector["text"]
