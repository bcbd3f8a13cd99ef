"""What people read, written in English where it is used and said in the reader's language.

`make messages` collects what stands in `Sentence`, `say` and `say_counted`: plain literals, with
names in braces for all that differs. Pieces are not put together to sentences, since languages
put them in another order: a sentence is one literal, and has all that it says in it.
"""

from typing import final

from bot.languages import number, translated, translated_plural


@final
class Sentence:
    """A text that is said where it is made a `str`; in its braces stands what never differs.

    It is no `str` itself: at the time a module is read nobody knows who will read the text.
    """

    def __init__(self, english: str, **parts: "str | Sentence") -> None:
        self.english = english
        self._parts = parts

    def __str__(self) -> str:
        text = translated(self.english)
        return text.format(**self._parts) if self._parts else text

    def __repr__(self) -> str:
        return f"Sentence({self.english!r})"


def say(english: str, /, **values: object) -> str:
    """Say a text with values in place of the names in braces; sentences among them are said too."""
    return translated(english).format(**values)


def say_counted(one: str, many: str, count: int, /, **values: object) -> str:
    """Say the form of a text that goes with a number, which is itself among the values.

    `{count}` stands for the number as people write it: `say_counted("{count} map", "{count} maps",
    2)` is "2 maps".
    """
    return translated_plural(one, many, count).format(count=number(count), **values)
