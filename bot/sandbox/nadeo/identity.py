"""Whom the caller logged in as: a player's service account, or a dedicated server."""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.world.accounts import OWN_NAME
from bot.sandbox.world.world import World
from bot.sandbox.world.zones import Zone

AccountKind = Literal["service", "dedicated"]


@dataclass
class Identity:
    """The one account of this Nadeo; `kind` may be changed while it runs."""

    world: World
    login: str
    password: str
    kind: AccountKind

    @property
    def is_service(self) -> bool:
        """Whether the account stands for a real player."""
        return self.kind == "service"

    @property
    def account(self) -> str:
        """The account id."""
        accounts = self.world.accounts
        return accounts.own if self.is_service else accounts.server

    @property
    def name(self) -> str:
        """What the token calls the account."""
        return OWN_NAME if self.is_service else self.login

    @property
    def zone(self) -> Zone:
        """Where the account lives; a server lives on World."""
        return self.world.accounts.zone(self.account)
