"""A posted card with what it shows beyond that: how it stands while it runs, and how it ended."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot.announcer import standing_wording as wording
from bot.announcer.cards import Additions, LiveStanding, Message
from bot.announcer.controls import course_controls
from bot.announcer.wording import MAP_UNTOLD
from bot.face import wording as face_wording
from bot.face.embeds import AUTHOR_LIMIT, FIELD_LIMIT, fitting, timestamp
from bot.ladders.cards import RANKED, Result
from bot.ladders.embeds import result_lines
from bot.ladders.medals import sign_of
from bot.languages import number
from bot.maps import wording as maps_wording
from bot.nadeo.models import SECRET
from bot.text import bare_score, cut, gap

Field: TypeAlias = dict[str, Any]
"""A field of an embed as Discord takes it."""

EMBED_LIMIT = 6000
"""The most characters of a message's embeds."""
ROW, BUTTON = 1, 2
"""Kinds of components."""
MOST_ROWS, MOST_IN_A_ROW = 5, 5
"""So many Discord takes of a message's rows, and of buttons in one."""
ROOM_AROUND = 200
"""What names of fields and what is said of the end take beside the rows."""


def shown(card: Message, additions: Additions, *, has_charts: bool = False) -> Message:
    """Return a card as it is to be seen now; buttons stay, and the card itself is left alone."""
    embed, *others = card["embeds"]
    drawn = {**card, "embeds": [_embed(embed, additions), *others]}
    if has_charts and additions.course_id is not None:
        (chart,) = course_controls(additions.course_id).to_components()
        drawn["components"] = _with_buttons(card.get("components", ()), chart["components"])
    return drawn


def _with_buttons(rows: Sequence[Mapping[str, Any]], buttons: Sequence[Any]) -> list[Any]:
    """Put buttons into the first row that has room for them, else below all where that has room."""
    kept = list(rows)
    for place, one in enumerate(kept):
        beside = one.get("components", ())
        is_of_buttons = all(item.get("type") == BUTTON for item in beside)
        if is_of_buttons and len(beside) + len(buttons) <= MOST_IN_A_ROW:
            kept[place] = {**one, "components": [*beside, *buttons]}
            return kept
    if len(kept) < MOST_ROWS:
        kept.append({"type": ROW, "components": [*buttons]})
    return kept


def _embed(embed: Mapping[str, Any], additions: Additions) -> dict[str, Any]:
    drawn = dict(embed)
    fields = [*embed.get("fields", ())]
    # They stand beside the medals, as on the card of a map.
    beside = int(bool(fields) and bool(fields[0].get("inline")))
    standing = _standing_fields(additions)
    fields[beside:beside] = standing
    if additions.ended is not None:
        drawn["description"] = _over(embed.get("description", ""), additions.ended)
        author = embed.get("author", {})
        heading = wording.heading(author.get("name", ""))
        drawn["author"] = {**author, "name": cut(heading, AUTHOR_LIMIT)}
        room = EMBED_LIMIT - ROOM_AROUND - _length({**drawn, "fields": fields})
        fields.insert(beside + len(standing), _result_field(additions.result, room))
    if fields:
        drawn["fields"] = fields
    return drawn


def _over(description: str, ended: float) -> str:
    """Say since when it is over in place of when it ends; first of all where nothing said so."""
    sentence = maps_wording.ended(timestamp(ended))
    # Nobody completes a card that is closed.
    lines = description.split("\n")
    description = "\n".join(line for line in lines if line != str(MAP_UNTOLD))
    end = re.compile(re.escape(maps_wording.ends("@")).replace("@", r"<t:\d+:\w>"))
    if end.search(description):
        return end.sub(sentence, description, count=1)
    return "\n".join(filter(None, (sentence, description)))


def _standing_fields(additions: Additions) -> list[Field]:
    result, standing = additions.result, additions.standing
    if result is not None:
        return _numbers(_record_of(result), result.players, _players_title(result))
    if standing is not None:
        return _numbers(_record(standing), standing.players, str(maps_wording.PLAYERS))
    return []


def _numbers(record: str, players: int | None, title: str) -> list[Field]:
    told = "" if players is None else f"**{number(players)}**"
    parts = ((maps_wording.RECORD, record), (title, told))
    return [_field(str(name), value, inline=True) for name, value in parts if value]


def _players_title(result: Result) -> str:
    return str(wording.PLAYERS_ON_FIRST_MAP) if result.kind == RANKED else str(maps_wording.PLAYERS)


def _record(standing: LiveStanding) -> str:
    record = "" if standing.record is None else bare_score(standing.record, standing.kind)
    return f"**{record}**" if record else ""


def _record_of(result: Result) -> str:
    """Return the best score with its medal, which nobody can tell of a secret one (quirk 67)."""
    if result.kind == RANKED or not result.rows:
        return ""
    best, author = result.rows[0].score, result.medals[0]
    lines = [_record(LiveStanding(best, None, result.kind))]
    distance = gap(best, author, result.kind)
    if distance or best == author:
        sign = sign_of(best, result.medals, result.kind)
        lines.append(wording.to_author(sign, distance))
    return "\n".join(filter(None, lines))


def _result_field(result: Result | None, room: int) -> Field:
    """Return the best, whole rows as far as there is room, with what has to be said of them."""
    if result is None:
        return _field(str(wording.RESULT), str(wording.NOT_TOLD))
    notes = [
        str(wording.RANKING_LAGS) if result.kind == RANKED else "",
        str(wording.SECRETS_STAY) if any(row.score == SECRET for row in result.rows) else "",
        wording.read_late(timestamp(result.read_at)) if result.is_late else "",
    ]
    below = "\n".join(filter(None, notes))
    rows = fitting(result_lines(result), min(FIELD_LIMIT, room) - len(below) - 1)
    unit = str(wording.POINTS) if result.kind == RANKED else face_wording.UNITS.get(result.kind, "")
    value = "\n".join(filter(None, (rows, below)))
    return _field(wording.best(len(result.rows), str(unit)), value or str(wording.NOT_TOLD))


def _field(name: str, value: str, *, inline: bool = False) -> Field:
    return {"name": name, "value": value, "inline": inline}


def _length(embed: Mapping[str, Any]) -> int:
    """Count the characters of an embed as Discord does."""
    parts = [embed.get("title"), embed.get("description")]
    parts += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    for field in embed.get("fields", ()):
        parts += [field["name"], field["value"]]
    return sum(len(part) for part in parts if part)
