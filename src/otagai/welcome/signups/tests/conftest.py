"""A town with a letterbox, and 体操 on Tuesdays with two seats, held by a group whose leader has an account."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.words import Duty
from otagai.base.municipality.models import Municipality
from otagai.base.ui import facts
from otagai.kernel import sealing
from otagai.town.activities import actions as activities
from otagai.town.activities.models import Activity, Hosting
from otagai.town.organizations.models import Organization
from otagai.welcome.letterbox.actions import Posted
from otagai.welcome.signups import actions
from otagai.welcome.signups.actions import Caller, Wish
from tests.factories import NOW, a_town, a_user, acting, an_activity, an_organization, as_, as_public, as_worker

TUESDAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Gym:
    """The activity, who holds it, and who leads the group."""

    activity: Activity
    host: Organization
    leader: Acting
    stranger: Acting


@pytest.fixture
def gym(db: None, tmp_path: Path, settings: Settings) -> Gym:
    sealing.keygen(tmp_path / "keys")
    settings.OTAGAI_KEYS = tmp_path / "keys"
    a_town(letterbox_key=sealing.read_key(tmp_path / "keys", sealing.PUBLIC_NAME).hex())
    facts.forget()
    host = an_organization("小川地区社協")
    activity = an_activity("浜の体操")
    Hosting.objects.create(activity=activity, organization=host, position=0)
    leader = acting(a_user(Duty.ORGANIZATION_LEADER, organization=host))
    with as_(leader):
        activities.set_terms(
            activity.pk, by=leader, seen_version=0, takes_guests=True, capacity=2, closes_days=1, most_together=2
        )
    assert Municipality.objects.exists()
    return Gym(activity, host, leader, acting(a_user(Duty.CSW)))


@pytest.fixture
def comes(gym: Gym) -> Callable[..., Posted]:
    """Somebody signs up on the public page."""

    def sign_up(
        name: str, *, day: date = TUESDAY, slot: int | None = None, seats: int = 1, address: str = "", **more: str
    ) -> Posted:
        how = {"phone": "054-000-0000", **more}
        with as_public():
            return actions.sign_up(
                Wish(gym.activity.pk, day, slot, seats), Caller(name, **how), submission=uuid.uuid4(), at=NOW,
                address=address,
            )  # fmt: skip

    return sign_up


def the_worker_opens() -> int:
    with as_worker():
        return actions.open_letters(by=WORKER, at=NOW)
