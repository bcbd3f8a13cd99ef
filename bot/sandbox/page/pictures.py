"""Pictures of maps: a road drawn from what the map is called, always the same one."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from math import sin
from random import Random

WIDTH, HEIGHT, HORIZON = 640, 360, 150
ROAD_HALF, KERB = 300, 1.14
FARTHEST, STRIPES = 30.0, 48
GATE_DISTANCE = 5.0
OVERLAP = 0.7


@dataclass(frozen=True, slots=True)
class Look:
    """Colours: the sky from top to horizon, hills, the ground and its other shade."""

    sky: tuple[str, str]
    hills: str
    ground: tuple[str, str]


LOOKS = (
    Look(("#3f7fc4", "#cfe6f5"), "#4c7f6b", ("#4f8a46", "#488040")),
    Look(("#35305f", "#f0955e"), "#51385c", ("#4b6b3d", "#456338")),
    Look(("#0d1630", "#31477a"), "#182446", ("#24482f", "#20412a")),
    Look(("#5d9bc9", "#eef4f8"), "#8fa9ba", ("#dde7ee", "#d0dce5")),
    Look(("#4a86b8", "#f3dfb4"), "#b07f4f", ("#c39a5d", "#b98f53")),
)
GATES = ("#e0483e", "#2f9be0", "#f0b429", "#9a5be0", "#22b573")


@dataclass(frozen=True, slots=True)
class Bend:
    """How the road winds into the distance."""

    swing: float
    pace: float
    begin: float

    def at(self, distance: float) -> tuple[float, float, float]:
        """Return middle, height and half width of the road so far away, on the picture."""
        aside = self.swing * (sin(self.begin + self.pace * distance) - sin(self.begin + self.pace))
        return (
            WIDTH / 2 + aside * ROAD_HALF / distance,
            HORIZON + (HEIGHT + 20 - HORIZON) / distance,
            ROAD_HALF / distance,
        )


def drawn(subject: str) -> str:
    """Return an SVG picture that belongs to a subject."""
    random = Random(sha256(subject.encode()).digest())
    look = random.choice(LOOKS)
    side, swing = random.choice((-1, 1)), random.uniform(1.5, 4)
    bend = Bend(side * swing, random.uniform(0.12, 0.3), random.uniform(-0.6, 0.8))
    parts = [*_backdrop(look, random), *_road(look, bend), *_gate(bend, random.choice(GATES))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(parts)}</svg>"
    )


def _backdrop(look: Look, random: Random) -> list[str]:
    peaks = [(x, HORIZON - random.randint(8, 60)) for x in range(-40, WIDTH + 81, 80)]
    ridge = " ".join(f"{x},{y}" for x, y in peaks)
    sun = f'cx="{random.randint(60, WIDTH - 60)}" cy="{random.randint(40, 100)}" r="24"'
    stops = f'<stop stop-color="{look.sky[0]}"/><stop offset="1" stop-color="{look.sky[1]}"/>'
    return [
        f'<linearGradient id="sky" x2="0" y2="1">{stops}</linearGradient>',
        f'<rect width="{WIDTH}" height="{HORIZON + 2}" fill="url(#sky)"/>',
        f'<circle {sun} fill="#fff" opacity=".75"/>',
        f'<polygon points="-40,{HORIZON} {ridge} {WIDTH + 40},{HORIZON}" fill="{look.hills}"/>',
        _box(0, HORIZON, WIDTH, HEIGHT - HORIZON, look.ground[0]),
    ]


def _road(look: Look, bend: Bend) -> list[str]:
    """Return stripes from the horizon to the eye; nearer ones are longer."""
    distances = [FARTHEST ** (1 - step / STRIPES) for step in range(STRIPES + 1)]
    kerbs: list[str] = []
    road: list[str] = []
    for number, (far, near) in enumerate(pairwise(distances)):
        odd = number % 2
        if odd:
            top, bottom = bend.at(far)[1], bend.at(near)[1]
            kerbs.append(_box(0, top, WIDTH, bottom - top, look.ground[1]))
        kerbs.append(_stripe(bend, far, near, KERB, ("#f2f2f2", "#d2413a")[odd]))
        road.append(_stripe(bend, far, near, 1, ("#484d57", "#434852")[odd]))
        if not odd:
            road.append(_stripe(bend, far, near, 0.02, "#e9ebee"))
    return [*kerbs, *road]


def _gate(bend: Bend, colour: str) -> list[str]:
    middle, foot, half = bend.at(GATE_DISTANCE)
    left, width, top = middle - half * 1.3, half * 2.6, foot - half * 1.1
    return [
        _box(left, top, 7, foot - top, "#2b2f36"),
        _box(left + width - 7, top, 7, foot - top, "#2b2f36"),
        _box(left - 3, top - 20, width + 6, 24, colour),
    ]


def _box(left: float, top: float, width: float, height: float, colour: str) -> str:
    place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{colour}"/>'


def _stripe(bend: Bend, far: float, near: float, share: float, colour: str) -> str:
    """Return a piece of road; each lies a little over the next, so that no seam shines through."""
    far_x, far_y, far_half = bend.at(far)
    near_x, near_y, near_half = bend.at(near)
    corners = (
        (far_x - far_half * share, far_y),
        (far_x + far_half * share, far_y),
        (near_x + near_half * share, near_y + OVERLAP),
        (near_x - near_half * share, near_y + OVERLAP),
    )
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon fill="{colour}" points="{points}"/>'
