"""What does not arrive, and what goes on again, drawn for those who can mend it."""

from collections.abc import Sequence

import discord

from bot.announcer import notice_wording, wording
from bot.announcer.cards import Subscription
from bot.announcer.embeds.news import marked
from bot.announcer.trouble import Trouble
from bot.face.colours import SCHEDULE
from bot.face.embeds import build, fitting
from bot.face.wording import labelled
from bot.text import cut, escape

MOST_NAMED = 8
"""Each has a line or three, and who mends it looks at the list anyhow."""
LONGEST_REASON = 200
_ROOM = 3000
"""Characters; commands that can be tapped are longer than their names."""


def trouble_embed(
    troubles: Sequence[Trouble], guild_id: int, intro: str, mark: str
) -> discord.Embed:
    """Say what has stopped, the newest first, why, and what to do; the title leads to the server.

    The sentences may name commands as code.
    """
    newest_first = list(reversed(troubles))
    lines = [_trouble(trouble) for trouble in newest_first[:MOST_NAMED]]
    if len(troubles) > MOST_NAMED:
        lines.append(notice_wording.more_broken(len(troubles) - MOST_NAMED))
    return build(
        title=str(notice_wording.BROKEN_TITLE),
        url=_page(guild_id, mark),
        description="\n\n".join((intro, fitting(lines, _ROOM), str(notice_wording.SAID_ONCE))),
        colour=SCHEDULE,
    )


def mended_embed(
    mended: Sequence[Subscription], guild_id: int, server: str, mark: str
) -> discord.Embed:
    """Say in one line what goes on; the server's name is escaped, "" where it is read there."""
    names = list(dict.fromkeys(_place(one) for one in mended))
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], wording.and_more(len(names) - MOST_NAMED)]
    line = labelled(notice_wording.goes_on(server), ", ".join(names))
    return discord.Embed(url=_page(guild_id, mark), description=line, colour=SCHEDULE)


def _trouble(trouble: Trouble) -> str:
    one, words = trouble.subscription, escape(cut(trouble.reason, LONGEST_REASON))
    if trouble.kind == "unpublished":
        return f"{_place(one)}\n{notice_wording.unpublished(trouble.reason_code, words)}"
    why = notice_wording.why(trouble.reason_code, words)
    remedy = notice_wording.remedy(trouble.reason_code, is_suspended=one.state == "suspended")
    return f"{_place(one)}\n{why} {remedy}".rstrip()


def _place(one: Subscription) -> str:
    return f"**{wording.FEED_TITLES[one.feed]}** → <#{one.channel_id}>"


def _page(guild_id: int, mark: str) -> str:
    return marked(f"https://discord.com/channels/{guild_id}", mark)
