"""The lists of official campaigns and months."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from aiohttp import web

from bot.sandbox.nadeo import query
from bot.sandbox.nadeo.shapes import official
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world import paris
from bot.sandbox.world.days import royal_month
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World

NOTHING_NEXT = -1
HOURS_BEFORE_19 = 19 * 3600


class Official:
    """Seasons, shorts, grands, weekly cups, Tracks of the Day and the Royal archive."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/campaign/official", self._campaigns(Kind.SEASON)),
            web.get("/api/campaign/weekly-shorts", self._campaigns(Kind.SHORT)),
            web.get("/api/campaign/weekly-grands", self._campaigns(Kind.GRAND)),
            web.get("/api/campaign/cup-of-the-week", self._campaigns(Kind.CUP)),
            web.get("/api/token/campaign/month", self.months),
        )

    def _campaigns(self, kind: Kind) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            return web.json_response(self._campaign_page(kind, request))

        return handler

    def _campaign_page(self, kind: Kind, request: web.Request) -> Json:
        series, now = self._world.series[kind], self._world.now()
        length, offset = query.number(request, "length", 1), query.number(request, "offset", 0)
        newest = series.newest(now)
        return {
            "itemCount": series.count(now),
            "campaignList": [
                official.campaign(release, now) for release in series.page(now, length, offset)
            ],
            **self._next(newest.end if newest else NOTHING_NEXT),
        }

    async def months(self, request: web.Request) -> web.Response:
        """Return months, newest first; offsets count from the month under way, also for Royal."""
        length, offset = query.number(request, "length", 1), query.number(request, "offset", 0)
        royal, now = query.flag(request, "royal"), self._world.now()
        current = self._current_month()
        oldest = paris.FIRST_ROYAL if royal else paris.FIRST_TOTD.replace(day=1)
        total = max(0, paris.months_between(oldest, current) + 1)
        firsts = [
            paris.month_before(current, months)
            for months in range(offset, min(offset + length, total))
        ]
        body: Json = {
            "monthList": [self._month(first, royal, now) for first in firsts],
            "itemCount": self._royal_months(total) if royal else total,
            **self._next(NOTHING_NEXT if royal else self._next_totd()),
        }
        return web.json_response(body)

    def _month(self, first: date, royal: bool, now: float) -> Json:
        world = self._world
        days = royal_month(world.ids, first, now) if royal else world.days.month(first, now)
        return official.month(first, days, now)

    def _royal_months(self, total: int) -> int:
        return min(total, paris.months_between(paris.FIRST_ROYAL, paris.LAST_ROYAL) + 1)

    def _current_month(self) -> date:
        """Return the month under way, never older than that of the newest map."""
        world = self._world
        today = paris.paris_date(world.now() - HOURS_BEFORE_19 * world.month_waits)
        newest = world.days.newest(world.now())
        return max(today, newest.date if newest else today).replace(day=1)

    def _next_totd(self) -> int:
        """Return when the next map is due, which has passed already while Nadeo is late."""
        world = self._world
        if world.next_unknown:
            return NOTHING_NEXT
        return world.days.start(world.days.count(world.now()))

    def _next(self, moment: int) -> Json:
        known = moment != NOTHING_NEXT
        return {
            "nextRequestTimestamp": moment,
            "relativeNextRequest": moment - int(self._world.now()) if known else NOTHING_NEXT,
        }
