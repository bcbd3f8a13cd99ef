"""Settings: from the environment and a file, all faults at once, no secret shown."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support import settings_by
from yarl import URL

from bot.settings import EXPECTED, MAY_BE_EMPTY, NEEDED, Settings, SettingsError, load
from tests.settings.environment import ENOUGH, EVERYTHING, SECRETS, Environment


def faults(env_file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(env_file)
    assert str(caught.value) == "\n".join(caught.value.faults)
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    assert not [secret for secret in SECRETS.values() if secret in shown]
    return caught.value.faults


def test_defaults(env: Environment) -> None:
    env.set(**ENOUGH)
    settings = load(None)
    assert settings.discord_api_url == URL("https://discord.com/api/v10")
    assert settings.nadeo_core_url == URL("https://prod.trackmania.core.nadeo.online")
    assert settings.nadeo_live_url == URL("https://live-services.trackmania.nadeo.live")
    assert settings.nadeo_meet_url == URL("https://meet.trackmania.nadeo.club")
    assert settings.trackmania_api_url == URL("https://api.trackmania.com")
    assert settings.nadeo_account == "service"
    assert settings.nadeo_requests_per_second == 1.0
    assert (settings.trackmania_client_id, settings.trackmania_client_secret) == (None, None)
    assert settings.database == Path("pitwall.db")
    assert (settings.operators, settings.share_account) == (frozenset(), False)
    assert (settings.guild, settings.log_level, settings.log_format) == (None, "INFO", "text")
    assert (settings.http_port, settings.http_host) == (None, "127.0.0.1")
    assert (settings.shard_count, settings.shard_ids) == (None, None)
    assert not settings.has_names


def check_everything(settings: Settings) -> None:
    assert settings.discord_token.get_secret_value() == SECRETS["DISCORD_TOKEN"]
    assert (settings.nadeo_login, settings.nadeo_contact) == ("a-l0gin", "tests / @pitwall")
    assert settings.nadeo_password.get_secret_value() == SECRETS["NADEO_PASSWORD"]
    assert settings.discord_api_url == URL("http://127.0.0.1:1/api/v10")
    assert settings.nadeo_account == "dedicated"
    assert settings.nadeo_core_url == URL("http://127.0.0.1:2")
    assert settings.nadeo_live_url == URL("http://127.0.0.1:3")
    assert settings.nadeo_meet_url == URL("http://127.0.0.1:4")
    assert settings.trackmania_api_url == URL("http://127.0.0.1:5")
    assert settings.nadeo_requests_per_second == 0.5
    assert settings.trackmania_client_id == "an-application"
    assert settings.trackmania_client_secret is not None
    secret = settings.trackmania_client_secret.get_secret_value()
    assert secret == SECRETS["TRACKMANIA_CLIENT_SECRET"]
    assert settings.database == Path("elsewhere/x.db")
    assert settings.operators == {1, 2, 3}
    assert settings.share_account
    assert (settings.guild, settings.log_level, settings.log_format) == (42, "DEBUG", "json")
    assert (settings.http_port, settings.http_host) == (9099, "192.0.2.1")
    assert (settings.shard_count, settings.shard_ids) == (16, (0, 1, 5, 6, 7, 8))
    assert settings.has_names


@pytest.mark.parametrize(
    ("wanted", "host", "kept"),
    [
        ("50", "prod.trackmania.core.nadeo.online", 2.0),
        ("2", "prod.trackmania.core.nadeo.online", 2.0),
        ("0.5", "prod.trackmania.core.nadeo.online", 0.5),
        ("50", "localhost", 50.0),
        ("50", "127.0.0.1", 50.0),
    ],
)
def test_no_pace_is_faster_than_nadeo_bears(
    env: Environment, wanted: str, host: str, kept: float
) -> None:
    local = {name: text for name, text in EVERYTHING.items() if name.endswith("_URL")}
    core = f"https://{host}"
    env.set(**ENOUGH, **{**local, "NADEO_CORE_URL": core}, NADEO_REQUESTS_PER_SECOND=wanted)
    assert load(None).pace == kept


def test_every_variable(env: Environment) -> None:
    env.set(**EVERYTHING)
    check_everything(load(None))


def test_every_variable_is_known_to_the_faults() -> None:
    names = {field.alias for field in Settings.model_fields.values()}
    assert names == set(EVERYTHING)
    strings = {"PITWALL_DATABASE", "TRACKMANIA_CLIENT_ID"}  # any text is good
    assert names - strings == {*NEEDED, *EXPECTED}


@pytest.mark.usefixtures("env")
def test_every_variable_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    lines = ["# a comment", "UNKNOWN=x", *(f"{name}='{text}'" for name, text in EVERYTHING.items())]
    file.write_text("\n".join(lines), "utf-8")
    check_everything(load(file))


def test_the_environment_goes_before_the_file(env: Environment, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\n".join(f"{name}={text}" for name, text in ENOUGH.items()), "utf-8")
    env.set(NADEO_LOGIN="another", NADEO_CONTACT="")
    settings = load(file)
    assert settings.nadeo_login == "another"
    assert settings.nadeo_contact == "tests / @pitwall"  # empty means not set


@pytest.mark.parametrize(
    ("written", "password"),
    [
        ("a${HOME}b", "a${HOME}b"),
        ('"a${HOME}b"', "a${HOME}b"),
        ("'$HOME ${HOME:-x}'", "$HOME ${HOME:-x}"),
        ("' leading and trailing  '", " leading and trailing  "),
        ('"\ttab"', "\ttab"),
        ("  unquoted  ", "unquoted"),
        ("'pass#word'", "pass#word"),
    ],
)
@pytest.mark.parametrize("name", ["NADEO_PASSWORD", "TRACKMANIA_CLIENT_SECRET"])
def test_a_secret_is_read_as_it_is_written(
    env: Environment, tmp_path: Path, name: str, written: str, password: str
) -> None:
    env.set(HOME="not-this", **{**ENOUGH, "TRACKMANIA_CLIENT_ID": "x", name: ""})
    file = tmp_path / ".env"
    other = {"NADEO_PASSWORD", "TRACKMANIA_CLIENT_SECRET"} - {name}
    file.write_text(f"{name}={written}\n{other.pop()}=y\n", "utf-8")
    settings = load(file)
    secret = settings.nadeo_password
    if name == "TRACKMANIA_CLIENT_SECRET":
        assert settings.trackmania_client_secret is not None
        secret = settings.trackmania_client_secret
    assert secret.get_secret_value() == password


@pytest.mark.parametrize("blank", ["' '", '"\t"', "''", ""])
def test_a_secret_of_blanks_is_none(env: Environment, tmp_path: Path, blank: str) -> None:
    env.set(**{**ENOUGH, "NADEO_PASSWORD": ""})
    file = tmp_path / ".env"
    file.write_text(f"NADEO_PASSWORD={blank}\n", "utf-8")
    (fault,) = faults(file)
    assert fault.startswith("NADEO_PASSWORD is missing")


@pytest.mark.usefixtures("env")
def test_a_token_loses_the_blanks_that_came_with_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    lines = {**ENOUGH, "DISCORD_TOKEN": f"' {ENOUGH['DISCORD_TOKEN']} '"}
    file.write_text("\n".join(f"{name.lower()}={text}" for name, text in lines.items()), "utf-8")
    assert load(file).discord_token.get_secret_value() == ENOUGH["DISCORD_TOKEN"]


@pytest.mark.usefixtures("env")
def test_variables_of_other_programs_in_the_file_are_not_ours(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    lines = {**ENOUGH, "GUILD": "5", "guild": "6", "DATABASE": "x.db", "nadeo_login_": "x"}
    file.write_text("\n".join(f"{name}={text}" for name, text in lines.items()), "utf-8")
    settings = load(file)
    assert (settings.guild, settings.database) == (None, Path("pitwall.db"))


@pytest.mark.usefixtures("env")
def test_a_file_that_is_not_there_is_no_fault_of_its_own(tmp_path: Path) -> None:
    assert {fault.partition(" ")[0] for fault in faults(tmp_path / "none")} == set(NEEDED)


@pytest.mark.usefixtures("env")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"NADEO_LOGIN=\xff\xfe")
    (fault,) = faults(file)
    assert fault == f"{file} cannot be read: UnicodeDecodeError"


def test_what_is_missing_is_told_all_at_once(env: Environment) -> None:
    env.set(PITWALL_LOG_LEVEL="INFO")
    found = faults()
    assert [fault.partition(" ")[0] for fault in found] == list(NEEDED)
    assert all(" is missing: " in fault for fault in found)
    assert "make sandbox" in found[0]
    assert "who runs it" in found[-1]


WRONG = {
    "DISCORD_TOKEN": ["two\nlines", "bell\x07"],
    "DISCORD_API_URL": ["discord.com", "ftp://discord.com"],
    "NADEO_LOGIN": ["two\nlines"],
    "NADEO_CONTACT": ["two\r\nlines", "\x1b[31m"],
    "NADEO_ACCOUNT": ["both", "1"],
    "NADEO_CORE_URL": [
        "http://h/a b",
        "http://h h",
        "http://h/\ta",
        "x",
        "http://",
        "http://h:99999",
        "http://h?q=1",
        "http://h/#f",
    ],
    "NADEO_LIVE_URL": ["http://me@h", "http://me:pw@h", "http://:pw@h"],
    "NADEO_MEET_URL": ["http://h/a b", "http://h h", "http://h/\ta", "//h", "file:///etc/passwd"],
    "TRACKMANIA_API_URL": ["javascript:alert(1)", "http://[::1"],
    "NADEO_REQUESTS_PER_SECOND": ["0", "-1", "nan", "inf", "fast"],
    "PITWALL_OPERATORS": ["alice", "1;2", "1 2", "-5", "0", "1.5"],
    "PITWALL_SHARE_ACCOUNT": ["perhaps", "2"],
    "PITWALL_GUILD": ["0", "-1", "my server", "1,2"],
    "PITWALL_SHARD_COUNT": ["0", "-4", "10001", "1e3", "four", "4,5"],
    "PITWALL_SHARD_IDS": ["one", "0;1", "-1", "1-", "0--2", "0-1-2", "1.5", "٣"],
    "PITWALL_LOG_LEVEL": ["LOUD", "5"],
    "PITWALL_LOG_FORMAT": ["xml", "1"],
    "PITWALL_HTTP_PORT": ["0", "65536", "-1", "http", "80,81"],
    "PITWALL_HTTP_HOST": ["two words", "http://127.0.0.1", "127.0.0.1/", "a\nb", "a..b", "x" * 64],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_value(env: Environment, name: str, value: str) -> None:
    env.set(**{**EVERYTHING, name: value})
    (fault,) = faults()
    assert fault.startswith(f"{name} must be ")
    assert NEEDED.get(name, EXPECTED.get(name, "?")) in fault


def test_all_wrong_values_at_once_and_none_shown(env: Environment) -> None:
    wrong = {name: f"{values[0]}wr0ng" for name, values in WRONG.items()}
    env.set(**wrong)
    found = faults()
    assert {fault.partition(" ")[0] for fault in found} == {*WRONG, "NADEO_PASSWORD"}
    assert len(found) == len(WRONG) + 1
    assert "wr0ng" not in "".join(found)


@pytest.mark.parametrize("half", ["TRACKMANIA_CLIENT_ID", "TRACKMANIA_CLIENT_SECRET"])
@pytest.mark.parametrize("other", [None, "", "  "])
def test_half_an_application(env: Environment, half: str, other: str | None) -> None:
    halves = {"TRACKMANIA_CLIENT_ID", "TRACKMANIA_CLIENT_SECRET"}
    (missing,) = halves - {half}
    env.set(**ENOUGH, **{half: "cl1ent-secret"})
    if other is not None:
        env.set(**{missing: other})
    (fault,) = faults()
    assert "TRACKMANIA_CLIENT_ID" in fault
    assert "TRACKMANIA_CLIENT_SECRET" in fault


@pytest.mark.parametrize("blank", ["", " ", "\t\n "])
def test_blank_means_not_set(env: Environment, blank: str) -> None:
    env.set(**ENOUGH)
    expected = load(None)
    env.set(**dict.fromkeys(EVERYTHING.keys() - ENOUGH - MAY_BE_EMPTY, blank))
    assert load(None) == expected
    env.set(**dict.fromkeys(ENOUGH, blank))
    assert len(faults()) == len(ENOUGH)


@pytest.mark.parametrize("empty", ["", " ", "\t\n ", "off", " OFF\n"])
def test_off_or_no_address_of_the_exchange_switches_it_off(
    env: Environment, tmp_path: Path, empty: str
) -> None:
    env.set(**ENOUGH)
    assert load(None).trackmania_exchange_url == URL("https://trackmania.exchange")
    file = tmp_path / ".env"
    file.write_text(f"TRACKMANIA_EXCHANGE_URL={empty.strip()}\n", encoding="utf-8")
    assert load(file).trackmania_exchange_url is None

    file.write_text("TRACKMANIA_EXCHANGE_URL=https://elsewhere.example/\n", encoding="utf-8")
    assert load(file).trackmania_exchange_url == URL("https://elsewhere.example")
    env.set(TRACKMANIA_EXCHANGE_URL=empty)
    assert load(file).trackmania_exchange_url is None


def test_blanks_around_a_value_are_dropped(env: Environment) -> None:
    env.set(**{name: f" {text}\t\n" for name, text in EVERYTHING.items()})
    check_everything(load(None))


def test_case_does_not_matter(env: Environment) -> None:
    env.set(**ENOUGH, PITWALL_LOG_LEVEL="warning", NADEO_ACCOUNT="Dedicated")
    env.set(PITWALL_SHARE_ACCOUNT="TRUE", pitwall_guild="7", PITWALL_LOG_FORMAT="JSON")
    settings = load(None)
    assert (settings.log_level, settings.nadeo_account) == ("WARNING", "dedicated")
    assert settings.log_format == "json"
    assert (settings.share_account, settings.guild) == (True, 7)


@pytest.mark.parametrize("name", ["GUILD", "DATABASE", "OPERATORS", "LOG_LEVEL", "SHARE_ACCOUNT"])
def test_variables_of_other_programs_are_not_ours(env: Environment, name: str) -> None:
    env.set(**ENOUGH)
    expected = load(None)
    env.set(**{name: "n0t-ours"})
    assert load(None) == expected


@pytest.mark.parametrize(
    "host", ["::1", "fe80::1%eth0", "localhost", "bot.example.org", "10.1.2.3"]
)
def test_hosts_to_listen_at(env: Environment, host: str) -> None:
    env.set(**ENOUGH, PITWALL_HTTP_HOST=host)
    assert load(None).http_host == host


def test_addresses_lose_their_last_slash(env: Environment) -> None:
    env.set(**ENOUGH, NADEO_LIVE_URL="https://h:8/base/", DISCORD_API_URL="HTTP://H/api/v10/")
    settings = load(None)
    assert str(settings.nadeo_live_url) == "https://h:8/base"
    assert str(settings.discord_api_url) == "http://h/api/v10"


def test_unusual_but_good_values(env: Environment) -> None:
    env.set(**{**ENOUGH, "NADEO_PASSWORD": "a:b $c # 'd' ü", "NADEO_CONTACT": "Jürgen / 電話"})
    settings = load(None)
    assert settings.nadeo_password.get_secret_value() == "a:b $c # 'd' ü"
    assert settings.nadeo_contact == "Jürgen / 電話"


def test_secrets_are_hidden(env: Environment) -> None:
    env.set(**EVERYTHING)
    settings = load(None)
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert not [secret for secret in SECRETS.values() if secret in shown]
    assert "a-l0gin" not in f"{settings!r} {settings}"
    assert set(settings.secrets()) == set(SECRETS.values())


def test_settings_do_not_change(env: Environment) -> None:
    env.set(**ENOUGH)
    settings = load(None)
    with pytest.raises(ValidationError):
        settings.guild = 5  # type: ignore[misc]


def test_settings_are_made_by_name_too(env: Environment) -> None:
    # what is given by name goes before the environment
    env.set(**ENOUGH, NADEO_ACCOUNT="dedicated")
    values: dict[str, Any] = {"nadeo_login": "given", "nadeo_account": "service", "guild": 9}
    settings = settings_by(**values)
    assert (settings.nadeo_login, settings.nadeo_account, settings.guild) == ("given", "service", 9)


@pytest.mark.parametrize("name", ["log_level", "log_format", "nadeo_account", "operators"])
def test_values_that_are_no_text(env: Environment, name: str) -> None:
    env.set(**ENOUGH)
    with pytest.raises(ValidationError):
        settings_by(**{name: 5.5})


@given(
    values=st.dictionaries(
        st.sampled_from(sorted(EVERYTHING)),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
    )
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_environment_gives_settings_or_faults(values: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        Environment(patch).set(**values)
        found: list[str] = []
        try:
            load(None)
        except SettingsError as error:
            found = error.faults
        assert {fault.partition(" ")[0] for fault in found} <= set(EVERYTHING)
