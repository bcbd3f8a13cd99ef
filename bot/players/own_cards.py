"""Who of those on a page is known to whom it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Company:
    """The players on a page, as seen by one person in one place."""

    own: str
    """The account of whoever asked, "" where they are linked with none."""
    here: frozenset[str]
    """The accounts on the server's ladder; nobody's in a direct message."""
    shows_own: bool
    """Whether others may see which player it is who asked, or nobody else is there."""
