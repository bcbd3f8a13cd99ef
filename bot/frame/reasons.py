"""Why Nadeo refuses, in the words of every subject."""

from bot.clubs import wording as clubs
from bot.review import wording as review

ALL_REASONS = clubs.REASONS | review.REASONS
"""The sentence for each of Nadeo's own words, in small letters."""
