"""Buttons below two players side by side."""

import re

import discord

from bot.face.controls import button, row
from bot.players import comparison_wording
from bot.players.comparison_cards import Comparison, MapComparison, Pair

_COMPARE_ID = r"compare:(?P<account>[0-9a-f-]{36})"
COMPARE_OPEN = re.compile(_COMPARE_ID + ":o")
"""Compare oneself with a player over the running season, as a new message."""
COMPARE_TURN = re.compile(_COMPARE_ID + r":(?P<over>season|today)")
"""Compare oneself with a player over the running season or track, in place of this message."""


def comparison_controls(card: Comparison | MapComparison) -> discord.ui.View:
    """Lead to the running track from a season, to the running season from a map."""
    is_map = isinstance(card, MapComparison)
    label = comparison_wording.SEASON if is_map else comparison_wording.TRACK
    over = "season" if is_map else "today"
    return row([button(str(label), f"compare:{_other(card.pair)}:{over}")], (COMPARE_TURN,))


def _other(pair: Pair) -> str:
    return pair.other.account_id
