"""What the tests of /announce set-up share."""

from dataclasses import dataclass
from typing import Any

import simcord
from simcord.actors import _component_interaction, _visible_message

from tests.conftest import Answer, Paddock, answer_of

BUTTON, MENU, CHANNEL_MENU = 2, 3, 8


@dataclass
class Steps:
    """One person's way through the set-up; `card` is what they see."""

    paddock: Paddock
    person: simcord.MemberActor
    card: Answer

    async def choose(self, part: str, *values: object) -> None:
        """Choose in one of the three menus."""
        custom_id = self.menu(part)["custom_id"]
        result = await self.person.select(self.card.message, values, custom_id=custom_id)
        self.card = answer_of(result)

    async def press(self, label: str) -> None:
        self.card = await self.paddock.click(self.card, label, by=self.person)

    async def send(self, custom_id: str, *values: object, kind: int = BUTTON) -> Answer:
        """Press what this message may no longer have, or never had."""
        message = _visible_message(self.person, self.card.message)
        data = {"custom_id": custom_id, "component_type": kind, "values": list(values)}
        return answer_of(await _component_interaction(self.person, message, data))

    def menu(self, part: str) -> dict[str, Any]:
        beginning = f"set-up:{part}:"
        items = [item for row in self.card.message.components for item in row["components"]]
        (found,) = [item for item in items if item.get("custom_id", "").startswith(beginning)]
        return found

    @property
    def shown(self) -> tuple[list[str], list[str], list[str]]:
        """Return what the menus show as chosen: feeds, channel and role."""
        options = self.menu("feeds")["options"]
        feeds = [option["value"] for option in options if option.get("default")]
        entities = (self.menu(part).get("default_values", []) for part in ("channel", "role"))
        channel, role = ([str(value["id"]) for value in values] for values in entities)
        return feeds, channel, role

    @property
    def text(self) -> str:
        return self.card.text


async def begin(paddock: Paddock, person: simcord.MemberActor | None = None) -> Steps:
    person = person or paddock.member
    card = answer_of(await person.slash(paddock.channel, "announce set-up"))
    return Steps(paddock, person, card)


def hunters(paddock: Paddock, *, mentionable: bool = True) -> simcord.RoleHandle:
    return paddock.guild.create_role("hunters", mentionable=mentionable)
