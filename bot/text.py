"""Words and numbers as Trackmania writes them and as Discord may show them: pure functions.

The rules are those of docs/nadeo.md, "Names and text". Everything here takes time in proportion to
its input.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.languages import number
from bot.sentences import say_counted

SECRET_SCORE = -1
CORE_NOTHING = 4_294_967_295
"""What Core's records say for "none" or "secret" (quirk 35)."""

LONGEST_RAW = 2000
"""As much of a text from outside as is looked at: what is longer would hold up everybody."""

ZERO_WIDTH_SPACE = "\u200b"

_HEX = frozenset("0123456789abcdefABCDEF")
_LINK_CODES = frozenset("lhpLHP")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})
_UNASSIGNED = "Cn"
"""So says the interpreter's Unicode of emoji that are newer than it, and of what means nothing."""
_NEVER_SHOWN = (range(0x2065, 0x2066), range(0xFDD0, 0xFDF0), range(0xFFF0, 0xFFF9))
_TAGS = range(0xE0000, 0xE1000)
_LAST_OF_A_PLANE = 0xFFFE
"""From here on a plane holds noncharacters only."""
_STACKING_CATEGORIES = frozenset({"Mn", "Me"})
_BLANKS = frozenset("\u2800\u3164\uffa0")
"""Signs that look like a blank without being one: a name may consist of them."""
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5")
"""Letters and marks that show nothing at all."""
_MOST_MARKS = 4
"""More marks on one letter are of no language: they would run over the lines above and below."""
_FLAG = "\U0001f3f4"
_FLAG_TAGS = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,7}\U000e007f")
"""What makes the black flag that of a country: ignored by whoever does not know it."""
_JOINER, _NON_JOINER, _EMOJI_STYLE = "\u200d", "\u200c", "\ufe0f"
JOINERS = _JOINER + _NON_JOINER
"""Signs that tie those before and behind them together."""
_SKINS = range(0x1F3FB, 0x1F400)
_INDIC = range(0x0900, 0x0E00)
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MARKDOWN = re.compile(r"([\\`*_~|>#\[\]()<])")
_LIST_MARK = re.compile(r"^( *(?:\d+(?=\.)|(?=[-+])))([-+.])(?=\s|\Z)", re.MULTILINE)
"""A sign at the very end counts too: what stands behind the text may begin with a blank."""
_MENTION = re.compile(r"@(?=\S|\Z)")
"""As with list marks: what stands behind the text may make a mention of it."""
_SHORTCODE = re.compile(r":(?=(?:[0-9]*[a-z_+~-][\w+~-]*|100|1234):)", re.ASCII | re.IGNORECASE)
"""The colon that begins the name of an emoji; one before the digits of a time does not."""
_HARMLESS_BACKTICK = "\u02cb"
"""A grave accent that stands alone: it looks like a backtick and ends no code."""


def plain(raw: str, fallback: str = "") -> str:
    """Return a name without formatting codes, icons and superfluous blanks.

    What is left may hold anything a player can type: `escape` it before Discord renders it.
    """
    text = _without_codes(raw[:LONGEST_RAW])
    # Most names are typed with a plain keyboard, which has nothing to look for sign by sign.
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if _is_blank(char) else char for char in text)
        text = "".join(_visible(text))
    return " ".join(text.split()) or fallback


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _BLANKS


def _visible(text: str) -> Iterator[str]:
    """Give what can be seen and stays within its line."""
    marks = _MOST_MARKS
    kept = _belonging(text)
    for place, char in enumerate(text):
        if place in kept:
            yield char
            continue
        category = unicodedata.category(char)
        if category in _DROPPED_CATEGORIES or char in _INVISIBLE or _means_nothing(char, category):
            continue
        # A mark without a letter of its own would sit on whatever stands before the name.
        marks = marks + 1 if category in _STACKING_CATEGORIES else _MOST_MARKS * (char == " ")
        if marks <= _MOST_MARKS:
            yield char


def _means_nothing(char: str, category: str) -> bool:
    """Tell whether there is no such character, or none that anybody sees."""
    if category != _UNASSIGNED:
        return False
    code = ord(char)
    is_hidden = code in _TAGS or any(code in hidden for hidden in _NEVER_SHOWN)
    return is_hidden or code % 0x10000 >= _LAST_OF_A_PLANE


def _belonging(text: str) -> set[int]:
    """Return where signs stand that show nothing and yet belong to what is around them."""
    joiners = {
        place
        for place in range(1, len(text) - 1)
        if text[place] in JOINERS and _are_joined(text[place - 1], text[place], text[place + 1])
    }
    flags = (_FLAG_TAGS.match(text, place + 1) for place in _places(text, _FLAG))
    return joiners.union(*(range(*match.span()) for match in flags if match is not None))


def _places(text: str, char: str) -> Iterator[int]:
    place = text.find(char)
    while place != -1:
        yield place
        place = text.find(char, place + 1)


def _are_joined(before: str, sign: str, after: str) -> bool:
    """Tell whether a joiner makes one emoji of two, or says how letters are written together."""
    is_emoji = sign == _JOINER and _ends_emoji(before) and _is_emoji(after)
    return is_emoji or (_is_cursive(before) and _is_cursive(after))


def _ends_emoji(char: str) -> bool:
    return char == _EMOJI_STYLE or ord(char) in _SKINS or _is_emoji(char)


def _is_emoji(char: str) -> bool:
    """Tell whether a sign may be an emoji, perhaps one that the interpreter does not know yet."""
    return unicodedata.category(char) in {"So", _UNASSIGNED}


