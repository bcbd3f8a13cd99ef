"""The languages in which the page's people can read the bot: its own, by Discord's names."""

from bot.languages import languages, own_name
from bot.sandbox.discord.protocol.locales import LOCALES
from bot.sandbox.discord.shapes import Json


def locales() -> dict[str, str]:
    """Return the bot's languages in their own words, by the most usual locale of each."""
    found = {language: _locale_of(language) for language in languages()}
    return {locale: own_name(language) for language, locale in found.items() if locale}


def language_entries() -> list[Json]:
    """Write the languages that can be chosen."""
    return [{"locale": locale, "name": name} for locale, name in locales().items()]


def _locale_of(language: str) -> str | None:
    named = (locale for locale in LOCALES if locale.partition("-")[0] == language)
    return next(named, None)
