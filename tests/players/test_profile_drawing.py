"""A player's card, as it is drawn."""

from typing import Any

import pytest

from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.players import profile_wording
from bot.players.cards import Account, MapResult
from bot.players.profile_cards import Facts, Profile, TrackRecord
from bot.players.profile_controls import profile_controls
from bot.players.profile_embeds import profile_embed


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, ""), (1, "Bronze 1"), (3, "Bronze 3"), (4, "Silver 1"), (9, "Gold 3"), (10, "")],
)
def test_echelons_have_names(number: int, name: str) -> None:
    assert profile_wording.echelon(number) == name


def drawn(kind: str, score: int) -> tuple[dict[str, str], set[Any]]:
    """Return the fields and the labels of the buttons of a card with this record."""
    track = TrackMap.model_construct(
        uid="a" * 27,
        name="Somewhere",
        author="b",
        author_time=100,
        gold_time=80,
        silver_time=60,
        bronze_time=40,
        map_type=f"TrackMania\\{kind}",
    )
    record = TrackRecord(track, ALL_TIME, None, MapResult("a", score, 1), 1_787_000_000)
    card = Profile(Account("a" * 36, "Somebody"), Facts(record=record), None, is_comparable=False)
    embed = profile_embed(card)
    labels = {getattr(item, "label", "") for item in profile_controls(card).children}
    return {str(field.name): str(field.value) for field in embed.fields}, labels


def test_records_have_their_units() -> None:
    # quirk 69
    stunt, _ = drawn("TM_Stunt", 90)
    platform, _ = drawn("TM_Platform", 1)
    assert "🥇 **90 points**" in stunt["Track of the Day"]
    assert "🟢 **1 respawn**" in platform["Track of the Day"]


def test_a_secret_record_leads_nowhere() -> None:
    fields, labels = drawn("TM_Race", SECRET)

    assert "**SECRET**" in fields["Track of the Day"]
    assert labels == {"trackmania.io"}
