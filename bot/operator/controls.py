"""The buttons below a call that an operator has yet to confirm."""

import re

import discord

from bot.face.controls import button, row
from bot.operator import wording

PENDING_CALL = re.compile(r"call:(?P<act>send|drop):(?P<call>[0-9a-f]{16})")
"""Send or drop a call that is kept under its id."""


def confirm_controls(call_id: str) -> discord.ui.View:
    """Offer to send the call or to drop it; red, since nobody can take it back."""
    danger = discord.ButtonStyle.danger
    return row(
        [
            button(str(wording.SEND), f"call:send:{call_id}", style=danger),
            button(str(wording.DROP), f"call:drop:{call_id}"),
        ],
        (PENDING_CALL,),
    )
