"""Leaderboards in Nadeo's JSON."""

from collections.abc import Iterable

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import Entry
from bot.sandbox.world.world import World
from bot.sandbox.world.zones import Zone

COARSE = 10_000


class BoardShapes:
    """Turns lines of ladders into JSON, with the players' zones."""

    def __init__(self, world: World) -> None:
        self._world = world

    def player(self, account: str, position: int) -> Json:
        """Return who is where."""
        zone = self._world.accounts.zone(account)
        return {
            "accountId": account,
            "zoneId": zone.id,
            "zoneName": zone.name,
            "position": position,
        }

    def line(self, entry: Entry) -> Json:
        """Return a line of a map's leaderboard."""
        who = self.player(entry.account, entry.position)
        return {**who, "score": entry.score, "timestamp": entry.time}

    def top(self, zone: Zone, lines: Iterable[Json]) -> Json:
        """Return the lines of one zone."""
        return {"zoneId": zone.id, "zoneName": zone.name, "top": list(lines)}

    def world_board(self, group: str, map_uid: str, lines: Iterable[Json]) -> Json:
        """Return a map's leaderboard of the whole world."""
        return board(group, map_uid, [self.top(self._world.zones.world, lines)])

    def rankings(self, account: str, position: int) -> list[Json]:
        """Return a position in every zone of an account; the narrower ones are estimates."""
        path = self._world.zones.path(self._world.accounts.zone(account).id)
        return [
            {
                "zoneId": zone.id,
                "zoneName": zone.name,
                "ranking": {"position": rounded(max(1, position >> 2 * depth)), "length": 0},
            }
            for depth, zone in enumerate(path)
        ]


def board(group: str, map_uid: str, tops: list[Json]) -> Json:
    """Return a map's leaderboard."""
    return {"groupUid": group, "mapUid": map_uid, "tops": tops}


def rounded(position: int) -> int:
    """Return a position as rankings show it: far down only the ten thousands count."""
    return position if position < COARSE else -(-position // COARSE) * COARSE
