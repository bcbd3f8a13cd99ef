"""What all controls are made of: buttons and menus that carry their state in their custom id."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, cast

import discord

from bot.face import wording
from bot.face.limits import LONGEST_CHOICE, LONGEST_LINK, MOST_CHOICES
from bot.refusal import Refusal
from bot.text import cut

Button: TypeAlias = discord.ui.Button[discord.ui.View]
Menu: TypeAlias = discord.ui.Select[discord.ui.View]

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
SLOTS = "[fbn]"
"""Keeps the ids of a pager apart: on the second page first and back lead to the same one."""


def button(
    label: str,
    custom_id: str,
    *,
    disabled: bool = False,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> Button:
    """Make a button; its custom id says all that a press needs to know."""
    return discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled, style=style)


def link_button(label: str, url: str | None) -> Button | None:
    """Make a button that opens a page of the web; none for an address that Discord refuses."""
    if url is None or not 0 < len(url) <= LONGEST_LINK:
        return None
    return discord.ui.Button(label=label, url=url)


def menu(placeholder: str, custom_id: str, options: Sequence[tuple[str, str]]) -> Menu:
    """Return a menu of labels and values; Discord shows 25 at most and takes no value twice.

    A value that no option can hold is not offered.
    """
    chosen_from = list(_select_options(tuple(options)))
    return discord.ui.Select(placeholder=placeholder, custom_id=custom_id, options=chosen_from)


@lru_cache(maxsize=256)
def _select_options(options: tuple[tuple[str, str], ...]) -> tuple[discord.SelectOption, ...]:
    """Return options as Discord takes them; many menus offer the same."""
    labels: dict[str, str] = {}
    for label, value in options:
        if 0 < len(value) <= LONGEST_CHOICE:
            labels.setdefault(value, label)
    return tuple(
        discord.SelectOption(label=cut(label, LONGEST_CHOICE), value=value)
        for value, label in list(labels.items())[:MOST_CHOICES]
    )


def pager(prefix: str, page: int, pages: int) -> list[Button]:
    """Return first, back and next for pages counted from 0, none for a single page."""
    if pages <= 1:
        return []
    return [
        button(str(wording.FIRST), f"{prefix}:0:f", disabled=page == 0),
        button(str(wording.BACK), f"{prefix}:{max(0, page - 1)}:b", disabled=page == 0),
        button(str(wording.NEXT), f"{prefix}:{page + 1}:n", disabled=page + 1 >= pages),
    ]


def row(
    items: Iterable[discord.ui.Item[Any] | None], patterns: Iterable[re.Pattern[str]]
) -> discord.ui.View:
    """Return the controls of a message: those whose custom ids fit one of the patterns.

    Ids are made of what Nadeo says. Discord refuses a whole message because of one that is too
    long, and a press on one that fits no pattern would lead nowhere.
    """
    view = discord.ui.View(timeout=None)
    known = tuple(patterns)
    for item in items:
        if item is not None and _leads_somewhere(item, known):
            view.add_item(item)
    # A stopped view is sent but not kept in memory: `bot.presses` answers the presses.
    view.stop()
    return view


def _leads_somewhere(item: discord.ui.Item[Any], patterns: Iterable[re.Pattern[str]]) -> bool:
    """Tell whether pressing it would be understood; a menu needs something to choose, too."""
    if isinstance(item, discord.ui.Button) and item.url:
        return True
    if isinstance(item, discord.ui.Select) and not item.options:
        return False
    custom_id = str(getattr(item, "custom_id", ""))
    is_known = any(pattern.fullmatch(custom_id) for pattern in patterns)
    return is_known and 0 < len(custom_id) <= LONGEST_CHOICE


def chosen(interaction: discord.Interaction[Any]) -> str:
    """Read what was chosen in a menu, "" where Discord tells nothing."""
    return next(iter(chosen_values(interaction)), "")


def chosen_values(interaction: discord.Interaction[Any]) -> list[str]:
    """Read all that was chosen in a menu: values of options, or ids of channels or roles."""
    return cast("dict[str, list[str]]", interaction.data or {}).get("values", [])


def chosen_number(interaction: discord.Interaction[Any]) -> int:
    """Return the number that was chosen in a menu; refuse what no menu of mine holds."""
    number = _NUMBER.fullmatch(chosen(interaction))
    if number is None:
        raise Refusal(wording.OUTDATED_BUTTON)
    return int(number[0])
