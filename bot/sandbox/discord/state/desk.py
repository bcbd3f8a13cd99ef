"""Where interactions are made, answered and given up."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.clock import Clock
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import Change, InteractionChanged
from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.discord.state.interactions import (
    NO_RESPONSE,
    RESPONSE_WITHIN,
    TOKEN_VALID_FOR,
    Interaction,
    InteractionKind,
    ResponseKind,
)
from bot.sandbox.discord.state.message_book import MessageBook, Posting
from bot.sandbox.discord.state.messages import Message, MessageFlag, MessageType, Pings

FOLLOW_UPS_WITHOUT_SERVER = 5
"""How many follow-ups there may be where the server has not installed the application."""
KEPT = 1_000
"""Older interactions are forgotten."""


class InteractionDesk:
    """Hands out interactions and takes the bot's responses to them."""

    def __init__(
        self, clock: Clock, messages: MessageBook, publish: Callable[[Change], None]
    ) -> None:
        self._clock = clock
        self._messages = messages
        self._publish = publish
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self._watches: set[asyncio.Task[None]] = set()

    def open(self, interaction: Interaction) -> None:
        """Send an interaction to the bot and watch for its response."""
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        if len(self._by_id) > KEPT:
            forgotten = self._by_id.pop(next(iter(self._by_id)))
            del self._by_token[forgotten.token]
        watch = asyncio.create_task(self._give_up(interaction))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)
        self._publish(InteractionChanged("create", interaction))

    async def close(self) -> None:
        """Stop watching."""
        watches = list(self._watches)
        for watch in watches:
            watch.cancel()
        await asyncio.gather(*watches, return_exceptions=True)

    def to_respond(self, interaction_id: int, token: str) -> Interaction:
        """Return the interaction that a first response is for, if it is still wanted."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise ApiError(Problem.UNKNOWN_INTERACTION)
        if interaction.response is not None:
            raise ApiError(Problem.ALREADY_ACKNOWLEDGED)
        if interaction.failed or self._is_late(interaction):
            raise ApiError(Problem.UNKNOWN_INTERACTION)
        return interaction

    def by_token(self, token: str) -> Interaction:
        """Return the interaction whose answers a token lets the bot change."""
        interaction = self._by_token.get(token)
        if interaction is None:
            raise ApiError(Problem.BAD_WEBHOOK_TOKEN)
        if self._clock.now() - interaction.created_at > TOKEN_VALID_FOR:
            raise ApiError(Problem.BAD_WEBHOOK_TOKEN)
        if interaction.response is None:
            raise ApiError(Problem.UNKNOWN_WEBHOOK)
        return interaction

    def original(self, interaction: Interaction) -> Message:
        """Return the message that `@original` means."""
        if interaction.original is None or interaction.original.deleted:
            raise ApiError(Problem.UNKNOWN_MESSAGE)
        return interaction.original

    def message(self, interaction: Interaction, message_id: int) -> Message:
        """Return one of the messages that this interaction's token may change."""
        for message in interaction.messages:
            if message.id == message_id:
                return message
        raise ApiError(Problem.UNKNOWN_MESSAGE)

    def respond_message(self, interaction: Interaction, posting: Posting, draft: Draft) -> Message:
        """Answer with a message, or with the promise of one."""
        answer = self._messages.post(self._addressed(interaction, posting, draft), draft)
        interaction.original = answer
        kind = ResponseKind.DEFERRED_MESSAGE if posting.loading else ResponseKind.MESSAGE
        self._responded(interaction, kind, settled=not posting.loading)
        return answer

    def respond_update(
        self, interaction: Interaction, clicked: Message, draft: Draft | None
    ) -> Message:
        """Change the clicked message now, or with no draft promise to."""
        interaction.original = clicked
        if draft is not None:
            self._messages.edit(clicked, draft)
        kind = ResponseKind.DEFERRED_UPDATE if draft is None else ResponseKind.UPDATE
        self._responded(interaction, kind, settled=draft is not None)
        return clicked

    def respond_choices(self, interaction: Interaction, choices: list[Json]) -> None:
        """Offer values for the option that is being typed."""
        interaction.choices = choices
        self._responded(interaction, ResponseKind.CHOICES, settled=True)

    def follow_up(self, interaction: Interaction, posting: Posting, draft: Draft) -> Message:
        """Add an answer; the first one after a promise is the promised message itself."""
        original = interaction.original
        if original is not None and original.loading and not original.deleted:
            self.edit(interaction, original, draft, posting.pings)
            return original
        if interaction.by_user_install and len(interaction.follow_ups) >= FOLLOW_UPS_WITHOUT_SERVER:
            raise ApiError(Problem.TOO_MANY_FOLLOW_UPS)
        message = self._messages.post(self._addressed(interaction, posting, draft), draft)
        interaction.follow_ups.append(message)
        self._updated(interaction, settled=True)
        return message

    def edit(self, interaction: Interaction, message: Message, draft: Draft, pings: Pings) -> None:
        """Change an answer."""
        self._messages.edit(message, draft, pings)
        self._updated(interaction, settled=True)

    def delete(self, interaction: Interaction, message: Message) -> None:
        """Take an answer back."""
        self._messages.delete(message)
        self._updated(interaction)

    def _addressed(self, interaction: Interaction, posting: Posting, draft: Draft) -> Posting:
        ephemeral = bool(draft.flags & MessageFlag.EPHEMERAL)
        return replace(
            posting,
            type=_message_type(interaction),
            origin=interaction.origin,
            only_for=interaction.user if ephemeral else None,
        )

    def _responded(self, interaction: Interaction, kind: ResponseKind, *, settled: bool) -> None:
        interaction.response = kind
        self._updated(interaction, settled=settled)

    def _updated(self, interaction: Interaction, *, settled: bool = False) -> None:
        interaction.note(settled=settled)
        self._publish(InteractionChanged("update", interaction))

    def _is_late(self, interaction: Interaction) -> bool:
        return self._clock.now() - interaction.created_at > RESPONSE_WITHIN

    async def _give_up(self, interaction: Interaction) -> None:
        await self._clock.sleep(RESPONSE_WITHIN.total_seconds())
        if interaction.response is None:
            interaction.failed = NO_RESPONSE
            self._updated(interaction)


def _message_type(interaction: Interaction) -> MessageType:
    if interaction.original is not None:
        return MessageType.REPLY
    if interaction.kind is not InteractionKind.COMMAND:
        return MessageType.DEFAULT
    return MessageType.CHAT_COMMAND
