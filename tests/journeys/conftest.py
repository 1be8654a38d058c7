"""The story's town in a real database behind a real server, and people with browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django import Settings

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.municipality.models import Municipality
from otagai.base.ui import facts
from otagai.kernel import sealing
from otagai.town.organizations.models import Desk, Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places import actions as places
from otagai.town.places.models import Banner, Window
from otagai.town.places.words import BannerState
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.referrals import actions as referrals
from tests.factories import a_town, a_user, a_window, acting, an_organization, as_, as_worker
from tests.journeys.walking import DESKTOP, PHONE, Walker

CENTERS = {
    "南部地域包括支援センター": OrganizationKind.COMMUNITY_SUPPORT_CENTER,
    "くらし自立相談室": OrganizationKind.LIVELIHOOD_COUNSELLING,
    "障害者相談支援センター": OrganizationKind.DISABILITY_COUNSELLING,
}


@dataclass
class Story:
    """社協, three centres, a salon with its link, and the people who work there."""

    shakyo: Organization
    centers: list[Organization]
    window: Window
    token: str
    sato: User
    suzuki: User
    others: list[User]
    leader: User

    @property
    def card_page(self) -> str:
        """The address on the salon's telephone."""
        return f"/w/{self.token}/"

    def acting(self, user: User) -> Acting:
        """The person with the duties of today."""
        return acting(user, on=timezone.localdate())

    def only_consultation(self) -> Consultation:
        """The one consultation there is."""
        with as_worker():
            return Consultation.objects.select_related("holder").get()


@pytest.fixture
def town(transactional_db: None, tmp_path: Path, settings: Settings) -> Iterator[Story]:
    """The town, founded anew."""
    sealing.keygen(tmp_path / "keys")
    settings.OTAGAI_KEYS = tmp_path / "keys"
    shakyo = an_organization("港市社会福祉協議会")
    a_town(shakyo)
    Municipality.objects.update(letterbox_key=sealing.read_key(tmp_path / "keys", sealing.PUBLIC_NAME).hex())
    facts.forget()
    centers = [an_organization(name, kind=kind, phone="054-000-0001") for name, kind in CENTERS.items()]
    Desk.objects.create(organization=centers[0], name="総合相談", phone="054-000-0002", hours="平日 8:30–17:15")
    sato = a_user(Duty.CSW, organization=shakyo, name="佐藤 みどり")
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=shakyo, name="大石 局長")
    counsellors = [a_user(Duty.COUNSELLOR, organization=one, name=f"鈴木 {one.name[:2]}") for one in centers]
    window, token = a_salon(story_keeper=acting(sato, on=timezone.localdate()))
    yield Story(shakyo, centers, window, token, sato, counsellors[0], counsellors[1:], leader)
    facts.forget()


def a_salon(*, story_keeper: Acting) -> tuple[Window, str]:
    """A salon with the flag up, whose host has the link on her telephone."""
    window = a_window("港ふれあいサロン", host_name="山田ハル")
    Banner.objects.create(number="N-001", state=BannerState.HANDED_OUT, window=window, since=date(2026, 4, 1))
    with as_(story_keeper):
        token = places.issue_link(window.pk, holder="山田ハル", by=story_keeper, at=timezone.now())
    return window, token


@pytest.fixture
def walk(browser: Browser, live_server: Any) -> Iterator[Callable[..., Walker]]:
    """Somebody opens a browser; at the end nobody may have heard a complaint."""
    walkers: list[Walker] = []

    def opened(user: User | None = None, *, size: tuple[int, int] = PHONE, **more: Any) -> Walker:
        walkers.append(
            Walker(browser, live_server.url, size=size if user is None else more.pop("on", DESKTOP), user=user, **more)
        )
        return walkers[-1]

    yield opened
    wrong: list[BaseException] = []
    for walker in walkers:
        try:
            walker.leaves()
        except AssertionError as complaint:
            wrong.append(complaint)
    if wrong:
        raise wrong[0]


def the_worker_goes_round(at: datetime | None = None) -> None:
    """What the worker's jobs do every few seconds and every minute."""
    now = at or timezone.localtime()
    with as_worker():
        intake.open_letters(by=WORKER, at=now)
        intake.call_for_urgent(by=WORKER, at=now)
        intake.tell_overdue(by=WORKER, at=now)
        referrals.tell_waiting(by=WORKER, at=now)


def without_duty(user: User) -> None:
    """The last duty of the person ends today."""
    Assignment.objects.filter(user=user).update(until=timezone.localdate())
