"""Why Nadeo refuses, in the words of every subject."""

from bot.clubs import wording as clubs_wording
from bot.review import wording as review_wording

ALL_REASONS = clubs_wording.REASONS | review_wording.REASONS
"""The sentence for each of Nadeo's own words, in small letters."""
