"""Sentences of the operator's commands."""

from bot.sentences import Sentence, say

OPERATORS_ONLY = Sentence("This is not for you, sorry.")
ACCOUNT_DATA = Sentence(
    "This is about the Trackmania account of whoever runs me: only they may ask, unless they open "
    "it to everybody."
)
FOREIGN_ENDPOINT = Sentence(
    "`endpoint` does not lead to Nadeo's Live services, so nothing was sent. Give a path such as "
    "`api/token/club/9`, or a full address of the configured host."
)
MALFORMED_ENDPOINT = Sentence(
    "`endpoint` is no address, so nothing was sent. It may hold no blanks and no line breaks: a "
    "blank in a name is written as `%20`."
)
PARAMS_ARE_NO_OBJECT = Sentence(
    '`params` must be a JSON object of plain values, such as `{"length": 5, "offset": 0}`. '
    "Nothing was sent."
)
BODY_IS_NO_JSON = Sentence("`body` must be JSON. Nothing was sent.")
CALL_IS_GONE = Sentence(
    "That call was sent or dropped already, or is too old. Please type the command again."
)

CONFIRM_TITLE = Sentence("Send this?")
CONFIRM_HINT = Sentence(
    "This may change something at Nadeo. Nothing is sent before you press the button."
)
IN_THE_FILE = Sentence("It is long, so all of it is in the file.")
SEND = Sentence("Send")
DROP = Sentence("Do not send")
NOTHING_SENT = Sentence("Nothing was sent.")
SENDING = Sentence("Sending…")
NOT_SENT = Sentence(
    "Nothing was sent that Nadeo accepted, so nothing has changed. You can still send it."
)
CALL_WITHOUT_ANSWER = Sentence(
    "No answer came. It may have arrived all the same: look before you send it again."
)

ANSWER_TITLE = Sentence("Nadeo's answer")
REFUSED_TITLE = Sentence("Nadeo refused")
FAILED_TITLE = Sentence("Nadeo failed")
MAY_HAVE_CHANGED = Sentence(
    "It may have had an effect all the same: look before you send it again."
)
NO_BODY = Sentence("It came without a body.")
SERVERS_TITLE = Sentence("Dedicated servers of the account")
NO_SERVERS = Sentence("The account has no dedicated servers.")
FREE = Sentence("not in use")


def in_use(room: str) -> str:
    """Say what a server is used for; `room` is escaped already."""
    return say("in use: {room}", room=room)
