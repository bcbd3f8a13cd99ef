"""Items as forum posts: each opened once, though Discord knows no nonce there."""

import pytest
from postbox import LISTED_AFTER, Postbox, Trouble
from support import ManualClock

from bot.announcer.channels import ASLEEP, ChannelLost, MessageGone, PostError, Unreachable
from bot.announcer.dispatcher import OVER, Dispatcher
from bot.announcer.embeds.standing import shown
from bot.announcer.outbox import FORUM_REST, Outbox
from bot.announcer.pace import Pace
from bot.announcer.revisions import Revisions
from bot.announcer.rows.subscriptions import read_subscriptions
from bot.storage.store import Store
from tests.announcer.owing import GUILD, owing, states

FORUM = 1
DAY = 86400.0


async def subscribed_forum(
    store: Store, outbox: Outbox, clock: ManualClock, lasts: float = 3600.0, **more: object
) -> None:
    await owing(store, outbox, clock, lasts=lasts, is_forum=True, **more)


async def test_an_item_becomes_a_post_with_its_title(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock, tag_id=77, role_id=5, guild_id=GUILD)

    await dispatcher.flush()

    (payload,) = postbox.payloads
    assert payload["name"] == "Track of the Day"
    assert payload["applied_tags"] == ["77"]
    assert payload["auto_archive_duration"] == 10080
    assert payload["message"]["content"] == "<@&5>"
    assert payload["message"]["allowed_mentions"] == {"parse": [], "roles": ["5"]}
    assert not {"nonce", "enforce_nonce"} & payload["message"].keys()
    (found,) = await read_subscriptions(store, GUILD)
    (message,) = postbox.messages(FORUM)
    assert found.last_message_id == message.id == message.channel.id
    assert found.channel_of(message.id) == message.id


@pytest.mark.parametrize("trouble", ["before", "after"])
async def test_after_doubt_the_own_post_is_looked_for(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    trouble: Trouble,
) -> None:
    await subscribed_forum(store, outbox, clock)
    postbox.trouble[FORUM] = [trouble]

    await dispatcher.flush()
    clock.move(FORUM_REST - 1)
    await dispatcher.flush()
    assert postbox.attempts == [FORUM]
    clock.move(2)
    await dispatcher.flush()

    assert len(postbox.messages(FORUM)) == 1
    assert await states(store) == ["sent"]


@pytest.mark.parametrize("trouble", ["crash before", "crash after"])
async def test_a_new_process_does_not_look_before_the_post_can_be_seen(
    store: Store, outbox: Outbox, postbox: Postbox, clock: ManualClock, trouble: Trouble
) -> None:
    await subscribed_forum(store, outbox, clock)
    postbox.trouble[FORUM] = [trouble]
    first = Dispatcher(outbox, postbox, clock, Pace(1_000_000))
    await first.flush()
    await first.close()
    postbox.died = False
    second = Dispatcher(outbox, postbox, clock, Pace(1_000_000))

    await second.flush()
    assert FORUM_REST > LISTED_AFTER
    clock.move(FORUM_REST)
    await second.flush()

    assert len(postbox.messages(FORUM)) == 1
    assert await states(store) == ["sent"]


