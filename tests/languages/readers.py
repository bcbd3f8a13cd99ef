"""People of a simulated Discord who read in languages of their own."""

from typing import Any

import simcord
from simcord import interactions

from tests.conftest import Paddock

LOCALES: dict[int, str] = {}
"""The locale of each person who does not read English, as Discord names it, by their id."""
_base_payload = interactions.base_payload


def _payload_with_locale(*args: Any, user_id: int, **values: Any) -> tuple[Any, dict[str, Any]]:
    """Return an interaction in its person's locale: simcord 3.2.1 knows but `en-US`."""
    record, payload = _base_payload(*args, user_id=user_id, **values)
    return record, payload | {"locale": LOCALES.get(user_id, "en-US")}


interactions.base_payload = _payload_with_locale


def read_in(person: simcord.MemberActor, locale: str) -> None:
    """Let a person's Discord be in a language from now on."""
    LOCALES[person.id] = locale


def reader(paddock: Paddock, name: str, locale: str) -> simcord.MemberActor:
    """Return a new member whose Discord is in a language."""
    person = paddock.guild.add_member(paddock.env.create_user(name))
    read_in(person, locale)
    return person