def _is_cursive(char: str) -> bool:
    """Tell whether letters of this kind change with their neighbours: Arabic, Persian, Indic."""
    return unicodedata.bidirectional(char) == "AL" or ord(char) in _INDIC


def _without_codes(raw: str) -> str:
    """Drop the codes from left to right, so that `$$` protects what follows it (quirk 97)."""
    kept: list[str] = []
    position = 0
    last_bracket = raw.rfind("]")
    while (dollar := raw.find("$", position)) != -1:
        kept.append(raw[position:dollar])
        code = raw[dollar + 1 : dollar + 2]
        position = dollar + 2
        if code == "$":
            kept.append("$")
        elif code in _HEX and code:
            position = _after_colour(raw, dollar + 1)
        elif (
            code in _LINK_CODES and raw[position : position + 1] == "[" and position < last_bracket
        ):
            position = raw.index("]", position) + 1
    kept.append(raw[position:])
    return "".join(kept)


def _after_colour(raw: str, start: int) -> int:
    """Return where a colour ends: after one to three hex digits (quirks 96, 98)."""
    end = start
    while end < start + 3 and raw[end : end + 1] in _HEX and end < len(raw):
        end += 1
    return end


def escape(text: str) -> str:
    """Return text that Discord shows as it is: no markdown, no mention, no link, no emoji."""
    text = _SHORTCODE.sub(f":{ZERO_WIDTH_SPACE}", text)
    text = _MARKDOWN.sub(r"\\\1", text)
    text = _LIST_MARK.sub(r"\1\\\2", text)
    text = _MENTION.sub(f"@{ZERO_WIDTH_SPACE}", text)
    return text.replace("://", f":{ZERO_WIDTH_SPACE}//")


def code_span(text: str) -> str:
    """Return text as a code span: nothing in it needs an escape, and no backtick ends it early.

    A slash at its beginning makes no command of it.
    """
    start = ZERO_WIDTH_SPACE if text.startswith("/") else ""
    return f"`{start}{text.replace('`', _HARMLESS_BACKTICK) or ' '}`"


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last an ellipsis where something was cut off."""
    if len(text) <= limit:
        return text
    # A joiner would tie the ellipsis to what stands before it.
    return f"{text[: limit - 1].rstrip().rstrip(JOINERS)}…"


def named(raw: str, fallback: str, limit: int = 80) -> str:
    """Return a name from outside as it may stand on a line without markdown: stripped and cut."""
    return isolated(cut(plain(raw, fallback), limit))


@lru_cache(maxsize=4096)
def shown(raw: str, fallback: str, limit: int = 80) -> str:
    """Return a name from outside as it may stand in an embed: stripped, cut, escaped."""
    return isolated(escape(cut(plain(raw, fallback), limit)))


def isolated(text: str) -> str:
    """Return a name that pulls nothing behind it to its other side, whichever way it is read."""
    is_right_to_left = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if is_right_to_left else text


def race_time(milliseconds: int) -> str:
    """Return `m:ss.mmm`, from one hour `h:mm:ss.mmm`; SECRET and nothing where there is no time."""
    if milliseconds == SECRET_SCORE:
        return "SECRET"
    if _is_nothing(milliseconds):
        return ""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}.{thousandths:03}"
    return f"{minutes}:{seconds:02}.{thousandths:03}"


def _is_nothing(value: int) -> bool:
    """Tell whether a score is none: hidden, never driven or no number that Nadeo documents."""
    return value < 0 or value == CORE_NOTHING


def time_gap(milliseconds: int) -> str:
    """Return a distance in time: `+0.123`, from one minute `+1:02.345`."""
    sign = "-" if milliseconds < 0 else "+"
    amount = abs(milliseconds)
    if amount < 60_000:  # noqa: PLR2004 # a minute
        return f"{sign}{amount // 1000}.{amount % 1000:03}"
    return f"{sign}{race_time(amount)}"


def counted(value: int, word: str) -> str:
    """Return a number with its noun: `1 respawn`, `1,200 points`; regular plurals only."""
    return f"{number(value)} {word}" if value == 1 else f"{number(value)} {word}s"


def score(value: int, kind: str) -> str:
    """Return a score in the unit of the map's kind: time, points (Stunt) or respawns (Platform)."""
    if _is_nothing(value) or kind not in {"tm_stunt", "tm_platform"}:
        return race_time(value)
    if kind == "tm_stunt":
        return say_counted("{count} point", "{count} points", value)
    return say_counted("{count} respawn", "{count} respawns", value)


def bare_score(value: int, kind: str) -> str:
    """Return a score as it stands in a column whose unit is told above it."""
    if _is_nothing(value) or kind not in {"tm_stunt", "tm_platform"}:
        return race_time(value)
    return number(value)


def gap(value: int, best: int, kind: str) -> str:
    """Return how far a score is from a better one, "" where either is secret or none (quirk 67)."""
    if _is_nothing(value) or _is_nothing(best) or value == best:
        return ""
    if kind in {"tm_stunt", "tm_platform"}:
        return f"{'+' if value > best else '-'}{number(abs(value - best))}"
    return time_gap(value - best)


def duration(seconds: int) -> str:
    """Return a length of time in hours and minutes: `9 min`, `9 h 30 min`; begun minutes count."""
    hours, minutes = divmod(-(-max(0, seconds) // 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{number(hours)} h {minutes} min" if minutes else f"{number(hours)} h"
