"""A person with a browser in these journeys: walks as people do, and hears every complaint of the page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from otagai.base.accounts.models import User

DESKTOP, PHONE, NARROW = (1280, 900), (375, 740), (320, 640)
EXPECTED = ("the server responded with a status of 4",)  # a page that is honestly 404, 409 or 422 is no fault
KNOWN_WARNINGS = ("GL Driver Message", "Leaflet")
PATIENCE = 10_000


class Walker:
    """One person, one browser window."""

    def __init__(
        self, browser: Browser, home: str, *, size: tuple[int, int], user: User | None = None, scripts: bool = True
    ) -> None:
        self.complaints: list[str] = []
        self.broken_rules: dict[str, Any] = {}
        self.scripts = scripts
        self.home = home
        self.context: BrowserContext = browser.new_context(
            base_url=home, viewport={"width": size[0], "height": size[1]}, locale="ja-JP", timezone_id="Asia/Tokyo",
            java_script_enabled=scripts,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        if user is not None:
            self.log_in(user)
        self.page: Page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def log_in(self, user: User) -> None:
        """As after the log-in with a second factor."""
        client = Client()
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
        value = client.cookies["otagai_session"].value
        self.context.add_cookies([{"name": "otagai_session", "value": value, "url": self.home}])

    def hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings of the browser, among them everything the content policy stopped."""
        if message.type in {"error", "warning"} and not any(
            word in message.text for word in (*EXPECTED, *KNOWN_WARNINGS)
        ):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def goes_to(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path, wait_until="load")
        self.looks_around()

    def presses(self, name: str, *, within: str = "main") -> None:
        """Press a button."""
        self.page.locator(within).get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state("load")
        self.looks_around()

    def follows(self, name: str, *, within: str = "body") -> None:
        """Follow a link."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state("load")
        self.looks_around()

    def writes(self, label: str, text: str, *, within: str = "main") -> None:
        """Type into a field."""
        self.page.locator(within).get_by_label(label, exact=False).first.fill(text)

    def ticks(self, label: str, *, within: str = "main") -> None:
        """Choose one of the choices, pressing what one sees."""
        choice = self.page.locator(f"{within} label.choice").filter(has_text=label).first
        choice.click()
        expect(choice.locator("input")).to_be_checked()

    def opens(self, summary: str) -> None:
        """Unfold one of the acts."""
        act = self.page.locator("details.act").filter(has=self.page.locator("summary", has_text=summary)).first
        if act.get_attribute("open") is None:
            act.locator("summary").click()

    def sees(self, *texts: str) -> None:
        """All of it is on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        """None of it is on the page."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def looks_around(self) -> None:
        """The rules of accessibility, and that every picture is drawn, once for every kind of page in this window."""
        path = self.page.url.removeprefix(self.home).partition("?")[0].partition("#")[0]
        name = resolve(path).view_name
        if self.scripts and name not in self.broken_rules:
            self.broken_rules[name] = violations(self.page) + self.page.evaluate(NOT_DRAWN)

    def fits(self) -> bool:
        """Whether nothing has to be pushed sideways."""
        width, room = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        return bool(width <= room)

    def leaves(self) -> None:
        """Close the window; whatever was wrong is said now."""
        wrong = {name: rules for name, rules in self.broken_rules.items() if rules}
        self.context.close()
        assert self.complaints == [], self.complaints
        assert wrong == {}, wrong


NOT_DRAWN = """() => [...document.images].filter(one => one.complete && !one.naturalWidth)
  .map(one => ["picture not drawn", [one.outerHTML.slice(0, 160)]])"""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds: the rule and the elements. Of what is well it lists one element for each rule, not all of them."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:4]) for rule in found]
