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

VALUES, RULES, WORK, FACE, FRAME, FEATURES, TOP = range(7)
FLOORS = {
    # values: what things are and what they are called
    "bot": VALUES,
    "bot.announcements": VALUES,
    "bot.cards": VALUES,
    "bot.clock": VALUES,
    "bot.club_cards": VALUES,
    "bot.discord_codes": VALUES,
    "bot.logs": VALUES,
    "bot.nadeo.answers": VALUES,
    "bot.nadeo.club_models": VALUES,
    "bot.nadeo.errors": VALUES,
    "bot.nadeo.fields": VALUES,
    "bot.nadeo.models": VALUES,
    "bot.nadeo.rankings": VALUES,
    "bot.redaction": VALUES,
    "bot.refusal": VALUES,
    "bot.review": VALUES,
    "bot.settings": VALUES,
    "bot.text": VALUES,
    "bot.wording": VALUES,
    # rules: pure functions over values
    "bot.announcer.choices": RULES,
    "bot.announcer.feeds": RULES,
    "bot.days": RULES,
    "bot.folding": RULES,
    "bot.nadeo.addresses": RULES,
    "bot.nadeo.lifetimes": RULES,
    "bot.nadeo.paths": RULES,
    "bot.nadeo.token_answers": RULES,
    "bot.nadeo.wire": RULES,
    "bot.queries": RULES,
    "bot.raw_calls": RULES,
    # work: Nadeo, the file, and what is put together from both
    "bot.announcer": WORK,
    "bot.catalogue": WORK,
    "bot.causes": WORK,
    "bot.lookup": WORK,
    "bot.nadeo": WORK,
    "bot.rights": WORK,
    "bot.sampler": WORK,
    "bot.storage": WORK,
    "bot.supervisor": WORK,
    "bot.tick": WORK,
    # face: cards and controls, drawn without asking anybody
    "bot.buttons": FACE,
    "bot.charts": FACE,
    "bot.controls": FACE,
    "bot.embeds": FACE,
    # frame: Discord, errors, starting and stopping
    "bot.announcer.announcer": FRAME,
    "bot.announcer.dispatcher": FRAME,
    "bot.announcer.drawing": FRAME,
    "bot.announcer.edits": FRAME,
    "bot.announcer.upkeep": FRAME,
    "bot.app": FRAME,
    "bot.asking_back": FRAME,
    "bot.check": FRAME,
    "bot.components": FRAME,
    "bot.desk": FRAME,
    "bot.gateway": FRAME,
    "bot.door": FRAME,
    "bot.inflight": FRAME,
    "bot.runner": FRAME,
    "bot.suggestions": FRAME,
    "bot.sync": FRAME,
    # features, and the command line above all
    "cogs": FEATURES,
    "bot.__main__": TOP,
}
"""Each module's floor; a package stands for what is in it unless that is named itself."""

DESKS = {
    "bot.components",
    "bot.gateway.link",
    "bot.tick",
    "bot.suggestions",
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


def is_sandbox(module: str) -> bool:
    return module.startswith("bot.sandbox")


def floor(module: str) -> int:
    name = module
    while name not in FLOORS:
        name = name.rpartition(".")[0]
        assert name not in {"", "bot"}, f"say in FLOORS where {module} belongs"
    return FLOORS[name]


ALL = list(trees())
OURS = [module for module in ALL if not is_sandbox(module)]


# --- floors --------------------------------------------------------------------------------------


def test_a_floor_uses_those_above_it_only() -> None:
    below = [
        f"{module} uses {used}"
        for module in OURS
        for used in our_imports(module)
        if not is_sandbox(used) and floor(used) > floor(module)
    ]

    assert below == []


def test_the_face_asks_nobody() -> None:
    # Rendering is a function of values: no I/O, no clock, no bot.
    asking = [
        f"{module} uses {used}"
        for module in OURS
        for used in our_imports(module)
        if floor(module) == FACE and (floor(used) == WORK or used == "bot.clock")
    ]

    assert asking == []


def test_values_rules_and_face_do_no_input_or_output() -> None:
    pure = [module for module in OURS if floor(module) in {VALUES, RULES, FACE}]
    outside = {"asyncio", "aiohttp", "aiosqlite", "sqlite3", "socket", "discord.ext.commands"}

    doing = {module for module in pure if imported(module) & outside}

    assert doing == {"bot.clock"}


def test_every_import_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(re.split(r"[^\w.-]", one)[0]) for one in project["dependencies"]}
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
        if floor(used) != VALUES or used.startswith("bot.nadeo")
    ]

    assert shared == []


def test_no_module_imports_itself_by_a_detour() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module in done:
            return
        for used in sorted(our_imports(module)):
            visit(used, (*path, module))
        done.add(module)

    for module in ALL:
        visit(module, ())


def test_only_the_turn_travels_unseen() -> None:
    # Whatever else steers a call is handed on in the open: else it leaks into what others share.
    kept = [
        f"{module}.{ast.unparse(node.target)}"
        for module in ALL
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.AnnAssign) and "ContextVar" in ast.unparse(node.annotation)
    ]

    assert kept == ["bot.nadeo.budget.current_turn"]
    assert [one for one in ALL if "contextvars" in imported(one)] == [
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
    lengths = {
        module: max(
            (getattr(node, "end_lineno", 0) for node in ast.walk(trees()[module])), default=0
        )
        for module in ALL
    }

    assert {module: length for module, length in lengths.items() if length > LONGEST_FILE} == {}


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
