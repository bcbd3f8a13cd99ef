"""What happens to every request on its way in and out: failures, limits, refusals, the record."""

import asyncio
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.discord.backend import BODY, Backend, answer, backend
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.failures import ScriptedFailure
from bot.sandbox.discord.recorder import RecordedRequest, redacted
from bot.sandbox.discord.routes.bodies import read_body

BASE = "/api/v10"
_WITHOUT_BOT_TOKEN = ("/interactions/", "/webhooks/", "/gateway")


@web.middleware
async def stand_in(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a request as Discord would, or fail it as scripted, and record it either way."""
    here = backend(request)
    request[BODY] = await read_body(request)
    path = request.path.removeprefix(BASE)
    await asyncio.sleep(here.failures.delay)
    scripted = here.failures.take(request.method, path)
    if scripted is None:
        response = await _limited(request, handler, here, path)
    else:
        response = await _failed(request, handler, here, path, scripted)
    _record(request, here, path, None if response is None else response.status)
    if response is None:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    return response


async def _failed(
    request: web.Request, handler: Handler, here: Backend, path: str, scripted: ScriptedFailure
) -> web.StreamResponse | None:
    """Answer as scripted; nothing at all means that the connection is to be cut."""
    if scripted.after_accept:
        await _limited(request, handler, here, path)
    if scripted.cut:
        return None
    default = {"message": f"{scripted.status}: scripted failure", "code": 0}
    if isinstance(scripted.body, bytes):
        response = web.Response(
            body=scripted.body, status=scripted.status, content_type="text/html"
        )
    else:
        response = answer(scripted.body or default, scripted.status)
    response.headers.update(scripted.headers)
    return response


async def _limited(
    request: web.Request, handler: Handler, here: Backend, path: str
) -> web.StreamResponse:
    if not here.failures.rate_limits:
        return await _served(request, handler, here, path)
    verdict = here.failures.limits.judge(request.method, path)
    if verdict.refusal is not None:
        response: web.StreamResponse = answer(verdict.refusal, 429)
    else:
        response = await _served(request, handler, here, path)
    response.headers.update(verdict.headers)
    return response


async def _served(
    request: web.Request, handler: Handler, here: Backend, path: str
) -> web.StreamResponse:
    try:
        if not path.startswith(_WITHOUT_BOT_TOKEN) or path == "/gateway/bot":
            _check_token(request, here)
        _check_body(request)
        return await handler(request)
    except ApiError as error:
        return answer(error.body(), error.status)
    except web.HTTPMethodNotAllowed:
        return answer(ApiError(Problem.METHOD_NOT_ALLOWED).body(), 405)
    except web.HTTPNotFound:
        return answer(ApiError(Problem.NOT_FOUND).body(), 404)


def _check_token(request: web.Request, here: Backend) -> None:
    sent = request.headers.get("Authorization", "").encode()
    if not secrets.compare_digest(sent, f"Bot {here.token}".encode()):
        raise ApiError(Problem.UNAUTHORIZED)


def _check_body(request: web.Request) -> None:
    if not request[BODY].readable:
        raise ApiError(Problem.BAD_JSON)


def _record(request: web.Request, here: Backend, path: str, status: int | None) -> None:
    body = request[BODY]
    files = tuple((f"files[{key}]", one.filename) for key, one in body.uploads.items())
    here.requests.append(
        RecordedRequest(
            at=here.state.clock.now(),
            method=request.method,
            path=redacted(path),
            body=body.content,
            status=status,
            files=files,
            query=request.query_string,
        )
    )
