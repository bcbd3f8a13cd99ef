"""Cards of players and a server's ladders."""

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import add_field, build, framed, timestamp
from bot.face.widths import PHONE_LINE, fitted
from bot.ladders.embeds import board_embed
from bot.ladders.medals import medal_sign, medals_of, next_medal
from bot.languages import number
from bot.maps.links import board_page, player_page
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.players import wording
from bot.players.cards import LadderPage, Linked, RecordCard, ServerPlayers, is_as_good
from bot.text import escape, gap, named, score, shown

LONGEST_NAME = 60
_MENTION_ROOM = 11.0
"""What a mention takes of a line, in em, as far as anybody can say."""


def linked_sentence(linked: Linked) -> str:
    """Say what came of linking."""
    name = shown(linked.account.name, linked.account.account_id)
    before = shown(linked.before.name, linked.before.account_id) if linked.before else ""
    return wording.linked(name, before, on_ladder=linked.on_ladder)


def players_embed(page: ServerPlayers) -> discord.Embed:
    """List those on a server's ladder; mentions in an embed ping nobody."""
    lines = [
        f"{fitted(one.account.name, '?', PHONE_LINE - _MENTION_ROOM)} <@{one.user_id}>"
        for one in page.players
    ]
    return build(
        title=str(wording.PLAYERS_TITLE),
        description=framed(lines, below=str(wording.SAYS_TO_BE)),
        footer=face_wording.page_of(page.page + 1, page.pages, page.total),
        colour=LADDER,
    )


def ladder_embed(page: LadderPage) -> discord.Embed:
    """Draw a server's ladder as that of the world is drawn; the own row is underlined."""
    board = page.board
    embed = board_embed(board)
    unit = str(face_wording.UNITS.get(board.track.kind, ""))
    heading = str(wording.SERVER_BOARDS[board.group_uid == ALL_TIME])
    embed.set_author(name=" · ".join(filter(None, (heading, unit))))
    if not board.rows:
        embed.description = str(wording.NO_RECORDS_HERE)
    counts = wording.of_linked(page.driven, page.linked)
    has_gaps = len(board.rows) > 1 and board.record is not None
    return embed.set_footer(text=f"{counts} · {wording.GAPS_TO_BEST}" if has_gaps else counts)


def record_embed(card: RecordCard) -> discord.Embed:
    """Draw one player's record: medal, place, and how far it is to the next of both."""
    track, result = card.track, card.result
    is_all_time = card.group_uid == ALL_TIME
    notes = [
        str(wording.SAYS_TO_BE_ONE) if card.is_linked else "",
        face_wording.old_data(timestamp(card.received_at)) if card.stale else "",
    ]
    if result is None:
        notes.insert(0, str(wording.NO_RECORD) if is_all_time else str(wording.NO_RECORD_IN_SEASON))
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, None if is_all_time else card.release),
        description="\n".join(filter(None, notes)),
        colour=LADDER,
        as_of=None if card.stale else card.received_at,
    )
    account = card.account
    name = named(account.name, account.account_id, LONGEST_NAME)
    embed.set_author(name=name, url=player_page(account.account_id))
    if result is None:
        return embed
    told = escape(score(result.score, track.kind))
    add_field(
        embed, str(wording.RECORDS[is_all_time]), f"{medal_sign(result.score, track)} **{told}**"
    )
    add_field(embed, str(wording.RANK), _rank(card))
    add_field(embed, str(wording.NEXT_MEDAL), _to_next_medal(result.score, track))
    add_field(embed, str(wording.TO_RECORD), _to_record(card, result.score))
    add_field(embed, str(wording.DRIVEN), timestamp(result.driven_at))
    return embed


def _rank(card: RecordCard) -> str:
    if card.rank is None:
        return ""
    rank = f"**{number(card.rank)}**"
    return wording.about(rank) if card.is_rounded else rank


def _to_next_medal(own: int, track: TrackMap) -> str:
    place = None if own == SECRET else next_medal(own, track)
    if place is None:
        return ""
    distance = gap(own, medals_of(track)[place], track.kind)
    return f"{distance}\n{wording.MEDALS[place]}" if distance else ""


def _to_record(card: RecordCard, own: int) -> str:
    if card.best is None or own == SECRET:
        return ""
    if is_as_good(own, card.best, card.track):
        return str(wording.THE_RECORD)
    return gap(own, card.best, card.track.kind)
