"""Where the Live services keep ladders and reviews: pure functions, which refuse what is no id."""

from bot.nadeo.addresses import page, path_piece

LONGEST_BOARD_PAGE = 100
DEEPEST_RANK = 10_000
"""No board can be read further down (quirk 66)."""


def page_of_board(length: int, offset: int) -> dict[str, int]:
    """Parameters of a page of a ladder, cut to what can be read (quirks 65, 66)."""
    wanted = page(length, offset)
    return wanted | {"length": min(length, LONGEST_BOARD_PAGE, max(1, DEEPEST_RANK - offset))}


def board_path(map_uid: str, group_uid: str) -> str:
    """Say where the ladders of a map are; raise `InvalidArgument` for what is no uid."""
    group, uid = path_piece(group_uid, "the group uid"), path_piece(map_uid, "the map uid")
    return f"api/token/leaderboard/group/{group}/map/{uid}"


def review_path(review_type: str) -> str:
    """Say where all of one kind of map review is."""
    return f"api/token/map-review/{path_piece(review_type, 'the review type')}"
