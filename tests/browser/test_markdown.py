from pathlib import Path
from typing import Any

import pytest
from browser.tab import Tab

READ = (Path(__file__).parent / "read_markdown.js").read_text(encoding="utf-8")
TIME = (Path(__file__).parent / "time_markdown.js").read_text(encoding="utf-8")

CASES = {
    "plain words": "plain words",
    "**a** *b* _c_ __d__ ~~e~~ ||f||": (
        "<strong>a</> <emphasis>b</> <emphasis>c</> <underline>d</> <strike>e</> <spoiler>f</>"
    ),
    "***both***": "<strong><emphasis>both</></>",
    "**a *b* c**": "<strong>a <emphasis>b</> c</>",
    "snake_case_word and 2*3*4": "snake_case_word and 2<emphasis>3</>4",
    "a * b * c": "a * b * c",
    "**open": "**open",
    "\\*not\\* \\_at\\_ \\||all\\||": "*not* _at_ ||all||",
    "\\\\ one \\a": "\\ one \\a",
    "`code **x**` ``a`b``": "<code>code **x**</> <code>a`b</>",
    "`open": "`open",
    "[a **b**](https://x.org/y)": "<link https://x.org/y>a <strong>b</></>",
    "[a](<https://x.org/(y)>)": "<link https://x.org/(y)>a</>",
    '[a](https://x.org "title")': "<link https://x.org/>a</>",
    "[a](javascript:alert(1))": "[a](javascript:alert(1))",
    "[a](ftp://x.org)": "[a](ftp://x.org)",
    "\\[a](https://x.org)": "[a](<link https://x.org/>https://x.org</>)",
    "see https://x.org/a_b_c.": "see <link https://x.org/a_b_c>https://x.org/a_b_c</>.",
    "(https://x.org)": "(<link https://x.org/>https://x.org</>)",
    "<https://x.org>": "<link https://x.org/>https://x.org</>",
    "<t:1787504400:R> <t:5>": "<moment 1787504400 R></> <moment 5></>",
    "<t:x> <t:1:q>": "<t:x> <t:1:q>",
    "</weekly shorts:12> <#1> <@2> <@!3> <@&4>": (
        "<command weekly shorts></> <channel 1></> <user 2></> <user 3></> <role 4></>"
    ),
    "<:flag:123> @everyone": "<:flag:123> @everyone",
    "# One\n## Two\ntext": "<heading1>One</>|<heading2>Two</>|text",
    "#not": "#not",
    "-# small": "<small>small</>",
    "> a\n> b\nc": "<quote>ab</>|c",
    ">>> a\nb": "<quote>a\nb</>",
    "- a\n  - b\n1. c": "<list><0->a</><1->b</><01>c</></>",
    "a\nb": "a\nb",
    "```js\nx < y\n```": "<codeblock>x < y</>",
    "a ```b``` c": "a |<codeblock>b</>| c",
    "1\\. no list": "1. no list",
}


@pytest.fixture
def read(tab: Tab) -> Any:
    async def read(text: str) -> str:
        return await tab.page.evaluate(READ, text)

    return read


async def test_texts_are_read_as_discord_reads_them(read: Any) -> None:
    assert {text: await read(text) for text in CASES} == CASES


async def test_hostile_texts_take_no_time(tab: Tab) -> None:
    pieces = ("*", "_", "**", "__", "~~", "||", "`", "[", "](", "<", "<t:", "> ", "\\", "h", "```")
    texts = [piece * (4096 // len(piece)) for piece in pieces]
    texts += ["[" * 2000 + "](https://x.org)" * 100, "**a " * 1024, "||a|" * 1024]
    assert await tab.page.evaluate(TIME, texts) == []
