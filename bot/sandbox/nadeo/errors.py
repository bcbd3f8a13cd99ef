"""How each of Nadeo's services says that something is wrong."""

from uuid import uuid4

from aiohttp import web

INTERNAL_LOG = "Nadeo Live Services Internal Log"
BAD_GATEWAY = """<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
"""
TOO_LONG = (
    "<html><head><title>414 Request-URI Too Large</title></head>"
    "<body><center><h1>414 Request-URI Too Large</h1></center></body></html>"
)
Info = dict[str, str] | list[str] | None


class Refusal(Exception):
    """Ends a request with an answer that is not the one asked for."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


def live_reason(reason: str, status: int) -> web.Response:
    """Return Live's list of one string, such as `club:error-notFound`."""
    return web.json_response([reason], status=status)


def live_error(status: int, error: str = "InternalServerError") -> web.Response:
    """Return Live's error object, which says little on purpose."""
    return live_object(status, error, INTERNAL_LOG)


def live_object(status: int, error: str, message: str) -> web.Response:
    """Return Live's error object with a message of its own."""
    trace = uuid4().hex
    body = {"error": error, "message": message, "traceId": f"Root=1-{trace[:8]}-{trace[8:]}"}
    return web.json_response(body, status=status)


def core_error(status: int, code: str, message: str, info: Info = None) -> web.Response:
    """Return Core's error object; some carry no `info` at all."""
    body: dict[str, object] = {"code": code, "correlation_id": uuid4().hex, "message": message}
    if info is not None:
        body["info"] = info
    return web.json_response(body, status=status)


def unauthorized() -> web.Response:
    """Return the answer to a token that is missing, dead or made for another audience."""
    return core_error(401, "C-AA-00-02", "Unauthorized.", {})


def forbidden() -> web.Response:
    """Return the answer to a caller who does not say who they are."""
    return core_error(403, "C-AA-00-19", "Forbidden.")


def validation_error(info: Info) -> web.Response:
    """Return Core's answer to a request that makes no sense."""
    return core_error(400, "C-AA-00-03", "There was a validation error.", info)


def oauth_error(status: int, error: str, description: str) -> web.Response:
    """Return the public interface's error object."""
    body = {"error": error, "error_description": description, "message": description}
    return web.json_response(body, status=status)


def html(status: int, page: str) -> web.Response:
    """Return what a load balancer says instead of the service."""
    return web.Response(status=status, text=page, content_type="text/html")


def unknown_route(host: str) -> web.Response:
    """Return the answer to a path that does not exist."""
    if host == "core":
        return core_error(404, "C-AL-02-03", "Not Found")
    if host == "oauth":
        return oauth_error(404, "not_found", "Not Found")
    return live_error(404, "NotFoundHttpException")


def wrong_method(host: str, allowed: set[str]) -> web.Response:
    """Return the answer to a verb the path does not know."""
    response = unknown_route(host)
    if host not in ("core", "oauth"):
        response = live_error(405, "MethodNotAllowedHttpException")
    response.set_status(405)
    response.headers["Allow"] = ", ".join(sorted(allowed))
    return response
