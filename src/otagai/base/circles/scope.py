"""Who is acting: bound to every transaction, so that the database can refuse what the code forgot (house.md, circles)."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Zone(StrEnum):
    """Which database role answers: staff (the app role), public pages, or the worker that nobody logs in to."""

    STAFF = "staff"
    PUBLIC = "public"
    WORKER = "worker"


@dataclass(frozen=True)
class Scope:
    """Who acts, for which organisations, why and from where. Unbound means: no row about people is visible."""

    zone: Zone = Zone.STAFF
    user_id: int | None = None
    organizations: tuple[int, ...] = ()
    oversight: bool = False
    why: str = ""
    origin: str = ""

    def settings(self) -> dict[str, str]:
        """The transaction-local settings that policies and the version trigger read."""
        return {
            "app.user": "" if self.user_id is None else str(self.user_id),
            "app.organizations": "{" + ",".join(str(pk) for pk in self.organizations) + "}",
            "app.oversight": "1" if self.oversight else "",
            "app.why": self.why[:200],
            "app.origin": self.origin[:200],
        }


NOBODY = Scope()
_current: contextvars.ContextVar[Scope] = contextvars.ContextVar("otagai_scope", default=NOBODY)


def current() -> Scope:
    """The scope that the next transaction will be bound to."""
    return _current.get()


@contextlib.contextmanager
def acting_in(scope: Scope) -> Iterator[Scope]:
    """One transaction in which this scope acts; inside an open transaction the scope is bound for the block and put back after it."""
    from django.db import connection, transaction

    token = _current.set(scope)
    inside = connection.in_atomic_block
    try:
        with transaction.atomic():  # a new transaction binds the scope as it begins
            if inside:
                connection.bind_scope()  # type: ignore[attr-defined]
            yield scope
    finally:
        _current.reset(token)
        if connection.in_atomic_block and not connection.needs_rollback:
            connection.bind_scope()  # type: ignore[attr-defined]


@contextlib.contextmanager
def because(why: str) -> Iterator[None]:
    """Name the reason of the changes made inside the block; versions and readings carry it."""
    with acting_in(replace(current(), why=why)):
        yield
