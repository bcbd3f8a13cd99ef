"""Who may import whom, how long things may be, and where a broad handler may stand."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

ORDER = (
    "values",
    "nadeo",
    "storage",
    "face",
    "pictures",
    "people",
    "exchange",
    "maps",
    "ladders",
    "players",
    "clubs",
    "review",
    "operator",
    "announcer",
    "monitoring",
    "frame",
    "cogs",
    "bot.__main__",
)
"""The rooms, each of which may use those before it; the loose files of `bot` are the values."""
SUBJECTS = ORDER[4:15]

VALUES, RULES, WORK, FACE, TOP = range(5)
FLOORS = {
    "cards": VALUES,
    "wording": VALUES,
    "releases": VALUES,
    "scores": VALUES,
    "links": RULES,
    "typed": RULES,
    "trouble": RULES,
    "days": RULES,
    "folding": RULES,
    "medals": RULES,
    "numbering": RULES,
    **dict.fromkeys(("countries", "letters", "canvas", "charts"), RULES),
    "feeds": RULES,
    "health": RULES,
    "embeds": FACE,
    "controls": FACE,
    "drawing": TOP,
    "styling": TOP,
    "upkeep": TOP,
    "watching": TOP,
    "review_queue": TOP,
    "examples": TOP,
    "notices": TOP,
    "catching_up": TOP,
    "announcer": TOP,
}
"""The floor of a file or folder of this name in a subject's room; whatever else there is works."""
PARTED = frozenset({"cards", "wording", "controls", "embeds"})
"""What may stand in several files, each with the part's name before."""

DESKS = {
    "bot.pictures.worker",
    "bot.frame.presses",
    "bot.frame.gateway.link",
    "bot.guarded",
    "bot.frame.suggestions",
    "bot.supervisor",
}
"""Where every failure is turned into a sentence or a line."""


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax trees of all modules by their dotted names."""
    found: dict[str, ast.Module] = {}
    for file in sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(file.read_text(encoding="utf-8"))
    return found


def runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Give all nodes but those that only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from runtime_nodes(node)


def imported(module: str) -> set[str]:
    """Return everything a module imports, as exactly as it can be known."""
    names: set[str] = set()
    for node in runtime_nodes(trees()[module]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by relative names"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {one if one in trees() else str(node.module) for one in whole}
    return names - {module}


def our_imports(module: str) -> set[str]:
    return imported(module) & trees().keys()


def run_by(module: str) -> set[str]:
    """Return what runs when a module is imported: its imports, and the packages they lie in."""
    names = our_imports(module)
    for name in tuple(names):
        while name := name.rpartition(".")[0]:
            # A package that a module lies in runs before it, and is done with it by then.
            if not module.startswith(f"{name}."):
                names.add(name)
    return (names & trees().keys()) - {module}


def is_sandbox(module: str) -> bool:
    return module.startswith("bot.sandbox")


def room(module: str) -> str:
    """Return the room in which a module lies."""
    parts = module.split(".")
    if module == "bot.__main__":
        return module
    if parts[0] == "cogs":
        return "cogs"
    is_in_a_room = len(parts) > 1 and (ROOT / "bot" / parts[1]).is_dir()
    return parts[1] if is_in_a_room else "values"


def floor(module: str) -> int:
    """Return the floor of a subject's module."""
    parts = module.split(".")
    if len(parts) <= 2:
        return VALUES
    # A room with much of a kind has it in parts, such as `queue_wording`.
    last = parts[2].rpartition("_")[2]
    return FLOORS.get(last if last in PARTED else parts[2], WORK)


ALL = list(trees())
OURS = [module for module in ALL if not is_sandbox(module)]


# --- rooms ---------------------------------------------------------------------------------------


def test_a_room_uses_those_before_it_only() -> None:
    back = [
        f"{module} uses {used}"
        for module in OURS
        for used in our_imports(module)
        if not is_sandbox(used) and ORDER.index(room(used)) > ORDER.index(room(module))
    ]

    assert back == []


def test_a_floor_of_a_room_uses_those_below_it_only() -> None:
    above = [
        f"{module} uses {used}"
        for module in OURS
        for used in our_imports(module)
        if room(module) == room(used) and room(module) in SUBJECTS
        if floor(used) > floor(module)
    ]

    assert above == []


def test_the_face_asks_nobody() -> None:
    # Rendering is a function of values: no client, no file, no clock, no bot.
    asking = [
        f"{module} uses {used}"
        for module in OURS
        for used in our_imports(module)
        if room(module) in SUBJECTS and floor(module) == FACE
        if used in {"bot.clock", "bot.nadeo.client"}
        or room(used) == "storage"
        or (room(used) in SUBJECTS and floor(used) == WORK)
    ]

    assert asking == []


