"""Two players side by side, drawn."""

from collections.abc import Sequence

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import add_field, build, framed, timestamp
from bot.face.widths import PHONE_LINE, column, taken
from bot.ladders import wording as ladders_wording
from bot.ladders.medals import medal_sign
from bot.maps.links import board_page, campaign_page
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.pictures.cards import Difference, Duel
from bot.players import comparison_wording as wording
from bot.players.cards import Account
from bot.players.comparison_cards import ComparedMap, Comparison, MapComparison, Pair
from bot.text import bare_score, escape, gap, named, plain, race_time, score, shown, time_gap

LONGEST_NAME = 60
LONGEST_IN_SENTENCE = 30


def comparison_scene(card: Comparison) -> Duel | None:
    """Return two players over a campaign as they are drawn, None where no times are apart.

    Points and respawns have no place on a scale of times: they are written only.
    """
    names = [plain(one.name, one.account_id) for one in (card.pair.own, card.pair.other)]
    own, other = names
    differences = tuple(
        Difference(f"{one.number:02}", _gap_of(one), _distance(one)) for one in card.driven
    )
    if not any(one.gap for one in differences):
        return None
    alt = [wording.against(own, other), *_summary(card, own, other)]
    told = ". ".join(line.strip(".").replace("*", "") for line in alt if line)
    return Duel(f"{told}.", own, other, differences)


def _gap_of(one: ComparedMap) -> int | None:
    """Return how much slower the one who asks is, in milliseconds, where times are compared."""
    return one.both[0] - one.both[1] if one.both is not None and one.is_timed else None


def _distance(one: ComparedMap) -> str:
    """Return how far both are apart, or what there is to say instead."""
    if one.both is None:
        return (
            str(ladders_wording.SECRET) if SECRET in (one.own, one.other) else face_wording.NO_SCORE
        )
    return gap(*one.both, one.track.kind).lstrip("+-") or face_wording.LEVEL


def comparison_embed(card: Comparison, *, has_rows: bool = True, note: str = "") -> discord.Embed:
    """Draw two players over a campaign: a sum, then a row for each map with a record.

    A picture stands in for the rows; `note` goes below.
    """
    own, other = _names(card.pair)
    alone = card.alone
    notes = (
        wording.alone(own, alone[0]),
        wording.alone(other, alone[1]),
        wording.undriven(len(card.maps) - len(card.driven)) if card.driven else "",
        wording.missing(card.missing),
        _why_secret(card),
        _old(card),
        note,
    )
    rows = _rows(card.driven) or [str(wording.NO_ROWS)]
    return build(
        title=shown(card.release.name, card.release.season_uid),
        url=campaign_page(card.release.kind, card.release.campaign_id),
        heading=_heading(card.pair, card.group_uid),
        description=framed(
            rows if has_rows else [],
            above="\n".join(filter(None, _summary(card, own, other))),
            below="\n".join(filter(None, notes)),
        ),
        footer=wording.explained(named(card.pair.own.name, card.pair.own.account_id))
        if card.driven and has_rows
        else "",
        colour=LADDER,
        as_of=None if card.stale else card.received_at,
    )


def map_comparison_embed(card: MapComparison) -> discord.Embed:
    """Draw two players on one map: who is better by how much, and both results."""
    compared, track = card.compared, card.compared.track
    is_all_time = card.group_uid == ALL_TIME
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, None if is_all_time else card.release),
        heading=_heading(card.pair, card.group_uid),
        description="\n".join(filter(None, (_verdict(card), _old(card)))),
        colour=LADDER,
        as_of=None if card.stale else card.received_at,
    )
    scores = (compared.own, compared.other)
    for account, value in zip((card.pair.own, card.pair.other), scores, strict=True):
        name = shown(account.name, account.account_id, LONGEST_NAME)
        add_field(embed, name, _result(value, track))
    if compared.both is not None:
        distance = gap(*compared.both, track.kind)
        mark = wording.MARKS[compared.lead]
        add_field(embed, str(wording.GAP), f"{mark} {escape(distance)}" if distance else "")
    return embed


