"""A small web server for programs that watch the bot: `/healthz` and `/metrics`, nothing else."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.monitoring.health import as_json, troubles
from bot.monitoring.lookup import Monitor
from bot.monitoring.metrics import Metrics

GOODBYE_PATIENCE = 0.5
"""For so long, in seconds, whoever is asking may finish when the bot ends."""
_FRESH = {"Cache-Control": "no-store"}


@asynccontextmanager
async def serving(monitor: Monitor, host: str, port: int) -> AsyncGenerator[int, None]:
    """Answer on a port, and give its number; raise `OSError` where it cannot be had."""
    metrics = Metrics(monitor)
    application = web.Application()
    # `add_get` answers HEAD as well, as load balancers ask.
    application.router.add_get("/healthz", _healthz(monitor))
    application.router.add_get("/metrics", _metrics(metrics))
    async with AsyncExitStack() as stack:
        stack.callback(metrics.close)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=GOODBYE_PATIENCE)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]


Handler = Callable[[web.Request], Awaitable[web.Response]]


def _healthz(monitor: Monitor) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        snapshot = await monitor.snapshot()
        status = HTTPStatus.SERVICE_UNAVAILABLE if troubles(snapshot) else HTTPStatus.OK
        return web.json_response(as_json(snapshot), status=status, headers=_FRESH)

    return answer


def _metrics(metrics: Metrics) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        headers = {**_FRESH, "Content-Type": CONTENT_TYPE_LATEST}
        return web.Response(body=await metrics.exposition(), headers=headers)

    return answer
