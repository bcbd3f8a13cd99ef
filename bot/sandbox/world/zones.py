"""The tree of places that players come from: World, continent, country, region."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.sandbox.world.ids import Ids, Kind

# The one zone id that never changes; the others differ from world to world.
WORLD_ZONE = "301e1b69-7e13-11e8-8060-e284abfd2bc4"
EARTH: dict[str, dict[str, str]] = {
    "Europe": {
        "Germany": "Baden-Württemberg,Bayern,Berlin,Nordrhein-Westfalen",
        "France": "Bretagne,Île-de-France,Occitanie,Normandie",
        "Netherlands": "Utrecht,Zuid-Holland",
        "United Kingdom": "England,Scotland,Wales",
        "Czechia": "Praha,Jihomoravský kraj",
        "Poland": "Mazowieckie,Małopolskie",
        "Belgium": "Antwerpen,Liège",
        "Switzerland": "Aargau,Zürich",
        "Austria": "Tyrol,Wien",
        "Spain": "Madrid,Cataluña",
        "Italy": "Lombardia,Valle D-Aosta",
        "Russia": "Центральный федеральный округ",
        **dict.fromkeys(("Sweden", "Norway", "Finland", "Denmark", "Slovakia", "Latvia"), ""),
        **dict.fromkeys(("Türkiye", "Greece", "Ukraine"), ""),
    },
    "North America": {
        "Canada": "Québec,Ontario",
        "United States": "Colorado,Texas,Ohio",
        "Mexico": "",
        "Jamaica": "",
    },
    "South America": {"Brazil": "Ceará,São Paulo", "Chile": "Maule", "Argentina": "", "Peru": ""},
    "Asia": {
        "Japan": "北海道,東京都",
        "Mainland China": "自贡市",
        "South Korea": "",
        "Taïwan": "",
        "India": "",
    },
    "Africa": dict.fromkeys(("South Africa", "Morocco", "Ivory Coast", "Réunion"), ""),
    "Middle East": dict.fromkeys(("Egypt", "Israel", "Qatar"), ""),
    "Oceania": {"Australia": "Victoria,Queensland", "New Zealand": ""},
}
TOWNS = {"Baden-Württemberg": ("Stuttgart", "Karlsruhe"), "Bretagne": ("Ille-et-Vilaine",)}


@dataclass(frozen=True)
class Zone:
    """A place; the root has no parent."""

    id: str
    name: str
    parent: str | None
    population: int = 1


class Zones:
    """All zones of one world, by id."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self.all = {zone.id: zone for zone in zones}
        self.world = next(zone for zone in zones if zone.parent is None)

    def path(self, zone_id: str) -> list[Zone]:
        """Return a zone and all above it, World first."""
        zone, steps = self.all.get(zone_id), list[Zone]()
        while zone:
            steps.append(zone)
            zone = self.all.get(zone.parent or "")
        return steps[::-1]

    def within(self, zone_id: str, area: str) -> bool:
        """Tell whether a zone lies in an area, or is it."""
        return any(zone.id == area for zone in self.path(zone_id))

    @cached_property
    def homes(self) -> list[Zone]:
        """The zones players live in, the populous ones several times."""
        parents = {zone.parent for zone in self.all.values()}
        leaves = [zone for zone in self.all.values() if zone.id not in parents]
        return [zone for zone in leaves for _ in range(zone.population)]

    @cached_property
    def deepest(self) -> Zone:
        """The first of the zones farthest from World."""
        return max(self.all.values(), key=lambda zone: len(self.path(zone.id)))


def generated_zones(ids: Ids) -> Zones:
    """Return a small Earth of real names."""
    zones = [Zone(WORLD_ZONE, "World", None)]

    def add(name: str, parent: str, population: int = 1) -> str:
        zone = Zone(ids.uuid(Kind.ZONE, len(zones)), name, parent, population)
        zones.append(zone)
        return zone.id

    for continent, countries in EARTH.items():
        continent_id = add(continent, WORLD_ZONE)
        for country, regions in countries.items():
            country_id = add(country, continent_id)
            for region in filter(None, regions.split(",")):
                region_id = add(region, country_id, 3)
                for town in TOWNS.get(region, ()):
                    add(town, region_id, 2)
    return Zones(zones)
