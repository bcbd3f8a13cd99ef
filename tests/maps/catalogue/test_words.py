"""By what else than its name a map is found: how it came out."""

from datetime import date

from bot.maps.catalogue.words import release_words
from bot.maps.releases import Release


def release(**changes: object) -> Release:
    values = {"kind": "totd", "season_uid": "s", "campaign_id": 1, "starts": 1, "ends": 2}
    return Release(**(values | changes))


def test_a_day_is_found_by_its_date() -> None:
    words = release_words(release(on=date(2026, 8, 22)), 0)

    assert words == "totd 2026 08 22 sat 22 august 2026"


def test_a_map_of_a_campaign_is_found_by_its_number() -> None:
    # quirk 51: black maps are called after countries
    words = release_words(release(kind="seasonal", name="Summer 2026"), 20)

    assert words == "summer 2026 21"
