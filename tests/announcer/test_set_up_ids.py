"""What the controls of the guided set-up carry."""

from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import FEEDS, Feed
from bot.announcer.set_up_cards import PARTS, Choices
from bot.announcer.set_up_controls import CONFIRM, preview_controls, set_up_controls
from bot.announcer.typed.set_up import packed, unpacked

FAR = 2**63 - 1
"""As large as ids of Discord's get."""
IDS = st.none() | st.integers(1, FAR)


async def test_the_longest_ids_are_taken() -> None:
    choices = Choices(FEEDS, FAR, FAR)
    views = [
        set_up_controls(choices, 1, with_submissions=True),
        preview_controls(choices, len(FEEDS) - 1, {}),
    ]

    counts = [len(view.children) for view in views]

    assert counts == [6, 4]
    ids = [str(getattr(item, "custom_id", "")) for view in views for item in view.children]
    assert max(map(len, ids)) <= 100


def test_the_bits_of_feeds_stay_what_they_are() -> None:
    """Cards of an older version may still be open when a new one is started."""
    known = ["totd", "weekly-shorts", "weekly-grand", "campaign", "cup-of-the-week"]
    known += ["cotd-europe", "cotd-america", "cotd-asia", "review-totd", "review-shorts"]
    known += ["submissions"]
    assert [packed(Choices((feed,))) for feed in FEEDS][: len(known)] == [
        f"{1 << place:x}:0:0" for place in range(len(known))
    ]
    assert list(FEEDS[: len(known)]) == known
    assert PARTS == ("feeds", "channel", "role")


@given(st.sets(st.sampled_from(FEEDS)), IDS, IDS)
def test_what_is_chosen_is_read_back(
    feeds: set[Feed], channel: int | None, role: int | None
) -> None:
    choices = Choices(tuple(feed for feed in FEEDS if feed in feeds), channel, role)

    found = CONFIRM.fullmatch(f"set-up:confirm:{packed(choices)}")

    assert found is not None
    assert unpacked(found) == choices


async def test_a_card_of_any_size_leaves_room_for_the_way_back() -> None:
    pressed = {"type": 2, "style": 2, "label": "Leaderboard", "custom_id": "board:x"}
    opening = {"type": 2, "style": 5, "label": "Exchange", "url": "https://trackmania.exchange/1"}
    chosen = {"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "b"}]}
    rows = [
        {"type": 1, "components": [pressed] * 4 + [opening]},
        *[{"type": 1, "components": [chosen]}] * 4,
    ]

    view = preview_controls(Choices(FEEDS, FAR), 1, {"components": rows})

    found = view.to_components()
    assert [len(row["components"]) for row in found] == [5, 1, 1, 1, 4]
    kept = [one for row in found[:-1] for one in row["components"]]
    assert {one["disabled"] for one in kept if "url" not in one} == {True}
    assert [one["url"] for one in kept if "url" in one] == [opening["url"]]
