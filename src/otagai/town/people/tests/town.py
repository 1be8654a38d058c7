"""Four people at every door: a stranger, a neighbour, one of the same organisation without the right, and the right
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.town.people import actions
from otagai.town.people.actions import ContactFacts
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind
from tests.factories import a_user, acting, an_organization, as_

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Four:
    """The four."""

    right: Acting
    without_right: Acting
    neighbour: Acting
    stranger: Acting

    @property
    def others(self) -> tuple[Acting, ...]:
        """Everybody but the right one."""
        return (self.without_right, self.neighbour, self.stranger)


def four() -> Four:
    """社協 (right, and its window host), the organisation next door, and somebody without any duty."""
    own = an_organization()
    return Four(
        right=acting(a_user(Duty.CSW, organization=own)),
        without_right=acting(a_user(Duty.WINDOW_HOST, organization=own)),
        neighbour=acting(a_user(Duty.COUNSELLOR)),
        stranger=acting(a_user(None)),
    )


def hanako(by: Acting, **more: Any) -> Person:
    """髙橋 花子, 85, written down by the one who acts."""
    fields = {
        "family_name": "髙橋", "given_name": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ",
        "birth": "1941-03-05", "address": "焼津市本町5-6-1", **more,
    }  # fmt: skip
    phone = fields.pop("phone", "0546212941")
    with as_(by):
        return actions.add_person(by=by, at=AT, contacts=[ContactFacts(ContactKind.PHONE, phone)], **fields)
