"""The languages that people read: which there are, and which one is written in now.

Sentences stand in the code in English; what they are elsewhere stands in a file for each language,
`bot/locales/fr.po` and its like. Whoever answers a person says once in which language; all that is
written in that task is in it.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_group_symbol
from babel.support import Translations

Given = ParamSpec("Given")
Made = TypeVar("Made")

ENGLISH = "en"
FOLDER = Path(__file__).parent / "locales"
_BRITISH = Locale("en", "GB")
"""Its dates have the day first, as all the other languages' have."""

_written: ContextVar[str] = ContextVar("_written", default=ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages (ISO 639), English first."""
    return (ENGLISH, *sorted(file.stem for file in FOLDER.glob("*.po")))


def language_of(locale: str) -> str:
    """Return the language for a locale as Discord names it, such as `fr` or `es-419`."""
    code = locale.partition("-")[0]
    return code if code in languages() else ENGLISH


def write_in(language: str) -> None:
    """Write in a language from now on, for as long as this task runs."""
    _written.set(language)


@contextmanager
def writing_in(language: str) -> Generator[None, None, None]:
    """Write in a language for a while, in English where it is none of ours."""
    before = _written.set(language if language in languages() else ENGLISH)
    try:
        yield
    finally:
        _written.reset(before)


def own_name(language: str) -> str:
    """Return what a language calls itself, such as `Français`."""
    name = Locale(language).get_display_name(language)
    return str(name).capitalize()


def written() -> str:
    """Return the language that is written in now."""
    return _written.get()


def locale() -> Locale:
    """Return how numbers, dates and lists are written now."""
    language = written()
    return _BRITISH if language == ENGLISH else Locale(language)


def number(value: int) -> str:
    """Write a number with separators: `10,000`; of any size, which Babel's own may not have."""
    return f"{value:,}".replace(",", _group_symbol(written()))


@cache
def _group_symbol(language: str) -> str:
    """Find it once: a menu of ranks alone has two dozen numbers."""
    with writing_in(language):
        # A narrow blank would not line up in a code span, whose font has none.
        return get_group_symbol(locale()).replace("\u202f", "\u00a0")


def kept_for_readers(most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function made of the last calls, as many in all, and for each language its own.

    Whatever has a word or a number in it may be kept in no other way.
    """

    def decorate(function: Callable[Given, Made]) -> Callable[Given, Made]:
        @lru_cache(maxsize=most)
        def made(_language: str, *args: Given.args, **kwargs: Given.kwargs) -> Made:
            return function(*args, **kwargs)

        @wraps(function)
        def kept(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            return made(written(), *args, **kwargs)

        return kept

    return decorate


def translated(english: str) -> str:
    """Return a text in the language that is written in now; in English where it has none."""
    return _translations(written()).gettext(english)


def translated_plural(one: str, many: str, count: int) -> str:
    """Return the form of a text that goes with a number."""
    return _translations(written()).ngettext(one, many, count)


@cache
def _translations(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
