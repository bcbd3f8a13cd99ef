"""What `/announce` lets people choose from; Discord shows it in the reader's language."""

from discord.app_commands import Choice

from bot.announcer import announce_wording, wording
from bot.announcer.cards import FEEDS
from bot.languages import languages, own_name

FEED_CHOICES = [Choice(name=str(wording.FEED_TITLES[feed]), value=feed) for feed in FEEDS]
CLEAR_CHOICES = [
    Choice(name=str(name), value=value) for value, name in announce_wording.CLEAR_CHOICES.items()
]
LANGUAGE_CHOICES = [Choice(name=own_name(language), value=language) for language in languages()]
