"""For whoever runs the bot: the account's servers, and any call to Nadeo's Live services."""

import re
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.face.wording import nadeo_failed
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.reasons import ALL_REASONS
from bot.nadeo.errors import NadeoError
from bot.operator import wording
from bot.operator.controls import PENDING_CALL, confirm_controls
from bot.operator.embeds import Sheet, answer_sheet, confirm_sheet, failure_sheet, servers_embed
from bot.operator.rows import forget_old_calls, keep_call, take_call
from bot.operator.typed import HARMLESS, Method, RawCall, raw_call
from bot.refusal import Refusal

Interaction = discord.Interaction[Pitwall]


@app_commands.default_permissions()
class Operator(commands.GroupCog, name="operator", description="For whoever runs this bot"):
    """What is for operators only, and seen by nobody else."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        nadeo = bot.nadeo
        self._senders = {
            "GET": nadeo.get,
            "HEAD": nadeo.head,
            "OPTIONS": nadeo.options,
            "POST": nadeo.post,
            "PUT": nadeo.put,
            "PATCH": nadeo.patch,
            "DELETE": nadeo.delete,
        }
        bot.presses.add(PENDING_CALL, self.decide)

    async def cog_load(self) -> None:
        """Forget what nobody confirmed before the last run ended."""
        old = partial(forget_old_calls, self.bot.store, self.bot.clock.timestamp())
        await self.bot.store.keep("that old calls are gone", old)

    @app_commands.command()
    async def servers(self, interaction: Interaction) -> None:
        """List the account's dedicated servers."""
        await self.bot.rights.need_operator(interaction.user.id)
        self.bot.rights.need_service_account()
        async with answering(interaction, ephemeral=True) as answer:
            servers = await self.bot.nadeo.get_server_accounts()
        await answer.give(embed=servers_embed(servers))

    @app_commands.command()
    @app_commands.describe(
        method="what to do; all but GET, HEAD and OPTIONS ask first",
        endpoint="a path such as api/token/club/9, or a full address of the configured host",
        params="the query as a JSON object",
        body="the body as JSON",
    )
    async def request(
        self,
        interaction: Interaction,
        method: Method,
        endpoint: str,
        params: str = "",
        body: str = "",
    ) -> None:
        """Send any call to Nadeo's Live services."""
        await self.bot.rights.need_operator(interaction.user.id)
        base = str(self.bot.settings.nadeo_live_url)
        call = raw_call(base, method, endpoint, params, body)
        if method not in HARMLESS:
            await self._ask_first(interaction, call)
            return
        async with answering(interaction, ephemeral=True) as answer:
            sheet = await self._answer(call)
        await answer.give(embed=sheet.embed, files=sheet.files)

    async def decide(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Send or drop a call: once, by the operator who typed it, even after a restart."""
        await self.bot.rights.need_operator(interaction.user.id)
        call = await take_call(
            self.bot.store, found["call"], interaction.user.id, self.bot.clock.timestamp()
        )
        if call is None:
            raise Refusal(wording.CALL_IS_GONE)
        if found["act"] == "drop":
            async with updating(interaction) as answer:
                await answer.give(content=wording.NOTHING_SENT, view=None)
            return
        try:
            async with updating(interaction) as answer:
                await answer.give(content=wording.SENDING, view=None)
                sheet = await self._answer(call)
        except (NadeoError, TimeoutError) as error:
            await self._tell_what_is_known(interaction, call, error)
            raise
        await answer.give(content=None, embed=sheet.embed, attachments=sheet.files)

    async def _ask_first(self, interaction: Interaction, call: RawCall) -> None:
        async with answering(interaction, ephemeral=True) as answer:
            sheet, controls = confirm_sheet(call), await self._kept(interaction, call)
        await answer.give(embed=sheet.embed, files=sheet.files, view=controls)

    async def _kept(self, interaction: Interaction, call: RawCall) -> discord.ui.View:
        """Keep a call to be confirmed and return the buttons for it."""
        call_id = await keep_call(
            self.bot.store, interaction.user.id, call, self.bot.clock.timestamp()
        )
        return confirm_controls(call_id)

    async def _tell_what_is_known(
        self, interaction: Interaction, call: RawCall, error: NadeoError | TimeoutError
    ) -> None:
        """Say whether a call without an answer may have arrived; what was not sent still can be."""
        if isinstance(error, TimeoutError) or error.may_have_arrived:
            await interaction.edit_original_response(content=str(wording.CALL_WITHOUT_ANSWER))
            return
        controls = await self._kept(interaction, call)
        await interaction.edit_original_response(content=str(wording.NOT_SENT), view=controls)

    async def _answer(self, call: RawCall) -> Sheet:
        """Send a call; a failure is an answer too, and the operator wants Nadeo's word for it."""
        try:
            data = await self._senders[call.method](call.url, None, call.body)
        except NadeoError as error:
            if error.said is None:
                raise
            return failure_sheet(
                call,
                error,
                nadeo_failed(error, ALL_REASONS),
                error.said,
                self.bot.nadeo.secrets(),
            )
        return answer_sheet(call, data, self.bot.nadeo.secrets())


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(Operator(bot))
