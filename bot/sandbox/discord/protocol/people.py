"""Users, members, roles and the application, as they are written on the wire."""

from bot.sandbox.discord.shapes import Json, stamp
from bot.sandbox.discord.state.entities import Application, Member, Role, User
from bot.sandbox.discord.state.permissions import Permission


def user_payload(user: User) -> Json:
    """Write a user."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": None if user.bot else user.display_name,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def own_user_payload(user: User) -> Json:
    """Write the bot's own user, with what only it may see."""
    return {
        **user_payload(user),
        "verified": True,
        "mfa_enabled": True,
        "locale": user.locale,
        "email": None,
        "flags": 0,
    }


def member_payload(member: Member, rights: Permission | None = None) -> Json:
    """Write a member; with rights, as in interactions."""
    payload: Json = {
        "user": user_payload(member.user),
        "nick": member.nick,
        "avatar": None,
        "roles": [str(role_id) for role_id in sorted(member.roles)],
        "joined_at": stamp(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    if rights is not None:
        payload["permissions"] = str(int(rights))
    return payload


def role_payload(role: Role) -> Json:
    """Write a role."""
    payload: Json = {
        "id": str(role.id),
        "name": role.name,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": role.position,
        "permissions": str(int(role.permissions)),
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "flags": 0,
    }
    if role.bot_id is not None:
        payload["tags"] = {"bot_id": str(role.bot_id)}
    return payload


def application_payload(application: Application) -> Json:
    """Write the application."""
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user_payload(application.owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": application.flags,
        "tags": [],
        "approximate_guild_count": 1,
        "integration_types_config": {"0": {}, "1": {}},
    }
