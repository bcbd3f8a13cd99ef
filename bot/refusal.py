"""The one exception whose text is meant for the person who typed the command."""


class Refusal(Exception):  # it is no fault of the program
    """What was asked for is not given; the message is a sentence from `bot.wording`."""

    @property
    def sentence(self) -> str:
        """Return what to tell the person."""
        return str(self)
