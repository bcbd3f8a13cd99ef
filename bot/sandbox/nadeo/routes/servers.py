"""The operator's own dedicated server accounts."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World

FIRST_NUMBER = 70_000
# Logins, and the club room each one hosts.
OWN: dict[str, tuple[int, str] | None] = {
    "sandbox-server-1": None,
    "sandbox-server-2": None,
    "sandbox-server-3": (458_570, "UNDER $f0010 SECONDS"),
}


class Servers:
    """Three server accounts, one of them in use."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.get("/api/token/server/player-server/account", self.accounts),)

    async def accounts(self, request: web.Request) -> web.Response:
        """Return the servers of the account's owner; a server owns none."""
        del request
        servers = [self._server(login, room) for login, room in OWN.items()]
        own = servers if self._identity.is_service else []
        return web.json_response({"playerServerAccount": own, "itemCount": len(own)})

    def _server(self, login: str, room: tuple[int, str] | None) -> Json:
        number = FIRST_NUMBER + list(OWN).index(login)
        return {
            "accountId": self._world.ids.uuid(Kind.ACCOUNT, number),
            "login": login,
            "alreadyUsed": room is not None,
            "clubRoomId": room[0] if room else None,
            "clubRoomName": room[1] if room else None,
        }
