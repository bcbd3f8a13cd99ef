"""Who is called what: the public OAuth service."""

from collections.abc import Iterable

from bot.nadeo.addresses import address, batches
from bot.nadeo.auth import Audience
from bot.nadeo.connection import Connection
from bot.nadeo.hosts import Host
from bot.nadeo.reading import Reader
from bot.nadeo.transport import Request
from bot.settings import Settings

NADEO_ACCOUNTS = {
    "d2372a08-a8a1-46cb-97fb-23a161d85ad0": "Nadeo",
    "aa02b90e-0652-4a1c-b705-4677e2983003": "Nadeo",
}
"""The authors of official maps, who have no useful names of their own (quirk 94)."""

MOST_NAMES = 50
"""The most names or accounts that one request may ask for."""


class Names:
    """Names of accounts and accounts of names; without an OAuth application there are none."""

    def __init__(self, connection: Connection, settings: Settings, reader: Reader) -> None:
        self._connection = connection
        self._reader = reader
        self._settings = settings

    async def of_accounts(self, account_ids: Iterable[str]) -> dict[str, str]:
        """Find names by account id; those of Nadeo's own accounts are known without asking."""
        wanted = list(dict.fromkeys(account for account in account_ids if account))
        names = {
            account: NADEO_ACCOUNTS[account] for account in wanted if account in NADEO_ACCOUNTS
        }
        unknown = [account for account in wanted if account not in names]
        return names | await self._found("api/display-names", "accountId[]", unknown)

    async def accounts_of(self, display_names: Iterable[str]) -> dict[str, str]:
        """Find account ids by name as the caller wrote it, whatever its case."""
        wanted = list(dict.fromkeys(name for name in display_names if name))
        path = "api/display-names/account-ids"
        found = await self._found(path, "displayName[]", wanted)
        by_folded_name = {name.casefold(): account for name, account in found.items()}
        return {
            name: by_folded_name[name.casefold()]
            for name in wanted
            if name.casefold() in by_folded_name
        }

    async def _found(self, path: str, parameter: str, wanted: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        if not self._settings.has_names:
            return found
        for batch in batches(wanted, MOST_NAMES):
            url = address(str(self._settings.trackmania_api_url), path, {parameter: batch})
            request = Request(Host.NAMES, "GET", url, shared=True)
            found |= self._reader.names(await self._connection.call(request, Audience.OAUTH))
        return found
