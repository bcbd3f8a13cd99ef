"""An environment that holds what a test sets."""

import pytest

from tests.settings.environment import Environment


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    return Environment(monkeypatch)
