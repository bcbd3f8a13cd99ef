"""Display names of the public interface."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.world.world import World

MOST_NAMES = 50


class Names:
    """Account ids to names and back."""

    def __init__(self, world: World) -> None:
        self._accounts = world.accounts

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/display-names", self.display_names),
            web.get("/api/display-names/account-ids", self.account_ids),
        )

    async def display_names(self, request: web.Request) -> web.Response:
        """Return names by account id; accounts without a name are missing."""
        asked = _asked(request, "accountId[]")
        found = {account: self._accounts.name(account) for account in asked}
        return _named({account: name for account, name in found.items() if name})

    async def account_ids(self, request: web.Request) -> web.Response:
        """Return account ids by name, spelt as asked."""
        asked = _asked(request, "displayName[]")
        found = {name: self._accounts.find(name) for name in asked}
        return _named({name: account for name, account in found.items() if account})


def _asked(request: web.Request, key: str) -> list[str]:
    values = request.query.getall(key, [])
    if not 0 < len(values) <= MOST_NAMES:
        raise errors.Refusal(errors.oauth_error(400, "invalid_request", f"{key} is not valid"))
    return values


def _named(names: dict[str, str]) -> web.Response:
    """Return the object, or, as the real service does, an array when it would be empty."""
    return web.json_response(names or [])
