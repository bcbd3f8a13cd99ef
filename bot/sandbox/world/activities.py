"""What clubs offer: campaigns, rooms, reviews, news, folders and uploads."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.sandbox.world.clubs import Club, Clubs
from bot.sandbox.world.ids import Ids, Kind
from bot.sandbox.world.releases import SLOTS

FIRST_CAMPAIGN, FIRST_ACTIVITY, FIRST_ROOM = 28_000, 302_000, 137_000
ACTIVITIES_PER_CLUB = 64
CAMPAIGN_DAYS = 90


@dataclass(frozen=True)
class Plan:
    """One thing a club may offer.

    `fault` is how it fails for good: `empty` answers nothing, any other is the reason given.
    """

    type: str
    name: str
    maps: int = 0
    ends: bool = False
    hosted: bool = True
    password: bool = False
    numbered_maps: bool = False
    players: tuple[int, int] = (12, 64)
    scalable: bool = True
    settings: bool = True
    in_folder: bool = False
    active: bool = True
    public: bool = True
    fault: str = ""


PLANS = (
    Plan("news", "$ec0Discord"),
    Plan("campaign", "$s$0cfIcy $fffSummer", maps=25),
    Plan("campaign", "Three for [free](https://evil.example)", maps=3, ends=True),
    Plan("campaign", "$o$f00Coming soon"),
    Plan("campaign", "Never answers", maps=5, fault="empty"),
    Plan("room", "$fa0Summer $fffroom", maps=25, players=(50, 32)),
    Plan("room", "$s$FFFFullspeed $F05beginner", hosted=False, settings=False, players=(27, 255)),
    Plan("room", "||Members only||", maps=6, password=True, public=False),
    Plan("room", "Numbered maps", maps=4, numbered_maps=True, players=(0, 16)),
    Plan("room", "Lost room", maps=2, fault="room:error-notFound"),
    Plan("room", "Lost server", hosted=False, fault="playerServer:error-notFound"),
    Plan("room", "Switched off", maps=2, active=False, fault="roomServer:error-NoServerAvailable"),
    Plan("folder", "Archive"),
    Plan("campaign", "Winter $39fold", maps=10, in_folder=True),
    Plan("map-review", "Test my map", players=(0, 42)),
    Plan("map-upload", "Randomly generated", maps=7),
    Plan("competition", "Sunday cup"),
    Plan("ranking-club", "Points"),
)
ALWAYS_ALL = 3


@dataclass(frozen=True)
class Activity:
    """Something a club offers; `campaign_id` is 0 for all but campaigns."""

    id: int
    plan: Plan
    club: Club
    position: int
    campaign_id: int
    room_id: int
    folder: int | None
    maps: tuple[str, ...]
    created: int

    @property
    def end(self) -> int:
        """When a campaign ends, 0 for never."""
        return self.created + CAMPAIGN_DAYS * 86_400 if self.plan.ends else 0

    @property
    def creator(self) -> str:
        """The account that made it."""
        return self.club.members[len(self.club.members) > 1].account


class Activities:
    """Everything all clubs offer."""

    def __init__(self, ids: Ids, clubs: Clubs) -> None:
        self._ids = ids
        self._clubs = clubs

    @cached_property
    def all(self) -> dict[int, Activity]:
        """Every activity by its id."""
        clubs = self._clubs.all.values()
        return {activity.id: activity for club in clubs for activity in self._make(club)}

    def of_club(self, club: Club) -> list[Activity]:
        """Return what a club offers, in its order."""
        return [activity for activity in self.all.values() if activity.club is club]

    def of_type(self, activity_type: str) -> list[Activity]:
        """Return all of one type that anybody may see."""
        return [
            activity
            for activity in self.all.values()
            if activity.plan.type == activity_type
            and activity.plan.active
            and activity.club.state != "private-closed"
        ]

    def campaign(self, campaign_id: int) -> Activity | None:
        """Return a campaign by its own id."""
        number = campaign_id - FIRST_CAMPAIGN
        found = self.all.get(FIRST_ACTIVITY + number)
        return found if found and found.plan.type == "campaign" else None

    def campaign_of_group(self, group: str) -> Activity | None:
        """Return the campaign whose leaderboards have this group uid."""
        thing = self._ids.club_group_names(group)
        return self.campaign(thing.number) if thing and thing.kind == Kind.CLUB else None

    def group(self, activity: Activity) -> str:
        """Return the group uid of a campaign's leaderboards."""
        return self._ids.club_group(Kind.CLUB, activity.campaign_id)

    def _make(self, club: Club) -> Iterator[Activity]:
        """Yield the first clubs' full programme, and a part of it elsewhere."""
        first = club.number * ACTIVITIES_PER_CLUB
        folder = next(place for place, plan in enumerate(PLANS) if plan.type == "folder")
        for place, plan in enumerate(PLANS):
            offered = self._ids.digest("offer", club.id, place) % 3
            if club.number >= ALWAYS_ALL and not offered:
                continue
            number = first + place
            yield Activity(
                id=FIRST_ACTIVITY + number,
                plan=plan,
                club=club,
                position=place,
                campaign_id=FIRST_CAMPAIGN + number if plan.type == "campaign" else 0,
                room_id=FIRST_ROOM + number,
                folder=FIRST_ACTIVITY + first + folder if plan.in_folder else None,
                maps=self._maps(number, plan.maps),
                created=club.created + place * 86_400,
            )

    def _maps(self, number: int, count: int) -> tuple[str, ...]:
        first = (FIRST_CAMPAIGN + number) * SLOTS
        return tuple(self._ids.map_uid(Kind.CLUB, first + place) for place in range(count))
