"""Collecting what is wrong with a form, and refusing it all at once the way Discord does."""

from typing import cast

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.shapes import Json

Path = tuple[str | int, ...]


class Faults:
    """The tree of errors of one form; a fault's path names the field it is in."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one fault."""
        node = self._tree
        for part in path:
            node = cast("Json", node.setdefault(str(part), {}))
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def text(
        self, path: Path, value: object, longest: int, shortest: int = 0, *, trim: bool = False
    ) -> None:
        """Note a value that is no text, or one of the wrong length; absent ones pass."""
        if value is None and shortest == 0:
            return
        if value is None:
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
            return
        if not isinstance(value, str):
            self.add(path, "BASE_TYPE_BAD_TYPE", "Must be a string.")
            return
        length = len(value.strip() if trim else value)
        if length > longest:
            message = f"Must be {longest} or fewer in length."
            self.add(path, "BASE_TYPE_MAX_LENGTH", message)
        elif length < shortest:
            message = f"Must be between {shortest} and {longest} in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", message)

    def count(self, path: Path, values: object, most: int, least: int = 0) -> list[Json]:
        """Note a value that is no list, or one of the wrong size; return its objects."""
        if values is None:
            values = []
        if not isinstance(values, list):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        items = cast("list[object]", values)
        if not least <= len(items) <= most:
            message = f"Must be between {least} and {most} in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", message)
        for position, item in enumerate(items):
            if not isinstance(item, dict):
                message = "Only dictionaries may be used in a DictType"
                self.add((*path, position), "DICT_TYPE_CONVERT", message)
        return [cast("Json", item) for item in items if isinstance(item, dict)]

    def refuse(self) -> None:
        """Raise the refusal if anything was noted."""
        if self._tree:
            raise ApiError(Problem.INVALID_FORM, self._tree)
