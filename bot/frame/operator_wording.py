"""Sentences for whoever runs the bot: what `pitwall check` advises, and why `pitwall run` ends."""

from collections.abc import Sequence
from pathlib import Path

from bot.shards import WHOLE, Shards
from bot.text import counted

# --- pitwall check -------------------------------------------------------------------------------

NO_LOGIN = (
    "Use the login and password of a service account made on trackmania.com "
    "(player / service-account), not your e-mail."
)
NO_APPLICATION = "Check TRACKMANIA_CLIENT_ID and TRACKMANIA_CLIENT_SECRET."
NAMELESS = "no OAuth application: players are shown by the first block of their id"
TOO_FAST = "Nadeo asks this machine or account to slow down: try again in some minutes."
UNREACHABLE = "Is this machine online? Nadeo may be in maintenance: try again in some minutes."
USE_HTTPS = "Use https:// there: anybody on the way can read my passwords and tokens."
REFUSED_BY_DISCORD = "Copy the token again from the developer portal (Bot / Reset Token)."
NO_DISCORD = "Is this machine online? Discord may have trouble: try again in some minutes."
WRONG_ADDRESS = "There is no Discord at DISCORD_API_URL: leave it out, or check it."
LISTENS_ALREADY = "A program listens there already: the bot itself, if it runs."
SEEN_BY_OTHERS = (
    "Whoever reaches this machine can read how the bot is doing: it tells of no person and no "
    "server, but 127.0.0.1 is enough where Prometheus runs here."
)


def edit_env(file: Path) -> str:
    """Say where the settings are written, or where that file was looked for."""
    if file.exists():
        return f"Edit {file.absolute()}; .env.example explains every variable."
    return (
        f"There is no {file.absolute()}: copy .env.example there and fill it in, or start me in "
        "the folder that has it."
    )


def unread(name: str, meant: str) -> str:
    """Name a variable that nobody reads, and the one that may be meant, "" for none."""
    return f"{name} is no setting of mine" + (f": did you mean {meant}?" if meant else "")


def too_fast_a_pace(wanted: float, kept: float) -> str:
    """Say that a pace is not kept because Nadeo would not bear it; in requests a second."""
    return (
        f"NADEO_REQUESTS_PER_SECOND={wanted:g} is more than Nadeo tolerates: I keep to {kept:g} "
        "a second"
    )


def own_account_wanted(wanted: float, kept: float, shards: Shards) -> str:
    """Say what a pace means that only processes with an account each may have together."""
    return (
        f"NADEO_REQUESTS_PER_SECOND={wanted:g} is for all processes together, and more than Nadeo "
        f"tolerates of one account: with {shards} I keep to {kept:g} a second, which is right only "
        "if every process has a NADEO_LOGIN of its own"
    )


def part_of(shards: Shards, pace: float) -> str:
    """Say which shards a process runs, and how much it asks of Nadeo; in requests a second."""
    return f"{shards}; {pace:g} requests a second to Nadeo"


def accepted_as(name: str, servers: int | None) -> str:
    """Say who the token is, and in how many servers; None where Discord does not tell."""
    where = "" if servers is None else f", in {counted(servers, 'server')}"
    return f"accepted: {name}{where}"


def no_answer(why: str) -> str:
    """Say that Discord was not reached, and what happened."""
    return f"Discord does not answer: {why}"


def invite_with(address: str) -> str:
    """Say how the bot gets into a server."""
    return f"Invite it with {address}"


def in_the_clear(names: Sequence[str]) -> str:
    """Say which addresses others on the way can read along."""
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} not encrypted"


def read_by_others(file: object) -> str:
    """Advise whoever lets all users of a machine read a file."""
    return f"Other users of this machine can read {file}: chmod 600 {file}"


# --- pitwall run ---------------------------------------------------------------------------------

PORT_TAKEN = "another program has it"
FOREIGN_HOST = "that is no address of this machine"
PORT_FORBIDDEN = "this user may not open it"
PORT_CLOSED = "the system does not open it"
WATCHABLE = "to be watched at %s/healthz and %s/metrics"
READY = "ready as %s in %s; file %s; invite link %s"
TOKEN_REFUSED = "Discord refuses DISCORD_TOKEN: copy it again, see the README"  # noqa: S105 # a sentence
INTENTS_WANTED = "Discord wants intents approved that this bot does not need"
SHARDS_WANTED = "Discord wants more shards: raise PITWALL_SHARD_COUNT, or leave it out"
NOT_IN_GUILD = "Discord lets the bot set no commands: is it in the server of PITWALL_GUILD?"