def _names(pair: Pair) -> tuple[str, str]:
    """Return both names as they may stand in a sentence."""
    own, other = (_name(account) for account in (pair.own, pair.other))
    return own, other


def _name(account: Account) -> str:
    return shown(account.name, account.account_id, LONGEST_IN_SENTENCE)


def _heading(pair: Pair, group_uid: str) -> str:
    own, other = (
        named(account.name, account.account_id, LONGEST_NAME) for account in (pair.own, pair.other)
    )
    records = str(wording.ALL_TIME) if group_uid == ALL_TIME else ""
    return " · ".join(filter(None, (wording.against(own, other), records)))


def _summary(card: Comparison, own: str, other: str) -> tuple[str, str]:
    """Say who leads on how many maps, and what the times of those that both have add up to."""
    own_sum, other_sum, count = card.sums
    leads = wording.leading(own, other, (card.led(1), card.led(-1), card.led(0)))
    if not count:
        return leads, ""
    difference = time_gap(own_sum - other_sum) if own_sum != other_sum else ""
    return leads, wording.sums(race_time(own_sum), race_time(other_sum), difference, count)


def _rows(maps: Sequence[ComparedMap]) -> list[str]:
    """Return number, who is ahead, both medals, one's own result and the gap of each map.

    Gaps are left out where rows would not fit on a phone.
    """
    gaps = [gap(*one.both, one.track.kind) if one.both is not None else "" for one in maps]
    rows = _in_columns(maps, gaps)
    if any(taken(row) > PHONE_LINE for row in rows):
        return _in_columns(maps, [""] * len(maps))
    return rows


def _in_columns(maps: Sequence[ComparedMap], gaps: Sequence[str]) -> list[str]:
    scores = column([_bare(one.own, one.track) for one in maps])
    return [
        f"`{one.number:02}` {_mark(one)} {_medal(one.own, one.track)}{_medal(one.other, one.track)}"
        f" `{told}{distance and ' '}{distance}`"
        for one, told, distance in zip(maps, scores, column(gaps), strict=True)
    ]


def _mark(compared: ComparedMap) -> str:
    return wording.ALONE if compared.both is None else wording.MARKS[compared.lead]


def _medal(value: int | None, track: TrackMap) -> str:
    return ladders_wording.NO_MEDAL_SIGN if value is None else medal_sign(value, track)


def _bare(value: int | None, track: TrackMap) -> str:
    told = "" if value is None else bare_score(value, track.kind)
    return told or face_wording.NO_SCORE


def _result(value: int | None, track: TrackMap) -> str:
    if value is None:
        return face_wording.NO_SCORE
    return f"{medal_sign(value, track)} **{escape(score(value, track.kind))}**"


def _verdict(card: MapComparison) -> str:
    compared = card.compared
    own, other = _names(card.pair)
    if compared.both is not None:
        if not compared.lead:
            return str(wording.BOTH_LEVEL)
        difference = abs(compared.both[0] - compared.both[1])
        return wording.ahead_by(own if compared.lead > 0 else other, difference, _kind(card))
    if compared.own is None and compared.other is None:
        return str(wording.NEITHER)
    if compared.own is None or compared.other is None:
        return wording.only(other if compared.own is None else own)
    return str(wording.INCOMPARABLE)


def _kind(card: MapComparison) -> str:
    return card.compared.track.kind


def _why_secret(card: Comparison) -> str:
    """Return who hides times: the game while a Weekly Short runs, or the author (quirk 68)."""
    if not card.has_secrets:
        return ""
    is_running_short = card.release.kind == "weekly-shorts" and card.release.runs_at(
        card.received_at
    )
    if is_running_short:
        return str(ladders_wording.SECRETS_OF_SHORTS)
    return str(ladders_wording.SECRETS_EXPLAINED)


def _old(card: Comparison | MapComparison) -> str:
    return face_wording.old_data(timestamp(card.received_at)) if card.stale else ""
