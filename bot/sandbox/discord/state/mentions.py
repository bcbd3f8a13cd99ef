"""Whom a text pings: what it mentions, less what the sender did not allow or may not."""

import re
from collections.abc import Mapping

from bot.sandbox.discord.state.drafts import AllowedMentions
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.messages import Pings
from bot.sandbox.discord.state.permissions import Permission

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


def pings_of(
    content: str,
    allowed: AllowedMentions,
    users: Mapping[int, User],
    guild: Guild | None,
    rights: Permission,
) -> Pings:
    """Return whom a text by somebody with these rights notifies."""
    may_ping_all = Permission.MENTION_EVERYONE in rights
    user_ids = _chosen(_ids(_USER, content), "users", allowed.users, allowed)
    role_ids = _chosen(_ids(_ROLE, content), "roles", allowed.roles, allowed)
    roles = guild.roles if guild else {}
    return Pings(
        users=tuple(users[user_id] for user_id in user_ids if user_id in users),
        role_ids=tuple(
            role_id
            for role_id in role_ids
            if role_id in roles and (roles[role_id].mentionable or may_ping_all)
        ),
        everyone=bool(
            may_ping_all and "everyone" in allowed.kinds and guild and _EVERYONE.search(content)
        ),
    )


def _ids(pattern: re.Pattern[str], content: str) -> list[int]:
    return list(dict.fromkeys(int(found) for found in pattern.findall(content)))


def _chosen(
    ids: list[int], kind: str, single: frozenset[int], allowed: AllowedMentions
) -> list[int]:
    return ids if kind in allowed.kinds else [one for one in ids if one in single]
