"""What can go wrong between us and Trackmania Exchange; messages are for logs."""


class ExchangeError(Exception):
    """The Exchange did not give what was asked for."""


class ExchangeUnavailable(ExchangeError):
    """It could not be reached, failed inside, or wants to be left alone."""


class ExchangeUnreadable(ExchangeError):
    """Its answer, or its refusal, has a form that is not known: asking again will not help."""
