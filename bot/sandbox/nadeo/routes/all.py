"""Which host answers which route."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.recording import Host
from bot.sandbox.nadeo.routes.activities import ActivityRoutes
from bot.sandbox.nadeo.routes.authentication import Authentication, Client, PublicLogin
from bot.sandbox.nadeo.routes.boards import Boards
from bot.sandbox.nadeo.routes.club_boards import ClubBoards
from bot.sandbox.nadeo.routes.club_review import ClubReview
from bot.sandbox.nadeo.routes.clubs import ClubRoutes
from bot.sandbox.nadeo.routes.maps import Maps
from bot.sandbox.nadeo.routes.meet import Meet
from bot.sandbox.nadeo.routes.names import Names
from bot.sandbox.nadeo.routes.official import Official
from bot.sandbox.nadeo.routes.places import Places
from bot.sandbox.nadeo.routes.players import PlayerRoutes
from bot.sandbox.nadeo.routes.rankings import Rankings
from bot.sandbox.nadeo.routes.review import Review
from bot.sandbox.nadeo.routes.servers import Servers
from bot.sandbox.nadeo.routes.thumbnails import Thumbnails
from bot.sandbox.nadeo.routes.trophies import Trophies
from bot.sandbox.nadeo.routes.zones import ZoneList
from bot.sandbox.nadeo.tokens import Tokens
from bot.sandbox.world.world import World


def routes_of(
    host: Host, world: World, identity: Identity, tokens: Tokens, client: Client
) -> Iterable[web.RouteDef]:
    """Return the routes of one of the four hosts."""
    match host:
        case "core":
            core = (
                Authentication(identity, tokens),
                ZoneList(world),
                PlayerRoutes(world, identity),
                Thumbnails(world),
            )
            return [route for subject in core for route in subject.routes()]
        case "oauth":
            return [*PublicLogin(client, tokens).routes(), *Names(world).routes()]
        case "meet":
            return Meet(world).routes()
        case "live":
            about_account = (
                Boards,
                Places,
                Rankings,
                ClubBoards,
                Review,
                ActivityRoutes,
                ClubReview,
                ClubRoutes,
                Servers,
                Trophies,
            )
            subjects = [Official(world), Maps(world)]
            subjects += [subject(world, identity) for subject in about_account]
            return [route for subject in subjects for route in subject.routes()]
