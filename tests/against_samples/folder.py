"""Where samples of the real service lie: `.ci/run` looks for them."""

import os
from pathlib import Path

SAMPLES = Path(os.environ.get("PITWALL_SAMPLES", "")).resolve()
EXAMPLES = SAMPLES / "nadeo" / "examples"
"""An answer for every endpoint and every kind of error."""
DATA = SAMPLES / "nadeo" / "data"
"""The real maps, names and zones."""
