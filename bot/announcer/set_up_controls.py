"""The menus and buttons of the guided set-up; every one of them carries all that is chosen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import discord

from bot.announcer import set_up_wording, wording
from bot.announcer.cards import FEEDS, Feed, Message
from bot.announcer.set_up_cards import PARTS, Choices
from bot.announcer.typed.rights import TAKEN
from bot.announcer.typed.set_up import STATE, packed
from bot.face.controls import Button, button, row

CHOOSE = re.compile(rf"set-up:(?P<part>{'|'.join(PARTS)}):(?P<turn>[01]):{STATE}")
"""Take what was chosen in one menu.

Discord shows what was clicked in a menu for as long as its id stays: the turn makes it another one,
so that what was refused is not shown as chosen.
"""
PREVIEW = re.compile(rf"set-up:preview:(?P<page>[0-9]{{1,2}})[bnp]:{STATE}")
"""Show one of the chosen feeds' cards, counted from 0; the letter keeps two ways there apart."""
CHOICES = re.compile(rf"set-up:choices:{STATE}")
"""Go back from the cards to the menus."""
CONFIRM = re.compile(rf"set-up:confirm:{STATE}")
CANCEL = re.compile(r"set-up:cancel")
_ASLEEP = re.compile(r"set-up:asleep:[0-9]{1,2}")
"""What a previewed card has below it, which does nothing there."""
_PATTERNS = (CHOOSE, PREVIEW, CHOICES, CONFIRM, CANCEL, _ASLEEP)

_MENU = 3
"""The kind of a menu, as Discord numbers components."""
_LAST_ROW = 4


def set_up_controls(
    choices: Choices, turn: int = 0, *, with_submissions: bool = False
) -> discord.ui.View:
    """Offer feeds, a channel and a role, with what is chosen, and what can be done with it.

    The account's submissions are offered to those only who may subscribe them.
    """
    state = packed(choices)
    feeds: list[Feed] = [feed for feed in FEEDS if feed != "submissions" or with_submissions]
    place = "set-up:{}:{}:{}"
    return row(
        [
            _feeds(place.format("feeds", turn, state), feeds, choices),
            _channel(place.format("channel", turn, state), choices),
            _role(place.format("role", turn, state), choices),
            button(
                str(set_up_wording.PREVIEW),
                f"set-up:preview:0p:{state}",
                disabled=not choices.feeds,
            ),
            _confirm(choices),
            button(str(set_up_wording.CANCEL), "set-up:cancel"),
        ],
        _PATTERNS,
    )


def preview_controls(choices: Choices, page: int, shown: Message) -> discord.ui.View:
    """Lead from one previewed card to the others and back; what the card itself has, sleeps."""
    state, last = packed(choices), len(choices.feeds) - 1
    ways = [
        button(
            set_up_wording.EARLIER,
            f"set-up:preview:{max(0, page - 1)}b:{state}",
            disabled=page == 0,
        ),
        button(
            set_up_wording.LATER,
            f"set-up:preview:{min(last, page + 1)}n:{state}",
            disabled=page == last,
        ),
    ]
    own = [
        *(ways if last > 0 else []),
        button(str(set_up_wording.TO_CHOICES), f"set-up:choices:{state}"),
        _confirm(choices),
    ]
    for one in own:
        one.row = _LAST_ROW
    return row([*_asleep(shown.get("components", [])), *own], _PATTERNS)


def _confirm(choices: Choices) -> Button:
    style, state = discord.ButtonStyle.success, packed(choices)
    label, is_early = set_up_wording.CONFIRM, not choices.are_enough
    return button(str(label), f"set-up:confirm:{state}", disabled=is_early, style=style)


def _feeds(
    custom_id: str, offered: Sequence[Feed], choices: Choices
) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(
            label=str(wording.FEED_TITLES[feed]),
            value=feed,
            description=str(set_up_wording.RHYTHMS[feed]),
            default=feed in choices.feeds,
        )
        for feed in offered
    ]
    return discord.ui.Select(
        custom_id=custom_id,
        placeholder=str(set_up_wording.CHOOSE_FEEDS),
        max_values=len(options),
        options=options,
    )


def _channel(custom_id: str, choices: Choices) -> discord.ui.ChannelSelect[discord.ui.View]:
    kind = discord.SelectDefaultValueType.channel
    return discord.ui.ChannelSelect(
        custom_id=custom_id,
        channel_types=list(TAKEN),
        placeholder=str(set_up_wording.CHOOSE_CHANNEL),
        default_values=_shown(choices.channel_id, kind),
    )


def _role(custom_id: str, choices: Choices) -> discord.ui.RoleSelect[discord.ui.View]:
    kind = discord.SelectDefaultValueType.role
    return discord.ui.RoleSelect(
        custom_id=custom_id,
        placeholder=str(set_up_wording.CHOOSE_ROLE),
        min_values=0,
        default_values=_shown(choices.role_id, kind),
    )


def _shown(
    chosen: int | None, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=kind)]


def _asleep(rows: Sequence[Mapping[str, Any]]) -> Iterator[discord.ui.Item[discord.ui.View]]:
    """Give a card's own controls as they look, but for the links without anything behind them."""
    numbers = count()
    for place, one in enumerate(rows[:_LAST_ROW]):
        for component in one["components"]:
            custom_id = f"set-up:asleep:{next(numbers)}"
            item = _sleeping(component, custom_id)
            item.row = place
            yield item


def _sleeping(component: Mapping[str, Any], custom_id: str) -> discord.ui.Item[discord.ui.View]:
    if component["type"] == _MENU:
        options = [discord.SelectOption.from_dict(one) for one in component["options"]]
        placeholder = component.get("placeholder")
        return discord.ui.Select(
            custom_id=custom_id, placeholder=placeholder, options=options, disabled=True
        )
    if url := component.get("url"):
        return discord.ui.Button(label=component["label"], url=url)
    style = discord.ButtonStyle(component["style"])
    return button(component["label"], custom_id, disabled=True, style=style)
