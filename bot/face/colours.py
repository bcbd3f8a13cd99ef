"""What colour a card has: one for each kind."""

MAP = 0x00A45A
LADDER = 0xE3A72F
CLUB = 0x8A63D2
REVIEW = 0x2E9CCA
SCHEDULE = 0x4C6FD6
ABOUT_THE_BOT = 0x5C6370
ACCOUNT = 0xC2527A
"""What belongs to the account that the bot runs with."""

_SEASONS = {"winter": 0x58B7E8, "spring": 0x6CBB45, "summer": 0xF0B429, "fall": 0xD8622B}
"""A season's own, by the first word of its name."""
_KINDS = {"weekly-shorts": 0x17A7A0, "weekly-grand": 0xB14FBF, "cup-of-the-week": 0xC9553D}


def of_campaign(kind: str, name: str) -> int:
    """Return a season's own colour by its name, or that of the kind; the kind may be a feed's."""
    return _KINDS.get(kind) or _SEASONS.get(name.partition(" ")[0].casefold(), MAP)
