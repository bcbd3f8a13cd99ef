"""What `/about` tells."""

from bot.frame.embeds import about_embed
from tests.limits import problems


def test_about() -> None:
    embed = about_embed("1.2.3", "https://discord.com/oauth2/authorize?client_id=1", 1234)

    assert embed.title == "Pitwall 1.2.3"
    assert problems(embed) == []
    found = {field.name: field.value for field in embed.fields}
    assert found["Servers"] == "1,234"
    assert found["Invite"] == (
        "[Invite me to your server](https://discord.com/oauth2/authorize?client_id=1)"
    )
    assert "No messages, no other members" in str(found["What I keep"])
    assert "If I leave your server, all of it stays for a week" in str(found["What I keep"])
