"""How commands, buttons and suggestions were answered, counted since the bot was made."""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

OUTCOME = "outcome"
"""Where an interaction's `extras` say how it ended; without a word it was answered."""

BUTTON = "button"
SUGGESTIONS = "suggestions"
UNKNOWN = "unknown"
"""What is counted in place of a command's name: presses, typing, and what is no command of ours."""


class AnswerOutcome(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """With a sentence that says why: it may not be, or there is no such thing."""
    NADEO = "nadeo"
    """Nadeo, or our budget for it, gave no answer."""
    LATE = "late"
    FAILED = "failed"
    """By our own fault, the file's or Discord's."""


Listener: TypeAlias = Callable[[str, AnswerOutcome, float], None]
"""Told of each answer: the command, how it ended, and the seconds since it was asked for."""


class Answers:
    """Counts answers by command and outcome."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, AnswerOutcome]] = Counter()
        self.listeners: list[Listener] = []

    def note(self, command: str, outcome: AnswerOutcome, seconds: float) -> None:
        """Count one and tell those who listen."""
        self.counts[command, outcome] += 1
        for listener in self.listeners:
            listener(command, outcome, seconds)

    def total(self, outcome: AnswerOutcome) -> int:
        """Return how many ended so; suggestions are no answers."""
        return sum(
            number
            for (command, one), number in self.counts.items()
            if one is outcome and command != SUGGESTIONS
        )
