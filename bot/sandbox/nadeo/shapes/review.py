"""Map review in Nadeo's JSON."""

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.review import Submission


def submission(entry: Submission, track: Json | None, feedback: bool) -> Json:
    """Return a submission; map and votes are null unless they were asked for."""
    return {
        "mapUid": entry.map_uid,
        "feedbackCount": entry.votes,
        "creationTimestamp": entry.first,
        "latestSubmissionTimestamp": entry.latest,
        "nominated": entry.nominated,
        "map": {**track, "valid": True} if track else None,
        "noteInfo": votes(entry) if feedback else None,
        "nadeoNote": entry.nadeo_note,
        "labels": list(entry.labels),
        "mapStyles": list(entry.styles),
        "messagingOpen": entry.messaging,
    }


def votes(entry: Submission) -> Json:
    """Return the votes; an average of 0 means that there are none."""
    stars = {f"countStar{star}": count for star, count in enumerate(entry.stars, start=1)}
    return {
        "countTotal": entry.votes,
        "average": entry.average,
        **stars,
        "countStarMax": max(entry.stars),
    }
