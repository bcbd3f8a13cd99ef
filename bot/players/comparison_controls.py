"""Buttons below two players side by side."""

import re

import discord

from bot.face import wording as face_wording
from bot.face.controls import button, row
from bot.players import comparison_wording
from bot.players.comparison_cards import Comparison, MapComparison, Pair

_COMPARE_ID = r"compare:(?P<account>[0-9a-f-]{36})"
COMPARE_OPEN = re.compile(_COMPARE_ID + ":o")
"""Compare oneself with a player over the running season, as a new message."""
COMPARE_TURN = re.compile(_COMPARE_ID + r":(?P<over>season|today)")
"""Compare oneself with a player over the running season or track, in place of this message."""
COMPARE_CHART = re.compile(r"chart-compare:(?P<account>[0-9a-f-]{36}):(?P<group>[\w-]{1,44})")
"""Compare oneself with a player over a season as a picture, as a new message."""


def comparison_controls(card: Comparison | MapComparison, *, has_charts: bool) -> discord.ui.View:
    """Lead to the running track from a season, to the running season from a map.

    `has_charts` tells whether pictures can be drawn here.
    """
    is_map = isinstance(card, MapComparison)
    label = comparison_wording.SEASON if is_map else comparison_wording.TRACK
    over = "season" if is_map else "today"
    chart = None
    if (
        has_charts
        and isinstance(card, Comparison)
        and any(one.lead and one.is_timed for one in card.maps)
    ):
        group = card.release.season_uid
        chart = button(str(face_wording.CHART), f"chart-compare:{_other(card.pair)}:{group}")
    turn = button(str(label), f"compare:{_other(card.pair)}:{over}")
    return row([turn, chart], (COMPARE_TURN, COMPARE_CHART))


def _other(pair: Pair) -> str:
    return pair.other.account_id
