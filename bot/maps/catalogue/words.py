"""The words that a map is found by because of how it came out: pure."""

from bot.face import wording as face_wording
from bot.languages import ENGLISH, writing_in, written
from bot.maps import wording
from bot.maps.folding import folded, tokens
from bot.maps.releases import Release
from bot.maps.typed.dates import MONTHS, month_number


def release_words(release: Release, position: int) -> str:
    """Words that a map is found by because of how it came out, in English whoever asks."""
    if release.on is None:
        return folded(f"{release.name} {position + 1}")
    with writing_in(ENGLISH):
        spoken = face_wording.weekday_date(release.on)
        return folded(f"{wording.RELEASE_KINDS[release.kind]} {release.on.isoformat()} {spoken}")


def in_english(typed: str) -> list[str]:
    """Return the words of what is typed with the reader's kinds, months and weekdays in English.

    It is empty where the reader reads English.
    """
    if written() == ENGLISH:
        return []
    text = f" {' '.join(tokens(typed))} "
    for kind in wording.RELEASE_KINDS.values():
        text = text.replace(f" {folded(str(kind))} ", f" {folded(kind.english)} ")
    fillers = face_wording.words_of_dates()
    weekdays = _weekdays()
    words = (weekdays.get(word, word) for word in text.split() if word not in fillers)
    return [_month(word) for word in words]


def _weekdays() -> dict[str, str]:
    """Return the short English name of each day of a week by the reader's."""
    own = face_wording.short_weekdays()
    with writing_in(ENGLISH):
        names = zip(own, face_wording.short_weekdays(), strict=True)
        return {folded(name): folded(english) for name, english in names}


def _month(word: str) -> str:
    number = month_number(word)
    return folded(MONTHS[number - 1]) if number else word
