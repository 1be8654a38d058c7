"""What goes wrong when two people write at once, or a rule says no."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the house says no; `reasons` are sentences for the person at the screen."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("・".join(reasons))
        self.reasons = reasons


class StaleEdit(Exception):
    """Somebody else changed the record since it was opened; both texts are shown (409)."""

    def __init__(self, *, theirs: dict[str, str], yours: dict[str, str]) -> None:
        super().__init__("ほかの人が先に書きかえました")
        self.theirs = theirs
        self.yours = yours
