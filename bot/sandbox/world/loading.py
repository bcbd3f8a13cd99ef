"""Real maps, names and zones read from a folder, in the words of the generated world."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.sandbox.world.days import Day
from bot.sandbox.world.ids import Kind, Thing
from bot.sandbox.world.releases import SLOTS, Campaign, shows_media
from bot.sandbox.world.tracks import Medals, Track
from bot.sandbox.world.zones import Zone, Zones

NEEDED = ("totd", "seasonal", "weekly", "grand", "names", "zone")
"""The JSON files of such a folder, without their ending."""
FILES = {Kind.SEASON: "seasonal", Kind.SHORT: "weekly", Kind.GRAND: "grand"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What is known of the real world; whatever is missing gets generated."""

    days: tuple[Day, ...] = ()
    campaigns: Mapping[Kind, tuple[Campaign, ...]] = field(
        default_factory=dict[Kind, tuple[Campaign, ...]]
    )
    tracks: Mapping[str, Track] = field(default_factory=dict[str, Track])
    things: Mapping[str, Thing] = field(default_factory=dict[str, Thing])
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    zones: Zones | None = None


NOTHING = Known()


def read_known(folder: Path) -> Known:
    """Read totd, seasonal, weekly, grand, names and zone from the JSON files of a folder."""
    totd = _rows(folder, "totd")
    official = {kind: _rows(folder, file) for kind, file in FILES.items()}
    campaigns = {kind: tuple(_campaigns(kind, rows)) for kind, rows in official.items()}
    things = {row["mapUid"]: Thing(Kind.TOTD, number) for number, row in enumerate(totd)}
    for kind, known in campaigns.items():
        for campaign in known:
            for position, uid in enumerate(campaign.maps):
                things[uid] = Thing(kind, campaign.number * SLOTS + position)
    rows = [*totd, *(row for rows in official.values() for row in rows)]
    return Known(
        days=tuple(_day(number, row) for number, row in enumerate(totd)),
        campaigns=campaigns,
        tracks={row["mapUid"]: _track(row) for row in rows},
        things=things,
        names=_read(folder, "names"),
        zones=_zones(_rows(folder, "zone")),
    )


def _read(folder: Path, name: str) -> Row:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _rows(folder: Path, name: str) -> list[Row]:
    return list(_read(folder, name).values())


def _track(row: Row) -> Track:
    return Track(
        uid=row["mapUid"],
        map_id=row["mapId"],
        name=row["name"],
        author=row["author"],
        submitter=row["submitter"],
        medals=Medals(row["authorTime"], row["goldTime"], row["silverTime"], row["bronzeTime"]),
        uploaded=row["timestampUpload"],
    )


def _day(number: int, row: Row) -> Day:
    return Day(
        number,
        date(row["year"], row["month"], row["monthDay"]),
        row["timestampStart"],
        row["timestampEnd"],
        row["mapUid"],
        row["seasonUid"],
        row["campaignId"],
    )


def _campaigns(kind: Kind, rows: Iterable[Row]) -> Iterable[Campaign]:
    ordered = sorted(rows, key=lambda row: (row["timestampStart"], row["mapIndex"]))
    by_campaign = groupby(ordered, key=lambda row: int(row["campaignId"]))
    for number, (campaign_id, maps) in enumerate(by_campaign):
        yield _campaign(kind, number, campaign_id, list(maps))


def _campaign(kind: Kind, number: int, campaign_id: int, rows: list[Row]) -> Campaign:
    first = rows[0]
    names = {
        Kind.SEASON: first["name"].rsplit(" - ", 1)[0],
        Kind.SHORT: f"Week {number + 1}",
        Kind.GRAND: f"Week Grand {number + 59}",
    }
    return Campaign(
        kind=kind,
        number=number,
        id=campaign_id,
        group=first["seasonUid"],
        name=names[kind],
        start=first["timestampStart"],
        end=first["timestampEnd"],
        maps=tuple(row["mapUid"] for row in rows),
        edited=first["timestampEdition"],
        year=first.get("year", -1),
        week=first.get("week", -1),
        ranking_sent=first["timestampRankingSent"] or None,
        has_media=shows_media(kind, first["timestampStart"]),
    )


def _zones(rows: Iterable[Row]) -> Zones:
    return Zones(
        [Zone(row["zoneId"], row["name"], row["parentId"] or None) for row in rows],
    )
