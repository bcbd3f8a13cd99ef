"""Cards drawn as Discord embeds: functions of values, without I/O, clock or bot.

Discord's limits are kept here and nowhere else.
"""

from bot.embeds.boards import board_embed, place_embed, ranking_embed
from bot.embeds.clubs import (
    campaigns_embed,
    club_board_embed,
    club_campaign_embed,
    club_embed,
    record_embed,
    rooms_embed,
)
from bot.embeds.general import about_embed, help_embed
from bot.embeds.lists import campaign_embed, month_embed
from bot.embeds.maps import map_embed
from bot.embeds.review import history_embed, join_embed, submissions_embed, wait_embed

__all__ = [
    "about_embed",
    "board_embed",
    "campaign_embed",
    "campaigns_embed",
    "club_board_embed",
    "club_campaign_embed",
    "club_embed",
    "help_embed",
    "history_embed",
    "join_embed",
    "map_embed",
    "month_embed",
    "place_embed",
    "ranking_embed",
    "record_embed",
    "rooms_embed",
    "submissions_embed",
    "wait_embed",
]
