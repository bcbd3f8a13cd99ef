"""Players as people name them: pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import LABEL_SEPARATOR, Offer
from bot.maps.typed.wrapping import unwrapped
from bot.nadeo.names import NADEO_ACCOUNTS
from bot.nadeo.player_models import is_uuid
from bot.players import wording
from bot.players.cards import ServerPlayer
from bot.refusal import Refusal
from bot.text import named, plain

LONGEST_NAME = 60
"""Longer than any name of the game."""
ID_SHOWN = 8
"""So much of an account's id tells it from another of the same name."""
LONGEST_LABEL = LONGEST_NAME + len(LABEL_SEPARATOR) + ID_SHOWN
_ISOLATES = str.maketrans("", "", "\u2068\u2069")
"""What labels have around names that are read from right to left."""

_PLAYER_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?trackmania\.io/#/players?/([^/?#\s]{1,64})(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_ANY_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.ASCII | re.IGNORECASE)
_BARE_ID = re.compile(r"([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})")
"""An id whose hyphens were lost."""
_LIKE_AN_ID = re.compile(
    r"[0-9a-f-]{16,64}|[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]+", re.ASCII | re.IGNORECASE
)
"""Longer than a name of the game, which has 15 signs, or an id by its hyphens."""
_MENTION = re.compile(r"<@!?(\d{1,20})>", re.ASCII)


@dataclass(frozen=True)
class TypedAccount:
    """A player told by the id of the account, alone or in a link."""

    account_id: str


@dataclass(frozen=True)
class TypedUser:
    """A person of this server told by a mention."""

    user_id: int


@dataclass(frozen=True)
class TypedName:
    """A player told by name."""

    name: str


PlayerChoice: TypeAlias = TypedAccount | TypedUser | TypedName


def player_choice(typed: str) -> PlayerChoice:
    """Tell who was meant; refuse what can be nobody."""
    mention = _MENTION.fullmatch(typed.strip())
    if mention is not None:
        return TypedUser(int(mention[1]))
    text = unwrapped(typed)
    link = _PLAYER_LINK.fullmatch(text)
    account = (link[1] if link is not None else text).casefold()
    if bare := _BARE_ID.fullmatch(account):
        account = "-".join(bare.groups())
    if account in NADEO_ACCOUNTS:
        raise Refusal(wording.NADEOS_OWN)
    if is_uuid(account):
        return TypedAccount(account)
    if link is not None or _LIKE_AN_ID.fullmatch(text):
        raise Refusal(wording.NO_ACCOUNT_ID)
    if _ANY_LINK.fullmatch(text):
        raise Refusal(wording.NO_PLAYER_LINK)
    if not plain(text) or len(text) > LONGEST_LABEL:
        raise Refusal(wording.NO_NAME)
    return TypedName(text)


def account_choice(typed: str) -> TypedAccount | TypedName:
    """Tell which player of the game was meant; refuse people of Discord."""
    choice = player_choice(typed)
    if isinstance(choice, TypedUser):
        raise Refusal(wording.NO_PERSON)
    return choice


def player_offers(typed: str, players: Iterable[ServerPlayer]) -> list[Offer]:
    """Offer linked players whose names hold what is typed; the account's id is what is sent."""
    wanted = typed.casefold().strip()
    offers = [(player_label(one), one.account.account_id) for one in players]
    return [offer for offer in offers if wanted in offer[0].casefold()][:MOST_CHOICES]


def player_label(player: ServerPlayer) -> str:
    """Write a name with the beginning of the id: two may look the same."""
    account = player.account
    shown = named(account.name, "?", LONGEST_NAME)
    return f"{shown}{LABEL_SEPARATOR}{account.account_id[:ID_SHOWN]}"


def is_called(player: ServerPlayer, name: str) -> bool:
    """Tell whether a text is a player's name or label, as far as letters can tell."""
    if plain(name).casefold() == plain(player.account.name).casefold():
        return True
    return _bare(name) == _bare(player_label(player))


def _bare(label: str) -> str:
    return label.translate(_ISOLATES).casefold().strip()
