"""Settings: one frozen value, read from the environment and `.env`; all faults told at once."""

import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import (
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from bot.shards import MOST_SHARDS, WHOLE, Shards, ShardsError, check_ids, typed_ids

WHY_CONTACT = (
    "Nadeo asks every program to say who runs it and blocks those that do not; "
    "write a name and a way to reach you, for example: my-bot / @handle / mail@example.org"
)
WHERE_TO_GET_NADEO = "see the README on how to make a service account (it is not the e-mail)"

NEEDED = {
    "DISCORD_TOKEN": "the bot's token; see the README, or try `make sandbox`, which needs none",
    "NADEO_LOGIN": WHERE_TO_GET_NADEO,
    "NADEO_PASSWORD": WHERE_TO_GET_NADEO,
    "NADEO_CONTACT": WHY_CONTACT,
}
"""Variables that have no default, and what to put there."""

EXPECTED = {
    "DISCORD_API_URL": "an http(s) address",
    "NADEO_ACCOUNT": "`service` or `dedicated`",
    "NADEO_CORE_URL": "an http(s) address",
    "NADEO_LIVE_URL": "an http(s) address",
    "NADEO_MEET_URL": "an http(s) address",
    "TRACKMANIA_API_URL": "an http(s) address",
    "TRACKMANIA_EXCHANGE_URL": "an http(s) address, or `off` to ask nothing there",
    "NADEO_REQUESTS_PER_SECOND": "a number above 0 (Nadeo tolerates 2 at most)",
    "TRACKMANIA_CLIENT_SECRET": "set together with TRACKMANIA_CLIENT_ID, or neither of the two",
    "PITWALL_OPERATORS": "Discord user ids, separated by commas",
    "PITWALL_SHARE_ACCOUNT": "`true` or `false`",
    "PITWALL_GUILD": "a Discord server id",
    "PITWALL_LOG_LEVEL": "DEBUG, INFO, WARNING, ERROR or CRITICAL",
    "PITWALL_LOG_FORMAT": "`text` or `json`",
    "PITWALL_SHARD_COUNT": (
        f"into how many shards Discord deals the servers: a whole number from 1 to {MOST_SHARDS}"
    ),
    "PITWALL_SHARD_IDS": "numbers of shards and ranges of them, separated by commas: 0,1,5-7",
    "PITWALL_HTTP_PORT": "the number of a port, 1 to 65535",
    "PITWALL_HTTP_HOST": "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
}
"""What a wrong value should have been."""


ENV_FILE = Path(".env")
FASTEST = 2.0
"""Requests a second that Nadeo's staff names as the upper end."""

ADDRESSES = (
    "discord_api_url",
    "nadeo_core_url",
    "nadeo_live_url",
    "nadeo_meet_url",
    "trackmania_api_url",
)
"""Fields that hold the base of a host that gets secrets."""
EXCHANGE = "trackmania_exchange_url"
"""The field with the base of a host that gets none."""

_HOST = r"^[\w-]{1,63}(\.[\w-]{1,63})*$|^[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%\w+)?$"
"""A name of a host, or an address of version 4 or 6."""

MAY_BE_EMPTY = frozenset({"TRACKMANIA_EXCHANGE_URL"})
"""Variables whose empty value says something: elsewhere it counts as not set."""

MAY_HOLD_BLANKS = frozenset({"NADEO_PASSWORD", "TRACKMANIA_CLIENT_SECRET"})
"""Secrets that others choose: what stands in quotes in the file is not trimmed."""


class SettingsError(Exception):
    """The settings cannot be used; `faults` has a line for each variable, without its value."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """Everything an operator decides; the names are those of `.env.example`."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
        populate_by_name=True,
        # Fields without their alias must not answer to names such as GUILD or DATABASE.
        env_prefix="PITWALL_",
        # For the repeated classes of `_HOST` the other one keeps 12 MiB.
        regex_engine="python-re",
    )

    discord_token: SecretStr = Field(alias="DISCORD_TOKEN")
    discord_api_url: URL = Field(URL("https://discord.com/api/v10"), alias="DISCORD_API_URL")
    nadeo_login: str = Field(alias="NADEO_LOGIN", repr=False)
    nadeo_password: SecretStr = Field(alias="NADEO_PASSWORD")
    nadeo_account: Literal["service", "dedicated"] = Field("service", alias="NADEO_ACCOUNT")
    nadeo_contact: str = Field(alias="NADEO_CONTACT")
    nadeo_core_url: URL = Field(
        URL("https://prod.trackmania.core.nadeo.online"), alias="NADEO_CORE_URL"
    )
    nadeo_live_url: URL = Field(
        URL("https://live-services.trackmania.nadeo.live"), alias="NADEO_LIVE_URL"
    )
    nadeo_meet_url: URL = Field(URL("https://meet.trackmania.nadeo.club"), alias="NADEO_MEET_URL")
    trackmania_api_url: URL = Field(URL("https://api.trackmania.com"), alias="TRACKMANIA_API_URL")
    trackmania_exchange_url: URL | None = Field(
        URL("https://trackmania.exchange"), alias="TRACKMANIA_EXCHANGE_URL"
    )
    nadeo_requests_per_second: float = Field(
        1.0, alias="NADEO_REQUESTS_PER_SECOND", gt=0, allow_inf_nan=False
    )
    trackmania_client_id: str | None = Field(None, alias="TRACKMANIA_CLIENT_ID")
    trackmania_client_secret: SecretStr | None = Field(
        None, alias="TRACKMANIA_CLIENT_SECRET", validate_default=True
    )
    database: Path = Field(Path("pitwall.db"), alias="PITWALL_DATABASE")
    operators: Annotated[frozenset[PositiveInt], NoDecode] = Field(
        frozenset(), alias="PITWALL_OPERATORS"
    )
    share_account: bool = Field(default=False, alias="PITWALL_SHARE_ACCOUNT")
    guild: int | None = Field(None, alias="PITWALL_GUILD", gt=0)
    shard_count: int | None = Field(None, alias="PITWALL_SHARD_COUNT", ge=1, le=MOST_SHARDS)
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = Field(None, alias="PITWALL_SHARD_IDS")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        "INFO", alias="PITWALL_LOG_LEVEL"
    )
    log_format: Literal["text", "json"] = Field("text", alias="PITWALL_LOG_FORMAT")
    http_port: int | None = Field(None, alias="PITWALL_HTTP_PORT", ge=1, le=65_535)
    http_host: str = Field(
        "127.0.0.1",
        alias="PITWALL_HTTP_HOST",
        pattern=_HOST,
    )

    @model_validator(mode="before")
    @classmethod
    def _blank_is_not_set(cls, data: dict[str, Any]) -> dict[str, Any]:
        stripped = {
            name: value.strip() if isinstance(value, str) else value for name, value in data.items()
        }
        return {
            name: value
            for name, value in stripped.items()
            if value != "" or name.upper() in MAY_BE_EMPTY
        }

    @field_validator(EXCHANGE, mode="before")
    @classmethod
    def _may_be_off(cls, value: Any) -> Any:
        return None if isinstance(value, str) and value.casefold() in {"", "off"} else value

    @field_validator(*ADDRESSES, EXCHANGE, mode="before")
    @classmethod
    def _has_no_blanks(cls, value: Any) -> Any:
        if isinstance(value, str) and re.search(r"[\s\x00-\x20\x7f]", value):
            raise ValueError("blanks in an address")
        return value

    @field_validator(*ADDRESSES, EXCHANGE)
    @classmethod
    def _is_web_address(cls, url: URL | None) -> URL | None:
        if url is None:
            return None
        unwanted = (url.user, url.password, url.query_string, url.fragment)
        if url.scheme not in {"http", "https"} or not url.host or any(unwanted):
            raise ValueError("not an http(s) address")
        return URL(str(url).rstrip("/"))

    @field_validator("nadeo_contact", "nadeo_login")
    @classmethod
    def _is_one_line(cls, text: str) -> str:
        if not text.isprintable():
            raise ValueError("must be one line of text")
        return text

    @field_validator("discord_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        if not token.get_secret_value().isprintable():
            raise ValueError("must be one line of text")
        return token

    @field_validator("trackmania_client_secret")
    @classmethod
    def _comes_with_its_id(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (secret is None) != (info.data.get("trackmania_client_id") is None):
            raise ValueError("half an application")
        return secret

    @field_validator("operators", mode="before")
    @classmethod
    def _split_at_commas(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return frozenset(part.strip() for part in value.split(",") if part.strip())

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _are_shards(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        ids = typed_ids(value)
        # A count that is wrong itself is told as such.
        if "shard_count" in info.data:
            check_ids(ids, info.data["shard_count"])
        return ids

    @field_validator("log_level", "log_format", "nadeo_account", mode="before")
    @classmethod
    def _any_case(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        return value.upper() if info.field_name == "log_level" else value.lower()

    @property
    def shards(self) -> Shards:
        """Return the shards whose servers this process cares for."""
        if self.shard_count is None:
            return WHOLE
        return Shards(self.shard_count, self.shard_ids or tuple(range(self.shard_count)))

    @property
    def is_asking_nadeo(self) -> bool:
        """Tell whether requests leave this machine."""
        nadeo = (self.nadeo_core_url, self.nadeo_live_url, self.nadeo_meet_url)
        return any(map(_leaves_this_machine, (*nadeo, self.trackmania_api_url)))

    @property
    def pace(self) -> float:
        """Return how many requests a second this process makes at most.

        That is its part of what all processes with the same account make together, and in any case
        no more than Nadeo bears. Stand-ins on this machine bear any pace.
        """
        own = self.nadeo_requests_per_second * self.shards.part
        return min(own, FASTEST) if self.is_asking_nadeo else own

    @property
    def has_names(self) -> bool:
        """Tell whether player names can be asked for."""
        return self.trackmania_client_id is not None and self.trackmania_client_secret is not None

    @property
    def in_the_clear(self) -> tuple[str, ...]:
        """Return the variables whose host gets secrets in a way that others can read along."""
        fields = type(self).model_fields
        return tuple(str(fields[name].alias) for name in ADDRESSES if _is_bare(getattr(self, name)))

    def secrets(self) -> tuple[str, ...]:
        """Return the values that must be read nowhere."""
        kept = (self.discord_token, self.nadeo_password, self.trackmania_client_secret)
        return tuple(secret.get_secret_value() for secret in kept if secret is not None)


def _is_bare(url: URL) -> bool:
    """Tell whether what is sent there leaves this machine without encryption."""
    return url.scheme != "https" and _leaves_this_machine(url)


def _leaves_this_machine(url: URL) -> bool:
    return is_reached_by_others(url.host or "")


def is_reached_by_others(host: str) -> bool:
    """Tell whether an address is of more than this machine alone."""
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def load(env_file: Path | None = ENV_FILE) -> Settings:
    """Read the environment and the file; raise `SettingsError` with every fault there is."""
    try:
        settings = Settings(**_written_in(env_file))
    except ValidationError as error:
        raise SettingsError(_faults(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{env_file} cannot be read: {type(error).__name__}"]) from None
    return settings


def _written_in(env_file: Path | None) -> dict[str, Any]:
    """Return what the file says and the environment does not."""
    if env_file is None:
        return {}
    known = {str(field.alias) for field in Settings.model_fields.values()}
    said = {name.upper() for name, text in os.environ.items() if _says(name, text)}
    # A dollar in a password is a dollar, and no variable.
    written = dotenv_values(env_file, interpolate=False, encoding="utf-8")
    return {
        name.upper(): _as_written(name.upper(), text)
        for name, text in written.items()
        if text is not None and _says(name, text) and name.upper() in known - said
    }


def _says(name: str, text: str) -> bool:
    """Tell whether a value counts: an empty one means something for a few variables only."""
    return bool(text.strip()) or name.upper() in MAY_BE_EMPTY


def _as_written(name: str, text: str) -> str | SecretStr:
    """Keep the blanks of a secret that stands in quotes: they may belong to it."""
    return SecretStr(text) if name in MAY_HOLD_BLANKS else text


def _faults(error: ValidationError) -> list[str]:
    found: dict[str, str] = {}
    for fault in error.errors(include_url=False, include_input=False):
        name = str(fault["loc"][0]).upper()
        if name in NEEDED:
            problem = "is missing" if fault["type"] == "missing" else "must be one line of text"
            found[name] = f"{name} {problem}: {NEEDED[name]}"
        elif isinstance(why := fault.get("ctx", {}).get("error"), ShardsError):
            found[name] = f"{name} {why}"
        else:
            found[name] = f"{name} must be {EXPECTED.get(name, fault['msg'])}"
    return list(found.values())
