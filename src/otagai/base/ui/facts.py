"""What every page says about the town: name and telephone numbers of the desk, even when the database is away."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, transaction

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Telephone:
    """A desk one can call: whose it is, the number, and when somebody answers (free text)."""

    name: str
    number: str
    hours: str = ""


@dataclass(frozen=True)
class Town:
    """The name of the municipality and the desks one can call."""

    name: str = ""
    telephones: tuple[Telephone, ...] = ()
    draft_days: int = 14


UNKNOWN = Town()
_kept: dict[str, tuple[float, Town]] = {}


def town() -> Town:
    """The town, read at most once a minute; when the database does not answer, what was last known."""
    kept_at, kept = _kept.get("town", (0.0, UNKNOWN))
    if kept is not UNKNOWN and time.monotonic() - kept_at < KEPT_SECONDS:
        return kept
    try:
        found = _read()
    except DatabaseError:
        return kept
    if found is not UNKNOWN:
        _kept["town"] = time.monotonic(), found
    return found


def last_known() -> Town:
    """The town as a page of this process last read it; never asks the database."""
    return _kept.get("town", (0.0, UNKNOWN))[1]


def forget() -> None:
    """Read anew at the next page: called by the action that changes the town's name or telephone, and by tests."""
    _kept.clear()


def _read() -> Town:
    if not apps.is_installed("otagai.base.municipality"):
        return UNKNOWN
    from otagai.base.municipality import queries  # its models exist only where the room is installed

    with transaction.atomic():
        found = queries.town()
    if found is queries.NOT_FOUNDED:
        return UNKNOWN
    desk = Telephone(found.desk_name, found.desk_phone, found.desk_hours)
    return Town(found.name, (desk,) if desk.number else (), found.draft_days)
