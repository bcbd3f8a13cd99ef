"""What a guided set-up says at its end: in which languages is announced, where that is news."""

from bot.announcer.cards import Subscription
from bot.announcer.embeds.set_up import done_embed
from bot.languages import writing_in

ENGLISH = Subscription(1, 1, 2, "totd")
FRENCH = Subscription(2, 1, 2, "campaign", language="fr")


def told(*found: Subscription) -> list[str]:
    return (done_embed(found, is_role_new=False).description or "").splitlines()


def test_the_readers_own_language_is_no_news() -> None:
    assert not [line for line in told(ENGLISH) if "Language" in line]
    with writing_in("fr"):
        assert not [line for line in told(FRENCH) if "Français" in line]


def test_another_language_is_told() -> None:
    assert "Language: **Français**" in told(FRENCH)


def test_several_languages_are_told_one_by_one() -> None:
    lines = told(ENGLISH, FRENCH)

    assert [line for line in lines if "Language: **English**." in line and "Track of" in line]
    assert [line for line in lines if "Language: **Français**." in line and "ampaign" in line]
