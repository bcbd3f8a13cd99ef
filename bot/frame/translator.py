"""What Discord shows of the commands, in the languages of those who read it."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location
from discord.app_commands import TranslationContextTypes, locale_str

from bot.languages import ENGLISH, language_of, translated, writing_in

NAMES = frozenset({Location.command_name, Location.group_name, Location.parameter_name})
"""What people type, which is the same for all: answers and documents name it."""


class Translator(app_commands.Translator):
    """Translates descriptions and choices; what is typed stays as it is."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return a text in the language of a locale, None where it is the English one."""
        language = language_of(locale.value)
        if language == ENGLISH or context.location in NAMES:
            return None
        with writing_in(language):
            text = translated(string.message)
        return None if text == string.message else text
