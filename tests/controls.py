"""What a message's buttons and menus lead to."""

import discord


def buttons(view: discord.ui.View) -> dict[str, tuple[str, bool]]:
    """Return custom id and whether it is disabled, by label, of those that do not open a page."""
    found: dict[str, tuple[str, bool]] = {}
    for item in view.children:
        if isinstance(item, discord.ui.Button) and not item.url:
            found[str(item.label)] = (str(item.custom_id), item.disabled)
    return found


def pages(view: discord.ui.View) -> dict[str, str]:
    """Return the pages of the web that buttons open, by label."""
    buttons = (item for item in view.children if isinstance(item, discord.ui.Button))
    return {str(item.label): item.url for item in buttons if item.url}


def menus(view: discord.ui.View) -> dict[str, list[tuple[str, str]]]:
    """Return labels and values by custom id."""
    return {
        item.custom_id: [(option.label, option.value) for option in item.options]
        for item in view.children
        if isinstance(item, discord.ui.Select)
    }
