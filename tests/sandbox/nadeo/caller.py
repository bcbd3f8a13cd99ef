import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.nadeo.server import NadeoServer

AGENT = "pitwall tests / nobody@example.org"


@dataclass
class Answer:
    status: int
    text: str
    content_type: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Caller:
    """Asks the stand-in as a client would, with whatever token it holds."""

    def __init__(self, nadeo: NadeoServer, session: aiohttp.ClientSession) -> None:
        self.nadeo = nadeo
        self.session = session
        self.live = f"nadeo_v1 t={nadeo.tokens.issue('NadeoLiveServices').access}"
        self.core = f"nadeo_v1 t={nadeo.tokens.issue('NadeoServices').access}"
        self.oauth = f"Bearer {nadeo.tokens.issue_public()}"

    async def ask(
        self, path: str, method: str = "GET", host: str = "live", **options: Any
    ) -> Answer:
        token = {"core": self.core, "oauth": self.oauth}.get(host, self.live)
        headers = {"User-Agent": AGENT, "Authorization": token, **options.pop("headers", {})}
        url = getattr(self.nadeo, f"{host}_url") + path
        async with self.session.request(method, url, headers=headers, **options) as response:
            return Answer(
                response.status,
                await response.text(),
                response.content_type,
                dict(response.headers),
            )

    async def get(self, path: str, host: str = "live") -> Any:
        answer = await self.ask(path, host=host)
        assert answer.status == 200, answer
        return answer.json
