"""The bot's own process never loads what draws."""

from tests.test_architecture import ALL, imported, our_imports

DRAWING = ("bot.pictures.letters", "bot.pictures.canvas", "bot.pictures.charts")
"""What only the process that draws may load."""
LIBRARIES = {"matplotlib", "PIL", "numpy"}


def test_only_the_process_that_draws_loads_what_draws() -> None:
    drawing = {module for module in ALL if module.startswith(DRAWING)}
    loading = {
        module
        for module in ALL
        if any(name.partition(".")[0] in LIBRARIES for name in imported(module))
    }
    users = {module for module in ALL if our_imports(module) & drawing}

    assert loading
    assert loading <= drawing
    assert users <= {*drawing, "bot.pictures.worker"}
    assert [one for one in ALL if "bot.pictures.worker" in our_imports(one)] == []
