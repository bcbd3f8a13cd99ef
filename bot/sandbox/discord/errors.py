"""The ways Discord says no, as one enumeration and one exception."""

from enum import Enum

from bot.sandbox.discord.shapes import Json


class Problem(Enum):
    """A refusal: HTTP status, Discord's own code, its sentence."""

    NOT_FOUND = (404, 0, "404: Not Found")
    METHOD_NOT_ALLOWED = (405, 0, "405: Method Not Allowed")
    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    BAD_JSON = (400, 50109, "The request body contains invalid JSON.")
    UNKNOWN_APPLICATION = (404, 10002, "Unknown Application")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    NO_COMMAND_PERMISSIONS = (404, 10066, "Unknown application command permissions")
    TOO_MANY_DAILY_COMMANDS = (
        400,
        30034,
        "Max number of daily application command creates has been reached (200)",
    )
    ALREADY_CROSSPOSTED = (400, 40033, "This message has already been crossposted.")
    ONLY_MODERATED_TAGS = (
        400,
        40066,
        "There are no tags available that can be set by non-moderators",
    )
    TAG_REQUIRED = (400, 40067, "A tag is required to create a forum post in this channel")
    ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
    TOO_MANY_FOLLOW_UPS = (400, 40094, "This interaction has reached the maximum of 5 follow-ups.")
    TOO_LARGE = (413, 40005, "Request entity too large")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    CLOSED_MESSAGES = (403, 50007, "Cannot send messages to this user")
    NOT_A_TEXT_CHANNEL = (400, 50008, "Cannot send messages in a non-text channel")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    WRONG_BULK_SIZE = (
        400,
        50016,
        "Provided too few or too many messages to delete. Must provide at least 2 and at most 100.",
    )
    WRONG_CHANNEL_TYPE = (400, 50024, "Cannot execute action on this channel type")
    BAD_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    TOO_OLD_FOR_BULK = (400, 50034, "A message provided was too old to bulk delete")
    INVALID_FORM = (400, 50035, "Invalid Form Body")
    THREAD_ARCHIVED = (400, 50083, "Thread is archived")
    REPLY_NEEDS_HISTORY = (
        400,
        160002,
        "Cannot reply without permission to read message history",
    )
    THREAD_EXISTS = (400, 160004, "A thread has already been created for this message")
    THREAD_LOCKED = (400, 160005, "Thread is locked")


class ApiError(Exception):
    """A request that Discord refuses; `errors` is the tree of an invalid form."""

    def __init__(self, problem: Problem, errors: Json | None = None) -> None:
        self.status, self.code, self.message = problem.value
        self.errors = errors
        super().__init__(f"{self.code}: {self.message}")

    def body(self) -> Json:
        """Return the JSON body of the refusal."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body
