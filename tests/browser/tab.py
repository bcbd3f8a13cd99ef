"""A browser's tab with the sandbox in it, and the hands that use it."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, Route, expect


@dataclass
class Tab:
    page: Page

    @property
    def line(self) -> Locator:
        return self.page.locator("#line")

    @property
    def offers(self) -> Locator:
        return self.page.locator(".suggestion")

    @property
    def meant(self) -> Locator:
        """The offer that Enter takes."""
        return self.page.locator('.suggestion[aria-selected="true"]')

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def last(self) -> Locator:
        return self.messages.last

    @property
    def problem(self) -> Locator:
        return self.page.locator("#problem")

    async def ready(self) -> None:
        """Wait until the bot's commands are known."""
        await self.line.fill("/try-")
        await expect(self.offers.first).to_be_visible()
        await self.line.fill("")

    async def keys(self, *keys: str) -> None:
        """Press keys wherever the cursor stands; a text of several letters is typed."""
        for key in keys:
            is_key = key in {"Tab", "Enter", "Escape", "Backspace"} or key.startswith("Arrow")
            if is_key:
                await self.page.keyboard.press(key)
            else:
                await self.page.keyboard.type(key)

    async def hold(self, address: str, times: int | None = None) -> list[Route]:
        """Keep requests to an address from going out, so many; the list fills with them."""
        held: list[Route] = []

        def keep(route: Route) -> None:
            held.append(route)

        await self.page.route(address, keep, times=times)
        return held

    async def use(self, command: str) -> None:
        """Type a whole command and send it."""
        await self.line.focus()
        await self.keys(command if ":" in command else f"{command} ")
        await self.page.locator("#send").click()
        await expect(self.page.locator(".command-chip")).to_have_count(0)

    async def be(self, part: str) -> None:
        """Become the member, the admin or the operator."""
        opener = self.page.locator("#open-sidebar")
        if await opener.is_visible():
            await opener.click()
        await self.page.locator(f'.face[data-part="{part}"]').click()
        face = self.page.locator(f'.face[data-part="{part}"][aria-checked="true"]')
        await expect(face).to_have_count(1)

    async def read(self, language: str) -> None:
        """Read in a language, by its own name; offers and answers are in it from now on."""
        opener = self.page.locator("#open-sidebar")
        if await opener.is_visible():
            await opener.click()
        await self.page.get_by_label("You read").select_option(language)
        # All is drawn anew once the sandbox has taken it in.
        await expect(self.page.locator("#people .language option:checked")).to_have_text(language)
        if await opener.is_visible():
            await self.keys("Escape")

    async def next_totd(self) -> None:
        """Let the next Track of the Day come, past the reminder of the cup that begins with it."""
        for label in ("Next TOTD now · reminder first", "Next TOTD now"):
            await self.page.get_by_role("button", name=label, exact=True).click()

    async def press(self, label: str) -> None:
        """Press a button of the last message."""
        await self.last.get_by_role("button", name=label, exact=True).click()
