"""The application's commands, as registered: everywhere, or in one server."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import Change, CommandsChanged
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.snowflakes import Snowflakes

DAILY_CREATES = 200
SERVER_CONTEXT = 0


@dataclass(eq=False, slots=True)
class Command:
    """A registered command: `form` is what the bot sent, filled up with Discord's defaults."""

    id: int
    version: int
    form: Json
    guild_id: int | None
    overrides: dict[int, bool] = field(default_factory=dict[int, bool])
    """What a server's admins decided for roles and members, whatever the bot asked for."""

    @property
    def name(self) -> str:
        """Return the name of the whole command, without subcommands."""
        return str(self.form["name"])

    @property
    def kind(self) -> int:
        """Return 1 for slash commands, 2 and 3 for the menus of users and messages."""
        return int(self.form["type"])

    def usable_in(self, context: int, *, by_user_install: bool) -> bool:
        """Tell whether this command is offered in such a place."""
        if self.guild_id is not None:
            return not by_user_install
        contexts: list[int] | None = self.form["contexts"]
        installs: list[int] = self.form["integration_types"]
        return (contexts is None or context in contexts) and int(by_user_install) in installs

    def allowed_for(self, user: User, guild: Guild, rights: Permission) -> bool:
        """Tell whether a member is offered this command: admins' decisions before the default."""
        if Permission.ADMINISTRATOR in rights:
            return True
        if user.id in self.overrides:
            return self.overrides[user.id]
        decided = [
            self.overrides[role.id] for role in guild.roles_of(user) if role.id in self.overrides
        ]
        if decided:
            return any(decided)
        required: str | None = self.form["default_member_permissions"]
        if required is None:
            return True
        needed = Permission(int(required))
        return bool(needed) and needed in rights


class CommandBook:
    """All registered commands."""

    def __init__(
        self, clock: Clock, snowflakes: Snowflakes, publish: Callable[[Change], None]
    ) -> None:
        self._clock = clock
        self._snowflakes = snowflakes
        self._publish = publish
        self._by_scope: dict[int | None, dict[int, Command]] = {}
        self._creates: dict[int | None, list[datetime]] = {}

    def of(self, guild_id: int | None) -> list[Command]:
        """Return the commands of one server, or with None those for everywhere."""
        return list(self._by_scope.get(guild_id, {}).values())

    def offered_in(self, guild_id: int | None) -> list[Command]:
        """Return what can be typed in a server (or in direct messages); its own names win."""
        names = {(command.kind, command.name): command for command in self.of(None)}
        own = self.of(guild_id) if guild_id is not None else []
        names.update({(command.kind, command.name): command for command in own})
        return list(names.values())

    def get(self, guild_id: int | None, command_id: int) -> Command:
        """Return one command of a scope."""
        try:
            return self._by_scope[guild_id][command_id]
        except KeyError:
            raise ApiError(Problem.UNKNOWN_COMMAND) from None

    def replace_all(self, guild_id: int | None, forms: list[Json]) -> list[Command]:
        """Make these the only commands of a scope; those of the same name keep their id."""
        wanted = [self._put(guild_id, form) for form in forms]
        self._by_scope[guild_id] = {command.id: command for command in wanted}
        self._publish(CommandsChanged(guild_id))
        return wanted

    def put(self, guild_id: int | None, form: Json) -> tuple[Command, bool]:
        """Create a command, or replace the one of the same name; tell also which it was."""
        known = {command.id for command in self.of(guild_id)}
        command = self._put(guild_id, form)
        self._by_scope.setdefault(guild_id, {})[command.id] = command
        self._publish(CommandsChanged(guild_id))
        return command, command.id not in known

    def change(self, command: Command, fields: Json) -> None:
        """Change some fields of a command."""
        command.form = filled({**command.form, **fields})
        command.version = self._snowflakes.fresh()
        self._publish(CommandsChanged(command.guild_id))

    def remove(self, command: Command) -> None:
        """Remove a command."""
        del self._by_scope[command.guild_id][command.id]
        self._publish(CommandsChanged(command.guild_id))

    def _put(self, guild_id: int | None, form: Json) -> Command:
        form = filled(form)
        for known in self.of(guild_id):
            if (known.kind, known.name) == (form["type"], form["name"]):
                if known.form != form:
                    known.form, known.version = form, self._snowflakes.fresh()
                return known
        self._count_create(guild_id)
        return Command(self._snowflakes.fresh(), self._snowflakes.fresh(), form, guild_id)

    def _count_create(self, guild_id: int | None) -> None:
        day_ago = self._clock.now() - timedelta(days=1)
        creates = [moment for moment in self._creates.get(guild_id, []) if moment > day_ago]
        if len(creates) >= DAILY_CREATES:
            raise ApiError(Problem.TOO_MANY_DAILY_COMMANDS)
        self._creates[guild_id] = [*creates, self._clock.now()]


def filled(form: Json) -> Json:
    """Return a command's form with Discord's defaults in place of what it leaves out."""
    required = form.get("default_member_permissions")
    return {
        "type": form.get("type") or 1,
        "name": form["name"],
        "name_localizations": form.get("name_localizations"),
        "description": form.get("description") or "",
        "description_localizations": form.get("description_localizations"),
        "options": form.get("options") or [],
        "default_member_permissions": None if required is None else str(required),
        "contexts": form.get("contexts"),
        "integration_types": form.get("integration_types") or [SERVER_CONTEXT],
        "nsfw": bool(form.get("nsfw")),
    }
