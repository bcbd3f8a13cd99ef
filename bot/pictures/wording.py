"""Sentences about pictures."""

from bot.sentences import Sentence

NOT_DRAWN = Sentence("No picture this time: drawing it failed or took too long.")
