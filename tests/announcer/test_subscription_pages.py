from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import FEEDS, Subscription
from bot.announcer.embeds.subscriptions import Surroundings, subscription_pages
from bot.face.embeds import DESCRIPTION_LIMIT


@given(
    st.lists(
        st.builds(
            Subscription,
            id=st.just(1),
            guild_id=st.just(1),
            channel_id=st.integers(1, 2**63),
            feed=st.sampled_from(FEEDS),
            role_id=st.none() | st.integers(1, 2**63),
            threshold=st.none() | st.integers(0, 1440),
            state=st.sampled_from(("active", "paused", "suspended")),
            reason=st.text(max_size=3000),
            refused_since=st.none() | st.floats(0, 4e9),
        ),
        max_size=80,
    )
)
def test_no_page_is_too_long_and_none_leaves_anything_out(found: list[Subscription]) -> None:
    pages = subscription_pages(found, Surroundings((), (), {}))

    text = "\n".join(pages)
    assert sum(text.count(f"→ <#{number}>") for number in {one.channel_id for one in found}) == len(
        found
    )
    assert all(0 < len(page) <= DESCRIPTION_LIMIT for page in pages)
