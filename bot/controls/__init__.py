"""The buttons and menus below the cards, and the patterns of their custom ids."""

from bot.controls.boards import (
    BOARD_JUMP,
    BOARD_OPEN,
    BOARD_PAGE,
    RANKING_JUMP,
    RANKING_OPEN,
    RANKING_PAGE,
    board_controls,
    ranking_controls,
)
from bot.controls.maps import (
    CAMPAIGN_TURN,
    MAP_OPEN,
    MONTH_TURN,
    TOTD_DAY,
    campaign_controls,
    day_controls,
    leaderboard_control,
    map_controls,
    month_controls,
)

__all__ = [
    "BOARD_JUMP",
    "BOARD_OPEN",
    "BOARD_PAGE",
    "CAMPAIGN_TURN",
    "MAP_OPEN",
    "MONTH_TURN",
    "RANKING_JUMP",
    "RANKING_OPEN",
    "RANKING_PAGE",
    "TOTD_DAY",
    "board_controls",
    "campaign_controls",
    "day_controls",
    "leaderboard_control",
    "map_controls",
    "month_controls",
    "ranking_controls",
]
