"""What travels between the bot and the process that draws."""

from bot.pictures import parcels
from bot.pictures.cards import RankCurve


def test_a_scene_travels_with_the_language_of_its_numbers() -> None:
    scene = RankCurve("", "tm_race", ((1, 41_000),), (), (), "rang")

    assert parcels.read(parcels.written(scene, "fr")) == (scene, "fr")
