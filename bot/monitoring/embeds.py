"""What `/status` shows operators of how the bot is doing."""

from collections.abc import Mapping

import discord

from bot.face.embeds import FIELD_LIMIT, add_field, fitting
from bot.face.widths import packed, wrapped
from bot.monitoring import wording
from bot.monitoring.cards import Figures, Snapshot
from bot.monitoring.health import troubles
from bot.shards import Shards


def add_figures(embed: discord.Embed, snapshot: Snapshot, figures: Figures) -> None:
    """Add what is wrong, if anything, and the most telling of the figures."""
    # Whoever reads this was heard: a connection that is said to be down is being made.
    wrong = [
        sentence
        for sentences in troubles(snapshot).values()
        for sentence in sentences
        if sentence != str(wording.NOT_CONNECTED)
    ]
    lines = [line for sentence in wrong for line in wrapped(wording.warning(sentence))]
    add_field(embed, str(wording.TROUBLE_TITLE), fitting(lines, FIELD_LIMIT), inline=False)
    groups = (_answers(figures), _nadeo(figures), _posts(figures.deliveries), _pace(figures))
    lines = [line for group in groups for line in packed(group)]
    add_field(embed, str(wording.FIGURES_TITLE), fitting(lines, FIELD_LIMIT), inline=False)


def add_part(embed: discord.Embed, shards: Shards, pace: float) -> None:
    """Add which part of the bot this process is; `pace` in requests a second to Nadeo."""
    parts = (wording.own_shards(shards), wording.own_pace(pace))
    lines = [line for part in parts for line in wrapped(part)]
    add_field(embed, str(wording.PART_TITLE), fitting(lines, FIELD_LIMIT), inline=False)


def _answers(figures: Figures) -> list[str]:
    parts = [wording.answered(figures.answered)]
    parts += [wording.refused(figures.refused)] if figures.refused else []
    parts += [wording.failed(figures.failed)] if figures.failed else []
    return parts


def _nadeo(figures: Figures) -> list[str]:
    parts = [wording.asked(figures.requests)]
    parts += [wording.failed(figures.failed_requests)] if figures.failed_requests else []
    if figures.looked_up:
        parts.append(wording.at_hand(figures.at_hand / figures.looked_up))
    parts += [wording.waited(figures.people_waited)] if figures.people_waited >= 1 else []
    return parts


def _posts(deliveries: Mapping[str, int]) -> list[str]:
    return [wording.deliveries(state, count) for state, count in deliveries.items() if count]


def _pace(figures: Figures) -> list[str]:
    counts = {"Nadeo": figures.too_fast_for_nadeo, "Discord": figures.too_fast_for_discord}
    return [wording.too_fast(service, count) for service, count in counts.items() if count]
