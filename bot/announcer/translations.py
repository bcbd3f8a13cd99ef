"""Cards in all languages: what is posted is drawn once, and each channel gets its own."""

from collections.abc import Callable, Generator, Mapping
from typing import Any, cast

from bot.announcer.cards import Message
from bot.languages import ENGLISH, languages, writing_in

TRANSLATIONS = "translations"
"""Where a kept message has what differs in other languages, by their codes; Discord knows no such
key."""

TITLE = "title"
"""Where a message in another language has what its forum's post or its thread is called."""


def in_each_language(draw: Callable[[], Message]) -> Message:
    """Draw a message in English, with what it is in every other language."""
    drawn: dict[str, Message] = {}
    for language in languages():
        with writing_in(language):
            drawn[language] = draw()
    english = drawn.pop(ENGLISH)
    return {**english, TRANSLATIONS: drawn} if drawn else english


def in_language(message: Message, language: str) -> Message:
    """Return a kept message as it is posted in a language, in English where it has no such."""
    chosen = {**message, **_others(message).get(language, {})}
    return {key: value for key, value in chosen.items() if key not in {TRANSLATIONS, TITLE}}


def spoken_by(message: Message, language: str) -> str:
    """Return the language in which a message is posted where one is wanted: English if it lacks it.

    It may have been drawn by an earlier program, or before the language was there.
    """
    return language if language in _others(message) else ENGLISH


def title_in(message: Message, language: str, english: str) -> str:
    """Return what a kept message's post is called in a language."""
    return str(_others(message).get(language, {}).get(TITLE) or english)


def changed_in_each(message: Message, change: Callable[[Message], Message]) -> Message:
    """Change a kept message in every language that it has."""
    others = dict(_changed(_others(message), change))
    english = change(in_language(message, ENGLISH))
    return {**english, TRANSLATIONS: others} if others else english


def _changed(
    others: Mapping[str, Message], change: Callable[[Message], Message]
) -> Generator[tuple[str, Message], None, None]:
    for language, other in others.items():
        with writing_in(language):
            yield language, change(other)


def _others(message: Message) -> Mapping[str, Message]:
    """Return a message in the languages that it was drawn in; of what cannot be read nothing."""
    others: Any = message.get(TRANSLATIONS)
    if not isinstance(others, dict):
        return {}
    known = cast("dict[str, Any]", others)
    return {
        language: cast("Message", known[language])
        for language in languages()
        if isinstance(known.get(language), dict) and known[language].get("embeds")
    }
