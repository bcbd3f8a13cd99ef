"""Words of the generated world, among them names that have broken a bot before."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Players, maps and clubs choose their names themselves, so every line of output must bear these.
AWKWARD_PLAYERS = (
    "Mikey_______",
    "||spoiler||",
    "@everyone",
    "<@123>",
    "[x](https://evil.example)",
    "**bold**",
    "🏎️ Turbo 🏁",
    "\u202egnihsarc\u202c",
    "bell\u0007and\u0000null",
    "Wolfgang-Amadeus-von-und-zu-Driftenstein-the-Second-" + "x" * 60,
    "# headline",
    "> quote",
    "`code`",
    "~~gone~~",
    "back\\slash",
    "<#456> <@&789>",
    "https://evil.example/login",
    "名無しさん",
    "مرحبا",
    "a b & c+d=e?",
    "<script>alert(1)</script>",
    "-# small",
    "zero\u200bwidth",
    "Åse Øst",
    "1. first",
    "discord.gg/notreal",
)
AWKWARD_MAPS = (
    "$f00red line",
    "$o$i$sBold $nNarrow $wWide $mMiddle $tCapitals",
    "$g$s$F93T$FC3F$FF0H $000- $zBack to plain",
    "$<$f00Group$> ends here",
    "$l[https://evil.example]A link$l to click",
    "$h[maniaplanet://join]In game$h and $p[trackmania://]player$p",
    "$lhttps://example.org$l",
    "Costs 5$$",
    "$$f00 is not red",
    "ends with $",
    "$b not bold, $ff two digits",
    "$k unknown letter",
    "$s$o\ue0f9 \uf0e9 icons \uf101",
    "$N $Z$S$F39\ue1f2$N $S",
    "$f00$0f0$00f",
    "[x](https://evil.example)",
    "||hidden|| **bold** _under_ ~~gone~~ `code`",
    "@everyone come here <@123> <#456>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "  blanks   all over   ",
    "\u202ereversed\u202c and\u0007 bell",
    "名古屋 サーキット",
    "Очень длинный путь",
    "$s$i" + "Endless " * 30,
    "# headline\nand a second line",
    "> quote",
    "$F9[$FFFImmure$F91]",
    "🏁 Finish 🏎️",
)
AWKWARD_CLUBS = (
    ("$s$f39Pit $fffStop", "$N $Z$S$F39\ue1f2$N $S"),
    ("@everyone's club", "$f00@ALL"),
    ("||secret|| society", "||S||"),
    ("[free](https://evil.example)", "[F]"),
    ("$l[https://evil.example]Linked$l", "LNK"),
    ("<b>markup</b> & friends", "<b>"),
    ("   ", ""),
)
FIRST_WORDS = _words(
    "Turbo Neon Icy Grass Loop Dirt Sunny Rapid Quiet Lucky Bold Silver Amber Nordic Gentle "
    "Wild Tiny Royal Frozen Dusty Clever Happy Spicy Velvet Golden Iron Solar Lunar Misty "
    "Brave"
)
SECOND_WORDS = _words(
    "Fox Drifter Racer Panda Otter Falcon Comet Badger Gecko Raven Pilot Wolf Lynx Moose "
    "Heron Sprinter Turtle Viper Walrus Yak Zebra Koala Mango Pixel Rocket Waffle Biscuit "
    "Anchor"
)
PLACES = _words(
    "Harbour Canyon Meadow Orchard Glacier Lagoon Summit Boulevard Foundry Garden Terrace "
    "Quarry Lighthouse Monsoon Vineyard Plateau Viaduct Market Observatory Causeway Delta "
    "Fjord"
)
COLOURS = ("$f80", "$0cf", "$6f6", "$f0f", "$ff0", "$39f", "$fff", "$000", "$e93", "$9f3")
BLACK_MAP_COUNTRIES = _words(
    "Brazil Greece Australia Hungary Poland Japan Norway Mexico Egypt Canada Portugal Kenya "
    "Chile Finland Morocco Peru Iceland Vietnam Ireland Austria"
)
SHORT_STYLES = ("Wide", "Slow", "Puzzle", "Fast", "LOL")
