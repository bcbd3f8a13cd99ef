"""What every list of releases is made of, whatever it lists."""

from bot.clock import Clock
from bot.maps.catalogue.kept import KeptReleases
from bot.maps.catalogue.to_come import MapsToCome
from bot.nadeo.client import LiveClient
from bot.storage.store import Store


class ReleaseLists:
    """Knows whom to ask for a list, and where what came is kept."""

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        kept: KeptReleases,
        to_come: MapsToCome,
    ) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._kept = kept
        self._to_come = to_come
