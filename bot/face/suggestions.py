"""What an autocomplete offers, whatever it is of."""

from typing import TypeAlias

Offer: TypeAlias = tuple[str, str]
"""A label and the value that is typed for whoever chooses it."""

LABEL_SEPARATOR = " · "

GUESSES_SHOWN = 5
"""As many as a sentence names when it asks back."""
