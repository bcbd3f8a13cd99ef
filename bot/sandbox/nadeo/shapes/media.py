"""Links to pictures in their many sizes, or the empty texts that stand for none."""

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.world import World

UPLOADED = 1_705_446_531
SIZES = ("Large", "Medium", "Small")


def picture(world: World, key: str, name: str, subject: str, form: str = "Png") -> Json:
    """Return one picture under all its keys; `subject` decides which it is, "" means none."""
    url = f"{world.media_url}/media/image/{world.ids.loose_uuid('media', name, subject)}"
    kind = form.lower()

    def link(path: str, suffix: str) -> str:
        return f"{url}/{path}?timestamp={UPLOADED}.{suffix}" if subject else ""

    sized = {f"{key}{form}{size}": link(f"{kind}/{size.lower()}.{kind}", kind) for size in SIZES}
    game = link("dds/game.dds", "dds")
    return {key: game, **sized, f"{key}Dds": game}