async def test_a_post_that_somebody_closed_is_found_in_the_archive(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    for number in range(5):
        other = {"name": f"chatter {number}", "message": {"embeds": [{"title": "x"}]}}
        await postbox.open_post(FORUM, other)
    await subscribed_forum(store, outbox, clock)
    postbox.trouble[FORUM] = ["after"]
    await dispatcher.flush()
    for number in range(5):
        other = {"name": f"more {number}", "message": {"embeds": [{"title": "x"}]}}
        await postbox.open_post(FORUM, other)
    for post in postbox.forums[FORUM].values():
        post.archived = True
    clock.move(FORUM_REST)

    await dispatcher.flush()

    titles = [message.embeds[0]["title"] for message in postbox.messages(FORUM)]
    assert titles.count("one") == 1
    assert await states(store) == ["sent"]


async def test_a_post_whose_first_message_is_gone_is_known_by_its_title(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock)
    postbox.trouble[FORUM] = ["after"]
    await dispatcher.flush()
    postbox.state.messages.delete(postbox.messages(FORUM)[0])
    clock.move(FORUM_REST)

    await dispatcher.flush()

    assert len(postbox.forums[FORUM]) == 1
    assert await states(store) == ["sent"]


@pytest.mark.parametrize("trouble", [Unreachable("500"), ChannelLost("Missing Access", 50001)])
async def test_while_the_lists_cannot_be_read_nothing_is_made_again(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    trouble: PostError,
) -> None:
    await subscribed_forum(store, outbox, clock, lasts=DAY / 2)
    postbox.trouble[FORUM] = ["after"]
    await dispatcher.flush()
    postbox.unreadable = [trouble] * 6

    while postbox.unreadable:
        assert await states(store) == ["claimed"]
        clock.move(3600)
        await dispatcher.flush()
    clock.move(3600)
    await dispatcher.flush()

    assert postbox.attempts == [FORUM]
    assert await states(store) == ["sent"]


async def test_a_post_in_doubt_that_nobody_can_look_for_is_given_up_at_its_end(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock)
    postbox.trouble[FORUM] = ["before"]
    postbox.unreadable = [Unreachable("500")] * 99
    await dispatcher.flush()
    clock.move(1800)
    await dispatcher.flush()
    clock.move(1800)

    await dispatcher.flush()

    (row,) = await store.rows("SELECT state, reason FROM deliveries")
    assert tuple(row) == ("dropped", OVER)
    assert postbox.attempts == [FORUM]


async def test_a_changed_card_reaches_a_post_that_sleeps(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock)
    await dispatcher.flush()
    await store.write(
        "UPDATE announcements SET revision = revision + 1, card_revision = revision + 1", [()]
    )
    (post,) = postbox.forums[FORUM].values()
    post.archived = True
    (edit,) = await Revisions(store, shown).lagging(clock.timestamp())

    await dispatcher.change(edit.channel_id, edit.message_id, {"embeds": [{"title": "two"}]})

    assert edit.channel_id == edit.message_id == post.id
    assert postbox.messages(FORUM)[0].embeds[0]["title"] == "two"
    assert not post.archived


async def test_a_thread_that_sleeps_is_not_ours_to_wake(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock)
    await dispatcher.flush()
    postbox.channel(1).archived = True

    with pytest.raises(ChannelLost) as refused:
        await dispatcher.change(1, postbox.messages(1)[0].id, {"embeds": [{"title": "two"}]})

    assert refused.value.code == ASLEEP
    assert postbox.channel(1).archived


async def test_other_feeds_of_the_forum_are_not_taken_for_it(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """Its own mark alone says which post is which."""
    await subscribed_forum(store, outbox, clock)
    twin = {"name": "Track of the Day", "message": {"embeds": [{"title": "a test"}]}}
    await postbox.open_post(FORUM, twin)
    postbox.trouble[FORUM] = ["before"]
    await dispatcher.flush()
    clock.move(FORUM_REST)

    await dispatcher.flush()

    titles = [message.embeds[0]["title"] for message in postbox.messages(FORUM)]
    assert titles == ["a test", "one"]
    with pytest.raises(MessageGone):
        await postbox.message(FORUM, 1)


async def test_threads_and_publishing_are_not_for_forums(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock, makes_thread=True, publishes=True)

    await dispatcher.flush()

    assert await store.rows("SELECT * FROM sequels") == []


async def test_a_test_in_a_forum_is_a_post_that_pings_nobody(
    dispatcher: Dispatcher, postbox: Postbox
) -> None:
    await dispatcher.show_post(
        FORUM, "🧪 Test · Track of the Day", 77, {"embeds": [{"title": "x"}]}
    )

    (payload,) = postbox.payloads
    assert (payload["name"], payload["applied_tags"]) == ("🧪 Test · Track of the Day", ["77"])
    assert payload["message"]["allowed_mentions"] == {"parse": []}


async def test_what_an_earlier_program_noted_is_called_after_its_feed(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await subscribed_forum(store, outbox, clock)
    await store.write("UPDATE announcements SET title = ''", [()])

    await dispatcher.flush()

    assert postbox.payloads[0]["name"] == "Track of the Day"
