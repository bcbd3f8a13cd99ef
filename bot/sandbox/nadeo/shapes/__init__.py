"""What the world's things look like in Nadeo's JSON."""

from typing import Any

Json = dict[str, Any]