def test_values_rules_and_face_do_no_input_or_output() -> None:
    pure = [
        module
        for module in OURS
        if room(module) in {"values", "face"}
        or (room(module) in SUBJECTS and floor(module) != WORK)
    ]
    outside = {"asyncio", "aiosqlite", "sqlite3", "socket", "discord.ext.commands"}

    doing = {module for module in pure if imported(module) & outside}

    # The last knows SQLite's codes, and no more of it.
    assert doing == {"bot.clock", "bot.supervisor", "bot.file_faults"}


def test_no_file_only_hands_names_on() -> None:
    handing = [
        module
        for module in ALL
        if any(isinstance(node, ast.ImportFrom) for node in trees()[module].body)
        if all(
            isinstance(node, ast.ImportFrom | ast.Expr) or "__all__" in ast.unparse(node)
            for node in trees()[module].body
        )
    ]

    # What others use as a library shows its one class at its door.
    assert handing == ["bot.nadeo"]


def test_every_import_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["charts"]]
    declared = {normal(re.split(r"[^\w.-]", one)[0]) for one in needed}
    brought_by = metadata.packages_distributions()
    undeclared = {
        f"{module} imports {top}"
        for module in ALL
        for top in {name.partition(".")[0] for name in imported(module)}
        if top not in {"bot", "cogs", *sys.stdlib_module_names}
        if not {normal(one) for one in brought_by.get(top, [])} & declared
    }

    assert undeclared == set()


def normal(distribution: str) -> str:
    """Return a distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_features_are_strangers_to_each_other_and_to_sockets_and_files() -> None:
    cogs = [module for module in ALL if module.startswith("cogs.")]

    assert not any(used.startswith("cogs") for module in cogs for used in our_imports(module))
    assert not any(imported(module) & {"aiohttp", "aiosqlite", "sqlite3"} for module in cogs)


def test_only_the_command_line_knows_the_sandbox() -> None:
    users = {module for module in OURS if any(map(is_sandbox, our_imports(module)))}

    assert users == {"bot.__main__"}


def test_the_stand_ins_share_no_code_with_what_they_test() -> None:
    # The page shows the budget's state; only the launcher starts the bot.
    allowed = {"bot.sandbox.page.stage": {"bot.nadeo.budget"}}
    shared = [
        f"{module} uses {used}"
        for module in ALL
        for used in our_imports(module) - allowed.get(module, set())
        if is_sandbox(module) and module != "bot.sandbox.launch" and not is_sandbox(used)
        if room(used) != "values"
    ]

    assert shared == []


def test_no_module_imports_itself_by_a_detour() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module in done:
            return
        for used in sorted(run_by(module)):
            visit(used, (*path, module))
        done.add(module)

    for module in ALL:
        visit(module, ())


def test_only_the_turn_and_the_language_travel_unseen() -> None:
    # Whatever else steers a call is handed on in the open: it leaks into what others share.
    kept = [
        f"{module}.{ast.unparse(node.target)}"
        for module in ALL
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.AnnAssign) and "ContextVar" in ast.unparse(node.annotation)
    ]
    assert kept == ["bot.languages._written", "bot.nadeo.budget.current_turn"]
    assert [one for one in ALL if "contextvars" in imported(one)] == [
        "bot.languages",
        "bot.nadeo.budget",
        "bot.nadeo.flights",
    ]


def test_nobody_shields() -> None:
    # From Python 3.14 on each waiter that gives up on what fails later leaves a traceback behind;
    # `asyncio.wait` leaves none.
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py"), *ROOT.glob("tests/**/*.py")]
    shields = [
        f"{file.relative_to(ROOT)}, line {node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node).endswith("shield")
    ]

    assert shields == []


# --- measures ------------------------------------------------------------------------------------


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_too_long() -> None:
    files = [file for folder in ("bot", "cogs", "tests") for file in ROOT.glob(f"{folder}/**/*.py")]
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in files
    }

    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{module}.{one.name}": (one.end_lineno or one.lineno) - one.lineno + 1
        for module in ALL
        for one in functions(trees()[module])
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_everything_public_is_documented() -> None:
    bare = [module for module in ALL if not ast.get_docstring(trees()[module])]
    bare += [
        f"{module}.{name}"
        for module in ALL
        for name, node in public_names(trees()[module])
        if not ast.get_docstring(node)
    ]

    assert bare == []


def public_names(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Give public classes and functions, and the public methods of public classes."""
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        marks = [ast.unparse(mark) for mark in node.decorator_list]
        if node.name.startswith("_") or any(one.endswith((".setter", "overload")) for one in marks):
            continue
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", inner) for name, inner in public_names(node))


def test_only_the_desks_catch_everything() -> None:
    broad = [
        f"{module}, line {node.lineno}"
        for module in ALL
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _passes_on(node)
        if module not in DESKS
    ]

    assert broad == []


def _catches_all(handler: ast.ExceptHandler) -> bool:
    kinds = (
        set() if handler.type is None else {ast.unparse(node) for node in ast.walk(handler.type)}
    )
    return not kinds or bool(kinds & {"Exception", "BaseException"})


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler only tidies up and lets the error climb."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