def servers_here(count: int, shards: Shards) -> str:
    """Say in how many servers a process is, and of which shards where others have the rest."""
    here = counted(count, "server")
    return here if shards == WHOLE else f"{here} of {shards}"


def same_file(process: str, file: Path, shards: Shards = WHOLE) -> str:
    """Say that another process works with the database."""
    own = "PITWALL_DATABASE and a token" if shards == WHOLE else "PITWALL_DATABASE"
    return (
        f"another Pitwall (process {process}) runs with the database {file.absolute()}: end it "
        f"first, or give this one a {own} of its own"
    )


def same_token(process: str) -> str:
    """Say that another process on this machine is the same bot, with another database."""
    return (
        f"another Pitwall (process {process}) runs with this DISCORD_TOKEN: end it first, or give "
        "this one a token of its own, else both would answer and announce"
    )


def same_shard(process: str, theirs: Shards, shard: int, ours: Shards) -> str:
    """Say that another process on this machine cares for servers of one of these shards."""
    has = "all shards" if theirs == WHOLE else str(theirs)
    return (
        f"another Pitwall (process {process}) runs {has} of this DISCORD_TOKEN, and with them "
        f"servers of shard {shard} of {ours.count}: end it first, or give each process "
        "PITWALL_SHARD_IDS of its own, else both would answer and announce there"
    )


def outdated_servers(count: int, before: Shards) -> str:
    """Say that another process cared for servers that this file would be for again."""
    return (
        f"this PITWALL_DATABASE was last used for {before}, and what it has of "
        f"{counted(count, 'other server')} is out of date: set PITWALL_SHARD_COUNT and "
        "PITWALL_SHARD_IDS as they were, or delete that with `pitwall forget-elsewhere`, after "
        "which those servers have to subscribe anew here"
    )


def page(host: str, port: int) -> str:
    """Return the address at which programs watch the bot."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def no_port(host: str, port: int, why: str) -> str:
    """Say that the bot cannot be watched where it should be."""
    return (
        f"I cannot listen on port {port} of {host}, {why}: change PITWALL_HTTP_PORT or "
        "PITWALL_HTTP_HOST, or leave them out"
    )


def discord_refused(error: object) -> str:
    """Say why Discord does not work with this bot, in its own words and in one line."""
    return f"Discord will not work with this bot: {' '.join(str(error).split())}"


# --- pitwall forget ------------------------------------------------------------------------------


def nothing_kept(user_id: int) -> str:
    """Say that there was nothing to delete."""
    return f"nothing is kept of {user_id}"


def no_database(file: Path) -> str:
    """Say that there is no file to delete anything from."""
    return f"there is no database {file.absolute()}: start me in the folder that has the .env"


def forgot(user_id: int, ladders: int | None, subscriptions: int, calls: int) -> str:
    """Say what was deleted of a person; no ladders where they said to be no player."""
    parts = [
        ""
        if ladders is None
        else f"their link and {counted(ladders, 'place')} on servers' ladders",
        f"that they set up {counted(subscriptions, 'subscription')}" if subscriptions else "",
        f"{counted(calls, 'call')} to confirm" if calls else "",
    ]
    return f"deleted of {user_id}: {', '.join(filter(None, parts))}"


def forgot_elsewhere(subscriptions: int, players: int) -> str:
    """Say what was deleted of servers that other processes care for."""
    return (
        f"deleted of other processes' servers: {counted(subscriptions, 'subscription')} and "
        f"{counted(players, 'player')} on their ladders"
    )


def file_refuses(error: object) -> str:
    """Say that nothing was deleted because the file did not take it."""
    return f"nothing was deleted: {error}"


# --- pitwall backup ------------------------------------------------------------------------------


def backed_up(file: Path, size: int) -> str:
    """Say where the copy is, with its size in bytes."""
    return f"backed up into {file.absolute()} ({size / 1e6:.1f} MB)"
