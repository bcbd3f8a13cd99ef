"""What a decoded or written JSON object is."""

from typing import Any

Json = dict[str, Any]
