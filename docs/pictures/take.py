"""Takes the two pictures of the README from a running demo town: python docs/pictures/take.py http://127.0.0.1:8070"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SIZE = {"width": 1100, "height": 900}


def main(town: str, chromium: str = "/usr/bin/chromium") -> None:
    """Portal and a consultation, as a newcomer sees them."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="ja-JP")
        page.goto(f"{town}/")
        page.screenshot(path=HERE / "portal.png")
        open_consultation(page, town)
        page.screenshot(path=HERE / "desk.png")
        browser.close()


def open_consultation(page: Page, town: str) -> None:
    """Log in as the CSW of the demo and open the first consultation that is being supported."""
    page.goto(f"{town}/accounts/login/")
    page.locator("input[name=login]:visible").first.fill("mori")
    page.locator("input[name=password]:visible").first.fill("mihon-no-machi-2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/**")
    page.goto(f"{town}/desk/consultations/?state=supporting")
    page.locator("[data-lines] a").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main(*sys.argv[1:])
