"""A clock that was ahead and is set back, with a restart in between: nothing noted is believed."""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from postbox import Postbox
from support import ManualClock
from watch import CHANNEL, Watch, watching

from bot.announcer.cards import Feed, Item, Subscription
from bot.announcer.feeds.reminders import reminder
from bot.announcer.feeds.submissions import SubmissionMemory, submission_news
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Owed
from bot.announcer.rows.subscriptions import subscribe
from bot.announcer.schedule import Schedule
from bot.announcer.tidying import tidy
from bot.maps.releases import Target
from bot.nadeo.models import SubmittedMap, Votes
from bot.review.cards import Sample
from bot.review.rows import keep_sample
from bot.sandbox.nadeo.server import NadeoServer

STEPS = (timedelta(days=400), timedelta(hours=2))


class Machine:
    """Starts processes on one file, at whatever moment its clock believes it is."""

    def __init__(
        self, nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, file: Path
    ) -> None:
        self.nadeo, self.clock, self.postbox, self.file = nadeo, clock, postbox, file
        self.now = clock.now()

    def process(self, ahead: timedelta = timedelta()) -> AbstractAsyncContextManager[Watch]:
        self.clock.set(self.now + ahead)
        return watching(self.nadeo, self.clock, self.postbox, self.file)


@pytest.fixture
def machine(nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path) -> Machine:
    return Machine(nadeo, clock, postbox, tmp_path / "steps.db")


def voted(votes: int) -> SubmittedMap:
    return SubmittedMap(
        map_uid="a",
        creation_timestamp=10,
        latest_submission_timestamp=10,
        note_info=Votes(count_total=votes, average=4.5),
    )


async def hear(watch: Watch, *maps: int) -> None:
    for ahead in maps:
        sample = Sample(watch.clock.timestamp(), ahead * 180)
        await watch.announcer.review_queue.hear("totd", sample)
        await watch.announcer.dispatcher.flush()
        watch.clock.move(60)


async def subscribed(watch: Watch, feed: Feed, threshold: int | None = None) -> None:
    now = watch.clock.timestamp()
    wanted = Subscription(0, 7, CHANNEL, feed, threshold=threshold, since=now)
    await subscribe(watch.store, wanted)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("threshold", [None, 30])
async def test_a_quiet_time_of_the_future_silences_no_queue(
    machine: Machine, step: timedelta, threshold: int | None
) -> None:
    async with machine.process(step) as watch:
        await subscribed(watch, "review-totd", threshold)
        await hear(watch, 50, 50, 2, 2)
        assert len(watch.messages()) == 1

    async with machine.process() as watch:
        await hear(watch, 50, 50, 2, 2)

        assert len(watch.messages()) > 1


@pytest.mark.parametrize("step", STEPS)
async def test_an_edit_of_the_future_holds_up_no_other(machine: Machine, step: timedelta) -> None:
    async with machine.process(step) as watch:
        await subscribed(watch, "review-totd")
        await hear(watch, 50, 50, 2, 2)

    async with machine.process() as watch:
        await hear(watch, 3)

        assert "3 maps ahead" in watch.card()


@pytest.mark.parametrize("step", STEPS)
def test_a_summary_of_the_future_silences_no_votes(step: timedelta) -> None:
    ahead = step.total_seconds()
    memory, _ = submission_news(None, {"totd": [voted(1)]}, 1e6 + ahead)
    memory, _ = submission_news(memory, {"totd": [voted(2)]}, 1e6 + ahead)
    memory = SubmissionMemory.model_validate_json(memory.model_dump_json())

    _, decision = submission_news(memory, {"totd": [voted(3)]}, 1e6)

    assert len(decision.items) == 1


@pytest.mark.parametrize("step", STEPS)
async def test_a_delivery_that_was_put_off_in_the_future_goes_out(
    machine: Machine, step: timedelta
) -> None:
    async with machine.process(step) as watch:
        await subscribed(watch, "totd")
        now = watch.clock.timestamp()
        await watch.announcer.outbox.record("totd", [], Decision((), now), now)
        watch.clock.move(1)
        item = Item("totd", "one", now + 1, now + 9e8, Target("uid"))
        message = {"embeds": [{"footer": {"text": item.mark}}]}
        await watch.announcer.outbox.record("totd", [Owed(item, message)], Decision((), now), now)
        watch.postbox.trouble[CHANNEL] = ["before"]
        await watch.announcer.dispatcher.flush()

    async with machine.process() as watch:
        await watch.announcer.dispatcher.flush()

        assert len(watch.messages()) == 1
        assert await watch.announcer.outbox.due(watch.clock.timestamp()) == []


@pytest.mark.parametrize("step", STEPS)
async def test_what_a_look_of_the_future_expected_is_not_told(
    machine: Machine, step: timedelta
) -> None:
    async with machine.process(step) as watch:
        await subscribed(watch, "totd")
        await watch.announcer.watching.look("totd")

    async with machine.process() as watch:
        schedule = Schedule(watch.client, watch.store, watch.clock)

        assert await schedule.expected() == {}


@pytest.mark.parametrize("step", STEPS)
async def test_a_look_of_the_future_is_not_the_last_one(machine: Machine, step: timedelta) -> None:
    async with machine.process(step) as watch:
        await subscribed(watch, "totd")
        await watch.announcer.watching.look("totd")

    async with machine.process() as watch:
        reports = await Schedule(watch.client, watch.store, watch.clock).reports()

    (report,) = [one for one in reports if one.feed == "totd"]
    assert (report.looked_at, report.next_look) == (None, None)


async def test_a_sample_of_the_future_is_not_the_last_one(machine: Machine) -> None:
    async with machine.process() as watch:
        now = watch.clock.timestamp()
        for moment in (now - 60, now + 7200):
            await keep_sample(watch.store, "totd", moment, 180)

        reports = await Schedule(watch.client, watch.store, watch.clock).reports()

    assert [one.looked_at for one in reports if one.feed == "review-totd"] == [now - 60]


async def test_a_reminder_of_the_future_does_not_count_when_its_day_comes(
    machine: Machine,
) -> None:
    async with machine.process(STEPS[0]) as watch:
        await subscribed(watch, "cotd-europe")
        await watch.announcer.watching.look("cotd-europe")
        due = reminder("cotd-europe", watch.clock.timestamp()).next_look
        watch.clock.move(due - watch.clock.timestamp() + 1)
        await watch.announcer.watching.look("cotd-europe")
        (item,) = reminder("cotd-europe", watch.clock.timestamp()).items

    async with machine.process() as watch:
        await tidy(watch.store, watch.clock.timestamp())

        assert await watch.announcer.outbox.unknown([item]) == [item]
