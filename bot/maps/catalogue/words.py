"""The words that a map is found by because of how it came out: pure."""

from bot.face import wording as face_wording
from bot.languages import ENGLISH, writing_in
from bot.maps import wording
from bot.maps.folding import folded
from bot.maps.releases import Release


def release_words(release: Release, position: int) -> str:
    """Words that a map is found by because of how it came out: in English, whoever searches."""
    if release.on is None:
        return folded(f"{release.name} {position + 1}")
    with writing_in(ENGLISH):
        spoken = face_wording.weekday_date(release.on)
        kind = str(wording.RELEASE_KINDS[release.kind])
    return folded(f"{kind} {release.on.isoformat()} {spoken}")
