"""Take the pictures of 「はじめての方へ」 from the running sample town.

    ./otagai up
    .venv/bin/python docs/guide/take_pictures.py [--origin http://127.0.0.1:8070] [--browser PATH]

Each picture is a WebP of at most 26 KB in src/otagai/front/desk/static/desk/guide/; the guide shows those that exist.
People and consultations in them are fictional. Run it again after a page has changed its looks.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from demo.logins import WINDOW_TOKENS  # noqa: E402 - the project is not installed; the line above finds it

SHELF = ROOT / "src" / "otagai" / "front" / "desk" / "static" / "desk" / "guide"
WIDTH, HEIGHT, MOST_BYTES = 860, 560, 26_000  # five pictures and a page stay below 200 KB
TO_WEBP = """async ([png, quality]) => {
  const picture = new Image(); picture.src = "data:image/png;base64," + png; await picture.decode();
  const canvas = document.createElement("canvas"); canvas.width = picture.width; canvas.height = picture.height;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks, and how they get there. `phone`: on a narrow screen."""

    name: str
    who: str
    go: Callable[[Page, str], None]
    phone: bool = False


def at(address: str) -> Callable[[Page, str], None]:
    """Open an address."""
    return lambda page, origin: _open(page, origin + address)


def first_of(address: str, link: str = "main .line-link") -> Callable[[Page, str], None]:
    """Open a list and the first page in it."""

    def go(page: Page, origin: str) -> None:
        _open(page, origin + address)
        _open(page, origin + str(page.locator(link).first.get_attribute("href")))

    return go


def refer(page: Page, origin: str) -> None:
    """From a consultation that has been received to the page 「つなぐ」."""
    first_of("/desk/consultations/?state=received")(page, origin)
    page.locator("main a", has_text="つなぐ").first.click()


def referral(page: Page, origin: str) -> None:
    """The letter of a referral: one that waits on the desk, else that of a consultation in the list."""
    for start in ("/desk/", "/desk/consultations/"):
        for address in [start, *_addresses(page, origin + start, "main .line-link")]:
            if found := _addresses(page, origin + address, "main a[href*='/desk/referrals/']"):
                _open(page, origin + found[0])
                return
    raise LookupError("no referral on this desk")


def own_organization(page: Page, origin: str) -> None:
    """The page of the organisation whose people may say whether it can take on more."""
    for address in _addresses(page, origin + "/desk/organizations/", "main .line-link"):
        _open(page, origin + address)
        if page.get_by_role("heading", name="いま受けられますか").count():
            return
    raise LookupError("no organisation of one's own")


def who_read(page: Page, origin: str) -> None:
    """「だれが見たか」 of a person found by one letter of kana."""
    _open(page, origin + "/desk/search/")
    page.fill("#q", "やまもと")
    page.locator("main form button[type=submit]").first.click()
    page.locator("main .line-link").first.click()
    page.locator("a", has_text="だれが このページを見たか").click()


def preview(page: Page, origin: str) -> None:
    """A file that is looked at before it is taken in."""
    _open(page, origin + "/desk/imports/new/")
    page.check("input[name=kind][value=places]")
    page.set_input_files("input[name=file]", next((ROOT / "demo" / "yaizu" / "福祉会館").glob("*.csv")))
    page.fill("input[name=source]", "福祉会館の一覧（見本）")
    page.locator("main form button[type=submit]").first.click()


def window_home(page: Page, origin: str) -> None:
    """The page of a window, by its fixed link of the sample town."""
    _open(page, f"{origin}/w/{WINDOW_TOKENS[0][1]}/")


def window_card(page: Page, origin: str) -> None:
    """The card as a host writes it."""
    window_home(page, origin)
    page.locator("main a", has_text="カードを書く").first.click()


SHOTS = (
    Shot("today", "mori", at("/desk/")),
    Shot("new", "mori", at("/desk/consultations/new/")),
    Shot("consultation", "mori", first_of("/desk/consultations/")),
    Shot("refer", "mori", refer),
    Shot("windows", "mori", at("/desk/windows/")),
    Shot("who_read", "mori", who_read),
    Shot("window_home", "mori", window_home, phone=True),
    Shot("window_card", "mori", window_card, phone=True),
    Shot("referral", "ito", referral),
    Shot("organization", "ito", own_organization),
    Shot("places", "kita", at("/desk/places/")),
    Shot("readings", "mamoru", at("/desk/audit/")),
    Shot("organizations", "system", at("/desk/organizations/")),
    Shot("accounts", "system", at("/desk/accounts/")),
    Shot("import", "system", preview),
)


def _open(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status >= 400:
        raise LookupError(f"{address} answers {answer and answer.status}")


def _addresses(page: Page, address: str, links: str) -> list[str]:
    """Where the links of a page lead."""
    _open(page, address)
    return [str(link.get_attribute("href")) for link in page.locator(links).all()]


def logged_in(browser: Browser, origin: str, name: str) -> StorageState:
    """What the browser keeps after the log-in, to be used for every picture of this person."""
    page = browser.new_page()
    page.goto(origin + "/accounts/login/")
    page.locator(f"button[name=login][value={name}]").click()
    page.wait_for_url("**/desk/**")
    kept = page.context.storage_state()
    page.context.close()
    return kept


def taken(browser: Browser, shot: Shot, origin: str, kept: StorageState) -> bytes:
    """The picture as WebP, as good as fits into MOST_BYTES."""
    size: ViewportSize = {"width": 390 if shot.phone else WIDTH, "height": HEIGHT}
    page = browser.new_context(viewport=size, locale="ja-JP", storage_state=kept).new_page()
    page.set_default_timeout(10_000)
    shot.go(page, origin)
    page.wait_for_load_state()
    frame = page.locator("main").bounding_box()
    if frame is None:
        raise LookupError("the page has nothing to show")
    frame["height"] = min(frame["height"], HEIGHT)
    png = base64.b64encode(page.screenshot(full_page=True, clip=frame)).decode()
    canvas = browser.new_page()
    for quality in (0.8, 0.65, 0.5, 0.35, 0.2):
        picture = base64.b64decode(canvas.evaluate(TO_WEBP, [png, quality]))
        if len(picture) < MOST_BYTES:
            break
    page.context.close()
    canvas.close()
    return picture


def main() -> int:
    """Take all pictures, or those that are named; say which ones did not come."""
    asked = argparse.ArgumentParser(description="Take the pictures of the guide from the running sample town.")
    asked.add_argument("names", nargs="*")
    asked.add_argument("--origin", default="http://127.0.0.1:8070")
    asked.add_argument("--browser", default=shutil.which("chromium"))
    given = asked.parse_args()
    kept: dict[str, StorageState] = {}
    SHELF.mkdir(parents=True, exist_ok=True)
    missing = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=given.browser, args=["--no-sandbox"])
        for shot in SHOTS:
            if given.names and shot.name not in given.names:
                continue
            try:
                if shot.who not in kept:
                    kept[shot.who] = logged_in(browser, given.origin, shot.who)
                picture = taken(browser, shot, given.origin, kept[shot.who])
            except Exception as wrong:
                missing.append(f"{shot.name}: {str(wrong).splitlines()[0]}")
                continue
            (SHELF / f"{shot.name}.webp").write_bytes(picture)
            sys.stdout.write(f"{shot.name}.webp {len(picture):,} bytes\n")
    sys.stdout.write("".join(f"not taken — {line}\n" for line in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
