"""Maps that somebody may have missed: from the catalogue, and nobody is asked which there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias, get_args

from bot.clock import Clock
from bot.exchange import wording as exchange_wording
from bot.exchange.lookup import Exchange
from bot.maps import discovery_wording as wording
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.releases import ReleaseKind, Target
from bot.maps.rows.styles import read_candidates, read_tags
from bot.maps.typed.styles import style_choice
from bot.refusal import Refusal
from bot.storage.store import Store

DiscoveryKind: TypeAlias = Literal["totd", "campaign", "shorts", "royal"]
RELEASES: Mapping[DiscoveryKind, ReleaseKind] = {
    "totd": "totd",
    "campaign": "seasonal",
    "shorts": "weekly-shorts",
    "royal": "royal",
}


@dataclass(frozen=True)
class DiscoveryWish:
    """Among which maps somebody wants to find one: None for all kinds, for any style."""

    kind: DiscoveryKind | None = None
    style: str | None = None


class Discoveries:
    """Draws maps by lot: the longer ago one ran, the likelier."""

    def __init__(
        self, catalogue: Catalogue, exchange: Exchange, store: Store, clock: Clock
    ) -> None:
        self._catalogue = catalogue
        self._exchange = exchange
        self._store = store
        self._clock = clock
        self._random = Random()  # noqa: S311 # draws maps, guards nothing

    async def styles(self) -> Sequence[str]:
        """Return the styles of official maps as far as they are known, most frequent first."""
        return await read_tags(self._store) if self._exchange.site is not None else []

    async def understood(self, kind: DiscoveryKind | None, style: str | None) -> DiscoveryWish:
        """Find the style meant; refuse what is none."""
        if style is not None and style.strip() and self._exchange.site is None:
            raise Refusal(exchange_wording.NO_STYLES)
        return DiscoveryWish(kind, style_choice(style, await self.styles()))

    async def drawn(self, wish: DiscoveryWish, but: str = "") -> Target:
        """Draw a map that does not run any more; another than `but` where there is one."""
        kinds = [RELEASES[one] for one in get_args(DiscoveryKind) if wish.kind in (None, one)]
        now = self._clock.timestamp()
        found = await read_candidates(self._store, kinds, wish.style, now)
        others = [one for one in found if one.map_uid != but] or found
        if not others:
            is_known = wish.style is not None and await self._catalogue.has_lists()
            raise Refusal(wording.NO_SUCH_MAP if is_known else wording.NOTHING_YET)
        weights = [max(1.0, now - one.ended) for one in others]
        (drawn,) = self._random.choices(others, weights)
        return Target(drawn.map_uid, await self._catalogue.release_of(drawn.map_uid, kinds))
