"""Any list or ladder is within Discord's limits and harmless, whatever Nadeo answers."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.ladders.cards import PointsRow
from bot.ladders.embeds import place_embed, ranking_embed
from bot.maps.cards import CampaignCard, ListedMap
from bot.maps.controls import campaign_controls, month_controls
from bot.maps.embeds.lists import campaign_embed, month_embed
from bot.maps.releases import Release
from tests.controls import menus
from tests.ladders.test_board_page import rows
from tests.ladders.test_places_and_rankings import place, ranking
from tests.limits import MENTION, problems, texts
from tests.maps.lists import campaign, month, season
from tests.maps.test_map_card import NAMES, NUMBERS, UID, track

RELEASES = st.builds(
    season, name=NAMES, starts=NUMBERS, ends=NUMBERS, campaign_id=st.integers(0, 10**17)
)
TRACKS = st.builds(
    track,
    name=NAMES,
    author_time=NUMBERS,
    map_type=st.sampled_from(["a\\TM_Race", "a\\TM_Stunt", "a\\TM_Platform", ""]),
    thumbnail_url=NAMES,
)
LISTED = st.builds(
    ListedMap, st.just(UID), st.integers(1, 31), st.one_of(st.none(), TRACKS), NAMES, st.none()
)
AGES = st.one_of(st.none(), NUMBERS.map(float))


def is_harmless(embed: Any) -> None:
    assert [problem for problem in problems(embed) if problem != "empty title"] == []
    for text in texts(embed):
        assert not MENTION.search(text.replace("\\<", ""))
        assert "](https://evil" not in text


@given(RELEASES, st.lists(LISTED, max_size=31), AGES)
def test_any_campaign_is_harmless(release: Release, maps: list[ListedMap], as_of: Any) -> None:
    is_harmless(campaign_embed(CampaignCard(release, tuple(maps), as_of=as_of)))


@given(RELEASES, st.lists(LISTED, min_size=25, max_size=25), AGES)
def test_any_season_is_harmless(release: Release, maps: list[ListedMap], as_of: Any) -> None:
    is_harmless(campaign_embed(CampaignCard(release, tuple(maps), as_of=as_of)))


@given(st.lists(LISTED, max_size=31), AGES)
def test_any_month_is_harmless(maps: list[ListedMap], as_of: Any) -> None:
    is_harmless(month_embed(month(days=tuple(maps), as_of=as_of)))


@given(NAMES, NAMES, NUMBERS, NUMBERS, st.booleans(), NUMBERS)
def test_any_place_is_harmless(
    name: str, country: str, score: int, rank: int, flag: bool, moment: int
) -> None:
    neighbour = rows(1, 1, name=name, score=score, country=country)[0]
    card = place(
        track=track(name=name),
        score=score,
        rank=rank,
        is_rounded=flag,
        season_closed=flag,
        ahead=neighbour,
        behind=neighbour,
        received_at=float(moment),
    )

    is_harmless(place_embed(card))


@given(
    RELEASES,
    st.lists(st.builds(PointsRow, NUMBERS, NAMES, NUMBERS, NAMES), max_size=20),
    NUMBERS,
    st.booleans(),
)
def test_any_ranking_is_harmless(
    release: Release, shown: list[PointsRow], moment: int, stale: bool
) -> None:
    page = ranking(tuple(shown), release=release, received_at=float(moment), stale=stale)

    is_harmless(ranking_embed(page))


@given(st.lists(LISTED, max_size=31))
async def test_any_menu_can_be_sent(maps: list[ListedMap]) -> None:
    for view in (
        campaign_controls(campaign(0, maps=tuple(maps))),
        month_controls(month(days=tuple(maps)), has_charts=True),
    ):
        for item in view.to_components():
            assert 1 <= len(item["components"]) <= 5
        for offers in menus(view).values():
            assert 1 <= len(offers) <= 25
            assert all(1 <= len(label) <= 100 and len(value) <= 100 for label, value in offers)
            assert len({value for _, value in offers}) == len(offers)
