"""What Discord's client does not let a person do; the bot never hears of it."""


class RefusedByClient(Exception):
    """The person cannot do this."""


class CommandNotOffered(RefusedByClient):
    """The command is unknown here, or hidden from this person."""


class InvalidOption(RefusedByClient):
    """An option is missing, unknown, or has a value that the client does not accept."""


class ComponentNotUsable(RefusedByClient):
    """There is no such button or menu for this person, or it does not take these values."""
