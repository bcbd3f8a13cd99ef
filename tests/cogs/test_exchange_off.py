"""Without Trackmania Exchange: no styles, no links, and all else as ever."""

import pytest

from bot.exchange import wording
from tests.conftest import Paddock


@pytest.mark.filled
async def test_where_the_exchange_is_switched_off(paddock: Paddock) -> None:
    assert paddock.bot.settings.trackmania_exchange_url is None
    refused = await paddock.type("random", style="Tech")
    assert (refused.content, refused.ephemeral) == (str(wording.NO_STYLES), True)
    link = await paddock.type("map", query="https://trackmania.exchange/mapshow/5")
    assert (link.content, link.ephemeral) == (str(wording.EXCHANGE_OFF), True)
    assert (await paddock.type("random")).embeds
    assert await paddock.suggest("random", "style", "") == []
    assert "styles" not in {report.name for report in paddock.bot.supervisor.reports()}
