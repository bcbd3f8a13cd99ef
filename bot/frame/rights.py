"""Who may ask what: the operators, and everybody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import discord

from bot.clock import Clock
from bot.face.causes import UNANSWERED, cause_of
from bot.nadeo.errors import ServiceAccountRequired
from bot.operator import wording
from bot.refusal import Refusal
from bot.settings import Settings

log = logging.getLogger(__name__)

TEAM_HOLDS_FOR = timedelta(hours=1)
_PATIENCE = 1.5
"""How long Discord is waited for, in seconds: the command must be answered within three."""
RUNS_IT = frozenset({discord.TeamMemberRole.admin, discord.TeamMemberRole.developer})
"""What somebody must be in a team to run its applications; others may only look."""

AskDiscord = Callable[[], Awaitable[discord.AppInfo]]


class Rights:
    """Knows who runs this bot: the application's owner, its team, those named in the settings.

    `application` asks Discord whose application this is.
    """

    def __init__(self, settings: Settings, application: AskDiscord, clock: Clock) -> None:
        self._settings = settings
        self._application = application
        self._clock = clock
        self._owners: frozenset[int] = frozenset()
        self._asked_at: datetime | None = None

    @property
    def shares_account(self) -> bool:
        """Tell whether data of the bot's own account is for everybody."""
        return self._settings.share_account

    @property
    def has_service_account(self) -> bool:
        """Tell whether Nadeo tells the account what it tells no dedicated server's."""
        return self._settings.nadeo_account != "dedicated"

    async def need_operator(self, user_id: int) -> None:
        """Refuse everybody but operators, without a word on what they would get."""
        if not await self.is_operator(user_id):
            raise Refusal(wording.OPERATORS_ONLY)

    async def need_account_data(self, user_id: int) -> None:
        """Refuse those who may not see data of the bot's own account."""
        if not self.shares_account and not await self.is_operator(user_id):
            raise Refusal(wording.ACCOUNT_DATA)

    def need_service_account(self) -> None:
        """Refuse what a dedicated server's account cannot ask, before anything is sent."""
        if not self.has_service_account:
            raise ServiceAccountRequired("this command needs a service account")

    async def sees_submissions(self, user_id: int) -> bool:
        """Tell whether somebody may subscribe the account's submissions, and Nadeo tells them."""
        return self.has_service_account and await self.is_operator(user_id)

    async def is_operator(self, user_id: int) -> bool:
        """Tell whether somebody runs this bot."""
        return user_id in self._settings.operators or user_id in await self._owners_now()

    def learn(self, application: discord.AppInfo) -> None:
        """Remember whose application this is: the login has just told."""
        self._owners = _owners(application)
        self._asked_at = self._clock.now()

    async def _owners_now(self) -> frozenset[int]:
        if not self._is_told():
            try:
                async with asyncio.timeout(_PATIENCE):
                    self.learn(await self._application())
            except UNANSWERED as error:
                reason = cause_of(error)
                log.warning("Discord does not say who owns this application: %s", reason)
        return self._owners

    def _is_told(self) -> bool:
        """Tell whether Discord said so within the hour."""
        age = None if self._asked_at is None else self._clock.now() - self._asked_at
        return age is not None and timedelta() <= age <= TEAM_HOLDS_FOR


def _owners(application: discord.AppInfo) -> frozenset[int]:
    """Return the owner, or a team's owner and those who have joined it to work on it."""
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    joined = discord.TeamMembershipState.accepted
    working = {
        member.id
        for member in team.members
        if member.membership_state is joined and member.role in RUNS_IT
    }
    return frozenset(working if team.owner_id is None else working | {team.owner_id})
