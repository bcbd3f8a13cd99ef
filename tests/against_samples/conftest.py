"""Checks against samples of the real service: only where PITWALL_SAMPLES names their folder."""

import os
from pathlib import Path

import pytest

from tests.against_samples.folder import DATA, EXAMPLES

collect_ignore_glob = [] if os.environ.get("PITWALL_SAMPLES") else ["test_*.py"]


@pytest.fixture
def examples() -> Path:
    return EXAMPLES


@pytest.fixture
def real_data() -> Path:
    return DATA
