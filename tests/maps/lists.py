"""What tests of lists of maps show: releases, and the maps in them."""

from datetime import date
from typing import Any

from bot.maps.cards import CampaignCard, ListedMap, MonthCard
from bot.maps.releases import Release
from tests.maps.test_map_card import SEASON, totd, track

STARTS, ENDS = 1_782_918_000, 1_790_866_800


def season(**changes: Any) -> Release:
    values = {
        "kind": "seasonal",
        "season_uid": SEASON,
        "campaign_id": 136_930,
        "starts": STARTS,
        "ends": ENDS,
        "name": "Summer 2026",
    }
    return Release(**(values | changes))


def listed(count: int, name: str = "Road", author: str = "Åse", **changes: Any) -> list[ListedMap]:
    return [
        ListedMap(
            map_uid=f"{number:027}",
            number=number,
            track=track(name=name, uid=f"{number:027}", **changes),
            author=author,
            release=totd(on=date(2026, 8, number)) if number < 32 else None,
        )
        for number in range(1, count + 1)
    ]


def campaign(count: int = 25, **changes: Any) -> CampaignCard:
    values = {"release": season(), "maps": tuple(listed(count)), "earlier": season(campaign_id=1)}
    return CampaignCard(**(values | changes))


def month(count: int = 31, **changes: Any) -> MonthCard:
    values = {
        "kind": "totd",
        "first": date(2026, 8, 1),
        "days": tuple(listed(count)),
        "oldest": date(2020, 7, 1),
        "newest": date(2026, 8, 1),
    }
    return MonthCard(**(values | changes))


def lines(embed: Any) -> list[str]:
    return str(embed.description).split("\n")
