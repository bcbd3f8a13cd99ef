"""Messages, as they are written on the wire."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.protocol.people import user_payload
from bot.sandbox.discord.shapes import Json, stamp
from bot.sandbox.discord.state.channels import ChannelType
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Attachment, Message, MessageType, Origin


def message_payload(
    message: Message, address: str, *, reader: User | None = None, with_nonce: bool = False
) -> Json:
    """Write a message; `address` is the server's own, which uploaded files are fetched from.

    A bot without the message content intent reads of other people's messages in servers only
    that they exist, unless they mention it.
    """
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": int(message.type),
        "author": user_payload(message.author),
        "timestamp": stamp(message.created_at),
        "edited_timestamp": stamp(message.edited_at),
        "tts": False,
        "pinned": False,
        "flags": int(message.flags),
        "mention_everyone": message.pings.everyone,
        "mentions": [user_payload(user) for user in message.pings.users],
        "mention_roles": [str(role_id) for role_id in message.pings.role_ids],
        **_content(message, address, hidden=reader is not None and _is_private(message, reader)),
    }
    if message.origin is not None:
        payload["application_id"] = payload["webhook_id"] = str(message.author.id)
        payload["interaction_metadata"] = origin_payload(message.origin, message.author)
    if message.type is MessageType.REPLY and message.reply_to is not None:
        payload["message_reference"] = {
            "type": 0,
            "message_id": str(message.reply_to.id),
            "channel_id": str(message.channel.id),
        }
    if message.thread is not None:
        payload["thread"] = channel_payload(message.thread)
    if with_nonce and message.nonce is not None:
        payload["nonce"] = message.nonce
    return payload


def origin_payload(origin: Origin, bot: User) -> Json:
    """Write which interaction a message answers, and whose it was."""
    payload: Json = {
        "id": str(origin.interaction_id),
        "type": origin.kind,
        "user": user_payload(origin.user),
        "authorizing_integration_owners": {"0": str(bot.id)},
    }
    if origin.clicked_message_id is not None:
        payload["interacted_message_id"] = str(origin.clicked_message_id)
    return payload


def attachment_payload(attachment: Attachment, address: str) -> Json:
    """Write an uploaded file."""
    url = address + quote(attachment.path)
    payload: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.data),
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        payload["description"] = attachment.description
    return payload


def _content(message: Message, address: str, *, hidden: bool) -> Json:
    if hidden:
        return {"content": "", "embeds": [], "attachments": [], "components": []}
    told = {one.path: one.description for one in message.attachments if one.description}
    embeds = [_embed(embed, address, told) for embed in message.embeds]
    in_embeds = {
        embed[key]["url"]
        for embed in message.embeds
        for key in ("image", "thumbnail")
        if embed.get(key)
    }
    # A file that an embed shows is not listed beside it as well.
    loose = [one for one in message.attachments if one.path not in in_embeds]
    return {
        "content": message.content,
        "embeds": embeds,
        "attachments": [attachment_payload(one, address) for one in loose],
        "components": message.components,
    }


def _embed(embed: Json, address: str, told: Mapping[str, str]) -> Json:
    """Write an embed; `told` is what its uploaded pictures show, by their paths."""
    shown = dict(embed)
    for key, name in (
        ("image", "url"),
        ("thumbnail", "url"),
        ("author", "icon_url"),
        ("footer", "icon_url"),
    ):
        part: Json = shown.get(key) or {}
        if str(part.get(name, "")).startswith("/cdn/"):
            url = address + quote(part[name])
            shown[key] = {**part, name: url, f"proxy_{name}": url}
            if name == "url" and part[name] in told:
                shown[key]["description"] = told[part[name]]
    return shown


def _is_private(message: Message, reader: User) -> bool:
    direct = message.channel.type is ChannelType.DIRECT
    return not (message.author is reader or direct or reader in message.pings.users)
