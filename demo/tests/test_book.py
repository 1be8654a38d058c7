"""History written in bulk looks exactly like history made by the actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from demo import accounts, loading, organizations
from demo.actors import Actors
from demo.batons import Batons
from demo.people import Dwelling, Registry, Street
from demo.rows import Rows
from demo.stories import LONG
from demo.telling import Plan, Telling
from demo.windows import Salons
from otagai.base.audit.models import Deed
from otagai.base.circles.models import Membership
from otagai.base.disclosure.models import Disclosure
from otagai.town.consents.models import Consent
from otagai.town.people.models import Person
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Folder, Record, Step
from otagai.welcome.intake.words import Door
from otagai.welcome.letterbox.models import Letter, Slip
from otagai.welcome.referrals.models import Referral, ReferralStep

STORIES = {story.key: story for story in LONG}
DIFFERS = {
    "id", "receipt_number", "circle", "circle_id", "consultation", "referral", "consent", "consent_id", "subject_id",
    "person", "submission", "sealed", "opened_at", "updated_at", "created_at", "founded_at", "facts", "area",
}  # fmt: skip
"""Numbers of rows, seals, and clocks of the letterbox; `area` is not written on a letter."""


class World:
    """A small town in which one story is told twice: by the book, and by the actions."""

    def __init__(self, now: datetime) -> None:
        self.rows, self.now = Rows(), now
        self.made = organizations.found(self.rows, today=now.date())
        accounts.open_accounts(self.rows, self.made, today=now.date())
        self.windows = Salons(self.rows, self.made, seed=1, now=now).open_all()
        self.registry = Registry(
            self.rows, seed=1, now=now, streets=[Street("本町", None)], keepers=[self.made["shakyo"].pk] * 2
        )
        self.cast = loading.cast_of(self.rows)
        self.dwellings: list[Dwelling] = []
        loading.found(self.made["shakyo"])

    def plan(self, key: str) -> Plan:
        """The story with a household of its own, begun eighty days ago."""
        story = STORIES[key]
        dwelling = self.registry.move_in(story.home)
        window = self.windows[0].pk if story.door is Door.CARD else None
        at = (self.now - timedelta(days=80)).replace(hour=10, minute=0, second=0, microsecond=0)
        return Plan(
            story=story, at=at, until=self.now, holder=story.holder, dwelling=dwelling, person=dwelling.who(story.part) or dwelling.people[0][1],
            window_id=window, host="結城 さん" if window else "",
        )  # fmt: skip

    def telling(self, teller: Any) -> Telling:
        """The same hands and the same hours for both."""
        return Telling(teller, organizations=self.made, cast=self.cast, seed=3)


def left_by(number: str) -> dict[str, Any]:
    """Everything that a story left, without the numbers of rows."""
    one = Consultation.objects.get(receipt_number=number)
    batons = list(Referral.objects.filter(consultation=one).order_by("pk"))
    folders = list(Folder.objects.filter(consultation=one).order_by("pk"))
    people = list(ConsultationPerson.objects.filter(consultation=one))
    circles = [one.circle_id, *(f.circle_id for f in folders), *(b.circle_id for b in batons)]
    deeds = Deed.objects.filter(circle_id__in=circles).order_by("verb", "user_id")
    members = Membership.objects.filter(circle_id__in=circles).order_by("circle_id", "organization_id", "pk")
    return {
        "consultation": plain(one), "folders": [plain(folder) for folder in folders], "people": [plain(link) for link in people],
        "records": [plain(row) for row in Record.objects.filter(consultation=one).order_by("at", "pk")],
        "steps": [plain(row) for row in Step.objects.filter(consultation=one).order_by("at", "pk")],
        "batons": [plain(baton) for baton in batons],
        "items": [[line["item"] for line in baton.letter] for baton in batons],
        "baton steps": [plain(row) for row in ReferralStep.objects.filter(referral__in=batons).order_by("at", "pk")],
        "ledger": [plain(row) for row in Disclosure.objects.filter(circle_id__in=circles).order_by("at")],
        "consents": Consent.objects.filter(pk__in=[baton.consent_id for baton in batons]).count(),
        "members": [(row.organization_id, row.basis, row.until is None) for row in members],
        "deeds": [(deed.verb, deed.user_id) for deed in deeds],
        "slip": [plain(row) for row in Slip.objects.filter(receipt_number=number)],
        "letters": [plain(row) for row in Letter.objects.filter(receipt_number=number)],
    }  # fmt: skip


def plain(row: Any) -> dict[str, Any]:
    """The fields of a row that must be the same."""
    return {name: value for name, value in model_to_dict(row).items() if name not in DIFFERS}


@pytest.mark.parametrize(
    ("key", "turns"),
    [
        ("sangai-modori", None), ("sangai-modori", 6), ("8050-niwa", None), ("rourou-kaigo", None), ("yoru-no-koe", None),
        ("shigoto-ririshoku", 6), ("heya-karirarenai", 9), ("hatake-te", 4),
    ],
)  # fmt: skip
def test_the_book_leaves_what_the_actions_leave(an_empty_town: Callable[[], None], key: str, turns: int | None) -> None:
    an_empty_town()
    with loading.as_owner():
        world = World(timezone.localtime())
        plan = replace(world.plan(key), stops_after=turns)
        book = Batons(world.rows, world.registry, front_id=world.made["shakyo"].pk, seal=lambda *_: (b"sealed", None))
        book.seal = lambda number, text: (b"sealed", "00000000-0000-4000-8000-000000000000")
        told = world.telling(book).tell(plan, "R8-900001-0")
        world.rows.write()
        live = world.telling(Actors(seed=1)).tell(replace(plan, person=Person.objects.get(pk=plan.person.pk)), "x")
        written, done = left_by(told.consultation.receipt_number), left_by(live.consultation.receipt_number)
    for what in done:
        assert written[what] == done[what], what
