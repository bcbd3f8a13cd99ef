"""Buttons below a player's card."""

import re

import discord

from bot.face.controls import button, link_button, row
from bot.maps.controls import BOARD_ID
from bot.maps.links import player_page
from bot.players import profile_wording
from bot.players.comparison_controls import COMPARE_OPEN
from bot.players.profile_cards import Profile, TrackRecord

RECORD_STANDS = re.compile(BOARD_ID.replace("board:", "stands:", 1) + r":(?P<score>\d{1,10})")
"""Show a map's board as a new message, from where scores begin that are worse than this one."""


def profile_controls(card: Profile) -> discord.ui.View:
    """Lead to where the record stands, to a comparison with oneself, and to the player's page."""
    account_id = card.account.account_id
    compare = f"compare:{account_id}:o" if card.is_comparable else ""
    return row(
        [
            button(str(profile_wording.COMPARE), compare) if compare else None,
            _leaderboard(card.facts.record),
            link_button(str(profile_wording.TRACKMANIA_IO), player_page(account_id)),
        ],
        (COMPARE_OPEN, RECORD_STANDS),
    )


def _leaderboard(record: TrackRecord | None) -> discord.ui.Button[discord.ui.View] | None:
    """Lead to where a record stands; nowhere without one, or with a secret one."""
    if record is None or record.result is None or record.result.score < 1:
        return None
    score, is_stunt = record.result.score, record.track.kind == "tm_stunt"
    better = score + 1 if is_stunt else max(1, score - 1)
    custom_id = f"stands:{record.track.uid}:{record.group_uid}:{better}"
    return button(str(profile_wording.WHERE_IT_STANDS), custom_id)
