"""Sentences about pictures."""

NOT_DRAWN = "No picture this time: drawing it failed or took too long."
