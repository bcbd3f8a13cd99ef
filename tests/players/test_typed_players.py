"""Players as people name them: whatever is typed is understood, or refused in one sentence."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nadeo.names import NADEO_ACCOUNTS
from bot.nadeo.player_models import is_uuid
from bot.players import wording
from bot.players.cards import Account, ServerPlayer
from bot.players.typed import (
    LONGEST_LABEL,
    PlayerChoice,
    TypedAccount,
    TypedName,
    TypedUser,
    account_choice,
    is_called,
    player_choice,
    player_label,
    player_offers,
)
from bot.refusal import Refusal
from bot.sandbox.world.words import AWKWARD_PLAYERS

SENTENCES = {
    str(wording.NO_ACCOUNT_ID),
    str(wording.NO_PLAYER_LINK),
    str(wording.NO_NAME),
    str(wording.NADEOS_OWN),
    str(wording.NO_PERSON),
}
HEX = "0123456789abcdef"
ACCOUNTS = st.uuids().map(str)
CASES = st.sampled_from([str, str.upper, str.title])
LIKELY = st.sampled_from(
    ["<", ">", "[", "](", ")", "@", "https://", "trackmania.io/#/player/", "-", "$", "`", "\u200b"]
)
ANYTHING = st.one_of(
    st.text(),
    st.text(alphabet=f"{HEX}-", max_size=70),
    st.lists(st.one_of(LIKELY, ACCOUNTS, st.text(max_size=5))).map("".join),
)
PLAYERS = st.builds(
    ServerPlayer,
    st.integers(1, 2**63 - 1),
    st.builds(Account, ACCOUNTS, st.text(min_size=1, max_size=40)),
)


def understood(
    typed: str, read: Callable[[str], PlayerChoice] = player_choice
) -> PlayerChoice | str:
    """Return who was meant, or the sentence that says why it is nobody."""
    try:
        return read(typed)
    except Refusal as refusal:
        return refusal.sentence


@given(ANYTHING)
def test_any_text_is_understood_or_refused(typed: str) -> None:
    match understood(typed):
        case str(sentence):
            assert sentence in SENTENCES
        case TypedAccount(account_id):
            assert is_uuid(account_id)
            assert account_id not in NADEO_ACCOUNTS
        case TypedUser(user_id):
            assert str(user_id) in typed
        case TypedName(name):
            assert 0 < len(name) <= LONGEST_LABEL
            assert name in typed


@given(ANYTHING)
def test_nobody_of_discord_is_a_player_of_the_game(typed: str) -> None:
    choice = understood(typed, account_choice)
    assert isinstance(choice, TypedAccount | TypedName) or choice in SENTENCES


@given(ACCOUNTS, CASES)
def test_an_id_in_any_dress(account: str, case: object) -> None:
    assert callable(case)
    for typed in (
        case(account),
        case(account.replace("-", "")),
        f"trackmania.io/#/player/{case(account)}",
        f"https://www.trackmania.io/#/players/{case(account)}/?tab=1",
        f"<https://trackmania.io/#/player/{case(account)}>",
        f"[my page](https://trackmania.io/#/player/{case(account)})",
        f"“{case(account)}”",
    ):
        assert player_choice(typed) == TypedAccount(account)


@given(ACCOUNTS, st.integers(0, 35), st.sampled_from([*"ghijklmnopqrstuvwxyz", ""]))
def test_an_id_with_a_slip_is_told_apart_from_a_name(account: str, at: int, instead: str) -> None:
    slip = account[:at] + instead + account[at + 1 :]
    lacks_hyphen = account[at] == "-" and not instead
    if lacks_hyphen or (account[at] == "-" and instead):
        return  # four blocks of the five: judged by its length alone
    with pytest.raises(Refusal) as caught:
        player_choice(slip)
    assert caught.value.sentence == str(wording.NO_ACCOUNT_ID)


@pytest.mark.parametrize("account", NADEO_ACCOUNTS)
def test_nadeos_own_accounts_are_nobodys(account: str) -> None:
    # quirk 94
    for typed in (account, account.upper(), f"https://trackmania.io/#/player/{account}"):
        with pytest.raises(Refusal) as caught:
            player_choice(typed)
        assert caught.value.sentence == str(wording.NADEOS_OWN)


@given(st.text(alphabet=f"{string.ascii_letters}{string.digits}._-", min_size=3, max_size=15))
def test_every_name_that_the_game_allows_is_a_name(name: str) -> None:
    """Only what looks like a link's beginning is none."""
    if name.casefold().startswith("www."):
        return
    assert player_choice(name) == TypedName(name)


@pytest.mark.parametrize("typed", ["<@12>", " <@!12> ", "<@12>\n"])
def test_a_mention(typed: str) -> None:
    assert player_choice(typed) == TypedUser(12)
    with pytest.raises(Refusal) as caught:
        account_choice(typed)
    assert caught.value.sentence == str(wording.NO_PERSON)


@pytest.mark.parametrize(
    "typed", ["<@&12>", "<#12>", "<@>", "<@12", "@12", "<@123456789012345678901>"]
)
def test_what_only_looks_like_a_mention_is_none(typed: str) -> None:
    assert isinstance(player_choice(typed), TypedName)


@given(PLAYERS)
def test_whoever_is_offered_is_understood(player: ServerPlayer) -> None:
    """A client may send the label in place of the value."""
    ((label, value),) = player_offers("", [player])
    choice = player_choice(label)
    assert isinstance(choice, TypedName)
    assert is_called(player, choice.name)
    assert value == player.account.account_id
    assert len(label) <= 100


@given(st.lists(PLAYERS, max_size=60), st.text(max_size=3))
def test_offers_are_those_that_hold_what_is_typed(players: list[ServerPlayer], typed: str) -> None:
    offers = player_offers(typed, players)
    assert len(offers) <= 25
    wanted = typed.casefold().strip()
    holding = [one for one in players if wanted in player_label(one).casefold()]
    assert [label for label, _ in offers] == [player_label(one) for one in holding][:25]


@pytest.mark.parametrize("name", AWKWARD_PLAYERS)
def test_awkward_players_are_found_by_what_people_see(name: str) -> None:
    player = ServerPlayer(1, Account("5b4d42f4-c2de-407d-b367-cbff3fe817bc", name))
    assert is_called(player, name)
    assert is_called(player, name.upper())
    assert is_called(player, player_label(player))
    assert not is_called(player, f"{name}x")
