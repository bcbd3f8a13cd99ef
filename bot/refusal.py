"""The one exception whose text is meant for the person who typed the command."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

Choice: TypeAlias = tuple[str, str]
"""A label, and what to type for it."""
QuestionOption: TypeAlias = Literal["map", "club", "campaign", "subscription", "style"]
"""What a question is about: which of a command's options it would fill in."""


class Refusal(Exception):  # it is no fault of the program
    """What was asked for is not given; the message is a sentence from `bot.face.wording`."""

    @property
    def sentence(self) -> str:
        """Tell the person this, and nobody else."""
        return str(self)


class Question(Refusal):
    """What was typed may mean several things: one of the choices is to be typed instead."""

    def __init__(self, sentence: str, subject: QuestionOption, choices: Sequence[Choice]) -> None:
        super().__init__(sentence)
        self.subject: QuestionOption = subject
        self.choices = tuple(choices)


class DayQuestion(Question):
    """A month was typed where a day is wanted: each of its days is a choice."""

    def __init__(self, sentence: str, month: date, choices: Sequence[Choice]) -> None:
        super().__init__(sentence, "map", choices)
        self.month = month
        """Its first day."""
