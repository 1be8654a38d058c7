"""Every room has a page that says what it is for: short enough to be read, and about this room."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.house import SOURCE

SHORTEST, LONGEST = 8, 120


def rooms() -> list[Path]:
    """The rooms: what Django knows as an app."""
    return sorted(file.parent for file in SOURCE.rglob("apps.py"))


def test_every_room_has_a_page_of_its_own() -> None:
    assert len(rooms()) > 20
    without = [room.name for room in rooms() if not (room / "README.md").is_file()]
    assert without == []


def test_the_page_is_one_page_and_about_this_room() -> None:
    for room in rooms():
        lines = (room / "README.md").read_text(encoding="utf-8").splitlines()
        assert SHORTEST <= len(lines) <= LONGEST, room.name
        assert room.name in lines[0], f"{room.name}: the heading names the room"
