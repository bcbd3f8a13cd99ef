"""Where calls go: pure functions from endpoints and parameters to addresses, or to a refusal."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote, unquote

from yarl import URL

from bot.nadeo.errors import ForeignAddress, InvalidArgument

LENGTH_OF_A_PARAMETER = 20
_MOST_DISGUISES = 4
"""How often a path is decoded to see what it comes to; an honest one is encoded once."""

_PATH_PIECE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PATH_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]")
_CONTROL = frozenset({"Cc", "Zl", "Zp"})
_MARKS = "/\\:@."
"""What separates the parts of an address."""

ParamValue: TypeAlias = str | float | bool | Sequence[str]
Params: TypeAlias = Mapping[str, ParamValue]


def path_piece(value: str, meaning: str) -> str:
    """Let a uid or a group into a path; raise `InvalidArgument` where it may not stand there."""
    if not _PATH_PIECE.fullmatch(str(value)):
        raise InvalidArgument(f"{meaning} may only hold letters, digits, - and _ (64 at most)")
    return value


def path_number(value: int, meaning: str) -> int:
    """Let an id into a path; raise `InvalidArgument` for what is no positive number."""
    if not _PATH_NUMBER.fullmatch(str(value)):
        raise InvalidArgument(f"{meaning} must be a positive number")
    return value


def page(length: int, offset: int) -> dict[str, int]:
    """Parameters of a page; `InvalidArgument` for a `length` below 1 or an `offset` below 0."""
    if length < 1 or offset < 0:
        raise InvalidArgument("length must be at least 1 and offset at least 0")
    return {"length": length, "offset": offset}


def address(base: str, endpoint: str, params: Params | None = None) -> URL:
    """Say where a call goes: always below the configured base, or an error (quirk 104).

    A parameter that stands both in the endpoint and in `params` is sent once, as `params` has it.
    """
    if _UNPRINTABLE.search(endpoint):
        raise InvalidArgument("the endpoint may not hold blanks or control characters")
    path = re.split(r"[?#]", endpoint, maxsplit=1)[0]
    if "\\" in endpoint or ".." in path.split("/") or _is_disguised(path):
        raise ForeignAddress("the endpoint may not hold backslashes, .. or a disguised /")
    root = URL(base.rstrip("/"))
    try:
        is_full = "://" in path or path.startswith("//")
        url = URL(endpoint if is_full else f"{root}/{endpoint.lstrip('/')}").with_fragment(None)
        is_ours = _is_below(url, root)
    except ValueError as error:
        raise InvalidArgument("the endpoint is no valid address") from error
    if not is_ours:
        raise ForeignAddress("a full URL needs the configured scheme, host, port and path")
    return url.update_query(_query(params or {}))


def _is_disguised(path: str) -> bool:
    """Tell whether a path would mean something else once decoded, however often it is encoded.

    Letters of any script are fine; wide forms of what separates the parts of an address are not.
    """
    read = path
    for _ in range(_MOST_DISGUISES):
        read = unicodedata.normalize("NFKC", unquote(read))
    is_settled = read == unicodedata.normalize("NFKC", unquote(read))
    has_control = any(unicodedata.category(char) in _CONTROL for char in read)
    same_marks = all(read.count(mark) == path.count(mark) for mark in _MARKS)
    return not is_settled or has_control or not same_marks


def _is_below(url: URL, root: URL) -> bool:
    same_place = (url.scheme, url.host, url.port) == (root.scheme, root.host, root.port)
    names_nobody = url.user is None and url.password is None
    return same_place and names_nobody and f"{url.path}/".startswith(f"{root.path.rstrip('/')}/")


def _query(params: Params) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in params.items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs.extend((name, _query_text(name, item)) for item in several)
    return pairs


def _query_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise InvalidArgument(f"the parameter {name} must be text, a number, true, false or a list")


def batches(items: Iterable[str], size: int, longest: int = 6000) -> list[list[str]]:
    """Split into lists of at most `size`, none of them too long for one address (quirk 93).

    What is too long by itself is left out: nothing is called that.
    """
    found: list[list[str]] = []
    room = 0
    for item in dict.fromkeys(items):
        cost = len(quote(item, safe="", errors="replace")) + LENGTH_OF_A_PARAMETER
        if cost > longest:
            continue
        if not found or len(found[-1]) == size or cost > room:
            found.append([])
            room = longest
        found[-1].append(item)
        room -= cost
    return found
