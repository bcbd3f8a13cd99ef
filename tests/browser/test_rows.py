"""No row of a ladder or list needs a second line on a phone, whatever people are called."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import discord
import pytest
from browser.conftest import OpenTab

from bot.clubs.cards import ActivityPage, ClubBoardPage, ClubCampaignCard, ClubName
from bot.clubs.embeds import campaigns_embed, club_board_embed, club_campaign_embed
from bot.ladders.cards import BoardPage, BoardRow, PlaceCard, PointsRow, RankingPage
from bot.ladders.embeds import board_embed, place_embed, ranking_embed
from bot.languages import languages, writing_in
from bot.maps.cards import CampaignCard, ListedMap, MonthCard
from bot.maps.embeds.lists import campaign_embed, month_embed
from bot.maps.releases import Release
from bot.nadeo.club_models import Activity
from bot.nadeo.models import ClubCampaign, TrackMap
from bot.people.countries import NADEO_SPELLINGS
from bot.players.cards import Account, LadderPage
from bot.players.comparison_cards import ComparedMap, Comparison, Pair
from bot.players.comparison_embeds import comparison_embed
from bot.players.embeds import ladder_embed
from bot.players.ranking_cards import SeasonResult, ServerRankingPage, ServerRankingRow
from bot.players.ranking_embeds import server_ranking_embed
from bot.sandbox.world.words import AWKWARD_MAPS, AWKWARD_PLAYERS
from tests.nadeo.samples import club_campaign

WRAPPED = (Path(__file__).parent / "wrapped.js").read_text(encoding="utf-8")
PAGES = 240
NOW = 1_787_000_000
LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "WMQO@%mw",
    "ЖШЩЮабвгд",
    "日本語한국어名無",
    "🏎️🏁😀🟢",
    "ᴀʙᴄᴅℯ𝓐𝓑Λ",
    "ÅÉÎöüñç _-.",
    "سباق",
)
COUNTRIES = ("France", "Germany", "Mainland China", "", "World", *NADEO_SPELLINGS)
KINDS = ("TM_Race", "TM_Race", "TM_Race", "TM_Stunt", "TM_Platform")


def real_names() -> list[str]:
    """Return names of the real game, where its data lies beside the project."""
    folder = os.environ.get("PITWALL_SAMPLES")
    if folder is None:
        return []
    data = Path(folder) / "nadeo" / "data"
    maps = json.loads((data / "totd.json").read_text(encoding="utf-8")).values()
    names = json.loads((data / "names.json").read_text(encoding="utf-8"))
    players = names.values() if isinstance(names, dict) else names
    return [*(one["name"] for one in maps), *(str(player) for player in players)]


class Maker:
    """Makes pages at random, always the same ones for a seed."""

    def __init__(self, seed: int, real: list[str]) -> None:
        self.random = Random(seed)  # noqa: S311 # names, not secrets
        self.real = real

    def name(self) -> str:
        kind = self.random.random()
        if self.real and kind < 0.5:
            return self.random.choice(self.real)
        if kind < 0.6:
            return self.random.choice((*AWKWARD_PLAYERS, *AWKWARD_MAPS))
        letters = self.random.choice(LETTERS)
        return "".join(self.random.choices(letters, k=self.random.randint(1, 40)))

    def score(self) -> int:
        return self.random.choice((-1, 0, 19_532, 65_300, 622_684, 3_700_000, 4_294_967_295))

    def track(self) -> TrackMap:
        scores = [self.score() for _ in range(4)]
        return TrackMap.model_construct(
            uid="a" * 27,
            name=self.name(),
            author="b",
            author_time=scores[0],
            gold_time=scores[1],
            silver_time=scores[2],
            bronze_time=scores[3],
            map_type=f"TrackMania\\{self.random.choice(KINDS)}",
        )

    def first(self) -> int:
        return self.random.choice((1, 21, 81, 1_001, 9_981))

    def row(self, position: int, score: int) -> BoardRow:
        return BoardRow(position, self.name(), score, self.random.choice(COUNTRIES))

    def board(self) -> BoardPage:
        first, best = self.first(), self.score()
        steps = (1, 11, 900, 70_000)
        scores = [max(best, 0) + self.random.choice(steps) * place for place in range(20)]
        rows = tuple(self.row(first + place, score) for place, score in enumerate(scores))
        record = self.random.choice((None, max(best, 0)))
        return BoardPage(self.track(), "g", first, rows, record, has_next=True, received_at=NOW)

    def place(self) -> PlaceCard:
        score, rank = abs(self.score()) + 5, self.first() + 5
        ahead, behind = self.row(rank - 1, score - 4), self.row(rank, score + 90_000)
        return PlaceCard(
            self.track(),
            "g",
            score,
            rank,
            is_rounded=False,
            received_at=NOW,
            ahead=ahead,
            behind=behind,
        )

    def listed(self, count: int) -> tuple[ListedMap, ...]:
        return tuple(
            ListedMap("a" * 27, number, self.track(), self.name()) for number in range(1, count + 1)
        )


def release() -> Release:
    return Release("weekly-shorts", "s", 1, NOW, NOW + 86_400, name="Week 88")


def club_campaign_page(make: Maker) -> discord.Embed:
    maps = tuple(("a" * 27, make.track()) for _ in range(25))
    return club_campaign_embed(ClubCampaignCard(ClubCampaign.model_validate(club_campaign()), maps))


def activities_page(make: Maker) -> discord.Embed:
    entries = tuple(
        Activity.model_construct(
            activity_id=number,
            campaign_id=number,
            name=make.name(),
            items_count=make.random.choice((0, 1, 25, 1_000)),
            public=make.random.random() < 0.5,
        )
        for number in range(1, 16)
    )
    return campaigns_embed(ActivityPage(ClubName(9, "Club"), entries, (), 0, 0, 3, 40, NOW))


def ranking_page(make: Maker) -> discord.Embed:
    first, most = make.first(), make.random.choice((900, 254_088))
    rows = tuple(
        PointsRow(first + place, make.name(), most - place, make.random.choice(COUNTRIES))
        for place in range(20)
    )
    return ranking_embed(RankingPage(release(), first, rows, has_next=True, received_at=NOW))


def month_page(make: Maker) -> discord.Embed:
    first = date(2026, 8, 1)
    return month_embed(MonthCard("totd", first, make.listed(31), first, first))


def server_ladder_page(make: Maker) -> discord.Embed:
    board = make.board()
    ranks = (None, 7, 48, 9_876)
    rows = tuple(
        replace(row, country="", is_own=not place, world_rank=make.random.choice(ranks))
        for place, row in enumerate(board.rows)
    )
    board = replace(board, rows=rows, record=rows[0].score, ranks_told_at=NOW - 60)
    return ladder_embed(LadderPage(board, page=0, pages=2, linked=500, driven=40))


def server_ranking_page(make: Maker) -> discord.Embed:
    first = make.first()
    rows = tuple(
        ServerRankingRow(first + place, make.name(), season_result(make), is_own=not place)
        for place in range(20)
    )
    return server_ranking_embed(
        ServerRankingPage(release(), False, rows, 0, 2, 500, 40, unread=0, received_at=NOW)
    )


def season_result(make: Maker) -> SeasonResult:
    author, gold, silver, bronze = (make.random.randint(0, 25) for _ in range(4))
    total = make.random.choice((61_000, 940_123, 36_000_000))
    return SeasonResult("a", (author, gold, silver, bronze), 25, 25, total)


def comparison_page(make: Maker) -> discord.Embed:
    maps = tuple(ComparedMap(n, make.track(), make.score(), make.score()) for n in range(1, 26))
    pair = Pair(Account("a" * 36, make.name()), Account("b" * 36, make.name()))
    return comparison_embed(Comparison(pair, release(), "s", maps, missing=0, received_at=NOW))


DRAW: tuple[Callable[[Maker], discord.Embed], ...] = (
    lambda make: board_embed(make.board()),
    lambda make: club_board_embed(ClubBoardPage(ClubName(9, make.name()), 1_234, make.board())),
    lambda make: place_embed(make.place()),
    ranking_page,
    month_page,
    lambda make: campaign_embed(CampaignCard(release(), make.listed(5), is_over=True)),
    lambda make: campaign_embed(CampaignCard(release(), make.listed(25), is_over=True)),
    club_campaign_page,
    activities_page,
    server_ladder_page,
    server_ranking_page,
    comparison_page,
)


@pytest.mark.parametrize(("width", "embed"), [(394, 330), (584, 516)])
@pytest.mark.parametrize("language", languages())
async def test_no_row_needs_a_second_line(
    open_tab: OpenTab, width: int, embed: int, language: str
) -> None:
    make = Maker(2026, real_names())
    with writing_in(language):
        pages: list[Any] = [DRAW[number % len(DRAW)](make).to_dict() for number in range(PAGES)]
    tab = await open_tab(width, 800)

    found = await tab.page.evaluate(WRAPPED, pages)

    assert found["wrapped"] == []
    assert found["count"] > 10 * PAGES
    assert found["widest"] == embed
