"""Whether processes are there."""

from pathlib import Path


def is_alive(process_id: int) -> bool:
    """Tell whether a process does anything: one that nobody has buried yet does not."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"
