"""What somebody has chosen so far in the guided set-up."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.announcer.cards import Feed

Part: TypeAlias = Literal["feeds", "channel", "role"]
"""What one of its menus asks for."""
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True)
class Choices:
    """Feeds in the order in which they are offered, and Discord's ids; None for none."""

    feeds: tuple[Feed, ...] = ()
    channel_id: int | None = None
    role_id: int | None = None

    @property
    def are_enough(self) -> bool:
        """Tell whether it is known what is to be announced, and where."""
        return bool(self.feeds) and self.channel_id is not None
