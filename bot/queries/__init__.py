"""What people type, understood or refused with what was expected: pure functions."""

from bot.queries.campaigns import (
    CampaignWish,
    campaign_choice,
    campaign_kind,
    campaign_offers,
    ranking_offers,
)
from bot.queries.dates import date_beginnings
from bot.queries.days import DayChoice, day_choice, month_choice, month_meant, month_offers
from bot.queries.maps import MapChoice, MapName, MapUid, map_choice, map_uid, rank_choice
from bot.queries.offers import (
    LABEL_SEPARATOR,
    SUGGESTIONS,
    Offer,
    day_offers,
    map_label,
    map_offers,
)
from bot.queries.review import LONGEST_HISTORY, hours_choice, review_types
from bot.queries.scores import TypedScore, score_on, typed_score

__all__ = [
    "LABEL_SEPARATOR",
    "LONGEST_HISTORY",
    "SUGGESTIONS",
    "CampaignWish",
    "DayChoice",
    "MapChoice",
    "MapName",
    "MapUid",
    "Offer",
    "TypedScore",
    "campaign_choice",
    "campaign_kind",
    "campaign_offers",
    "date_beginnings",
    "day_choice",
    "day_offers",
    "hours_choice",
    "map_choice",
    "map_label",
    "map_offers",
    "map_uid",
    "month_choice",
    "month_meant",
    "month_offers",
    "rank_choice",
    "ranking_offers",
    "review_types",
    "score_on",
    "typed_score",
]
