"""The address by which somebody lets the bot into a server."""

import discord

_RIGHTS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""To post cards and threads below them, and to see what was posted."""


def invitation(application_id: int) -> str:
    """Return the invite link of an application, with the rights that announcements need."""
    return discord.utils.oauth_url(application_id, permissions=_RIGHTS)
