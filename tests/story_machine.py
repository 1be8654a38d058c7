"""The house under arbitrary hands: whatever anybody does in whatever order, the promises of safety.md hold."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.words import Duty
from otagai.base.circles.models import Membership
from otagai.base.circles.words import Basis
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.actions import Arrival, Entry
from otagai.welcome.intake.models import Consultation, Folder, Record, Voice
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Door, Kind, Method, Outcome, RecordKind, State, Urgency
from otagai.welcome.referrals import actions as referrals
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S
from tests.factories import NOW, a_town, a_user, acting, an_organization, as_, as_worker

OWING = [S.SENT, S.RECEIVED, S.ACCEPTED, S.JOINED, S.CONTACTED]
steps: Counter[str] = Counter()
ANSWERS = ["take", "accept", "accept", "join", "hand_back", "take_back", "hold", "contact", "report", "report"]
MOVES = [
    "receive",
    "receive",
    "record",
    "send",
    "send",
    "send",
    "answer",
    "decline",
    "watch",
    "support",
    "finish",
    "finish",
    "reopen",
]
DEEDS = ["arrive", "worker", *ANSWERS, *MOVES]  # a deed named twice is tried twice as often


def closing_of(one: Consultation) -> Closing:
    """An honest closing: what is known of the answer."""
    told = bool(one.told_origin_at)
    return Closing(Outcome.SETTLED, "落ち着いた", told_origin=told, origin_declined=one.origin_declined)


class Town(RuleBasedStateMachine):
    """Four organisations, one person each; every deed is tried by anybody on anything."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = NOW
        self.numbers: list[str] = []

    @initialize()
    def found_town(self) -> None:
        kinds = [OrganizationKind.SHAKYO] + [OrganizationKind.COMMUNITY_SUPPORT_CENTER] * 3
        self.organizations: list[Organization] = [
            an_organization(f"機関{number}-{random.random()}", kind=kind) for number, kind in enumerate(kinds)
        ]
        a_town(self.organizations[0])
        self.people: list[Acting] = [acting(a_user(Duty.CSW, organization=one)) for one in self.organizations]
        for number, person in enumerate(self.people):
            self.attempt("arrive", person, lambda by=person, n=number: self.arrive(by, "ある日の声", n, received=n > 1))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, name: str, who: Acting, deed: Any) -> None:
        """Somebody tries; the house may say no, but nothing half-done may stay."""
        steps[name] += 1
        self.now += timedelta(hours=1)
        with as_(who):
            try:
                deed()
                steps[f"{name}: done"] += 1
            except (RuleBroken, StaleEdit, Consultation.DoesNotExist, Referral.DoesNotExist):
                steps[f"{name}: refused"] += 1

    def one(self, who: Acting, pick: int, deed: str) -> Consultation | None:
        """A consultation that the person sees; one that ended when there is something to open again."""
        with as_(who):
            rows = Consultation.objects.filter(state=State.ENDED) if deed == "reopen" else Consultation.objects.all()
            seen = list(rows.order_by("-pk")[:6])
        return seen[pick % len(seen)] if seen else None

    def baton(self, who: Acting, pick: int) -> Referral | None:
        """A referral that the person sees."""
        with as_(who):
            seen = list(Referral.objects.order_by("-pk")[:4])
        return seen[pick % len(seen)] if seen else None

    def whose_turn_it_is(self, deed: str, pick: int) -> Acting | None:
        """Whoever could do the deed now, so that stories get somewhere; strangers try as well (see the caller)."""
        with as_worker():
            if deed in ANSWERS:
                sides = list(Referral.objects.filter(state__in=OWING).values_list("sender_id", "receiver_id"))
                giver = deed in ("take_back",)
                turn = [sender if giver else receiver for sender, receiver in sides]
            else:
                rows = (
                    Consultation.objects.filter(state=State.ENDED) if deed == "reopen" else Consultation.objects.open()
                )
                turn = list(rows.values_list("holder_id", flat=True))
        people = {person.organizations[0]: person for person in self.people}
        return people[turn[pick % len(turn)]] if turn else None

    @rule(chance=st.integers(0, 2**32))
    def somebody_does_something(self, chance: int) -> None:
        """Who, what and on what follow from one number and from what was tried before, evenly: Hypothesis itself likes
        small numbers too much, and the same ones again.
        """
        dice = random.Random(f"{chance}/{sum(steps.values())}")
        deed, who, to = dice.choice(DEEDS), dice.randrange(4), dice.randrange(4)
        pick, more, text = dice.randrange(10**6), dice.randrange(10**6), dice.choice(["…", "声 <b>{{", "\u202eあ", "0"])
        by = (self.whose_turn_it_is(deed, pick) if more % 4 else None) or self.people[who]
        if deed == "worker":
            return self.the_worker_goes_round(pick % 7)
        if deed == "arrive":
            return self.attempt(deed, by, lambda: self.arrive(by, text, pick, received=bool(more % 2)))
        if deed in ANSWERS and (baton := self.baton(by, pick)):
            return self.attempt_on(deed, by, baton, self.answers(by))
        deed = "send" if deed in ANSWERS else deed  # whoever has no baton to answer passes one on
        return self.attempt_on(deed, by, self.one(by, pick, deed), self.moves(by, self.organizations[to], more))

    def attempt_on(self, deed: str, by: Acting, found: Any, deeds: dict[str, Callable[[Any], object]]) -> None:
        """Try the deed on what the person sees; on nothing there is nothing to do."""
        if found is not None:
            self.attempt(deed, by, lambda: deeds[deed](found))

    def arrive(self, by: Acting, text: str, pick: int, *, received: bool) -> None:
        arrival = Arrival(
            text=text.replace("\x00", "").strip() or "…", door=Door.VISIT, kind=list(Kind)[pick % 3],
            urgency=list(Urgency)[pick % 3],
        )  # fmt: skip
        self.numbers.append(intake.arrive(arrival, by=by, at=self.now, received=received).receipt_number)

    def moves(self, by: Acting, to: Organization, more: int) -> dict[str, Callable[[Any], object]]:
        """What can be tried on a consultation."""
        at, later = self.now, self.now.date() + timedelta(days=5)
        kind = [RecordKind.CONTACT, RecordKind.NO_ANSWER, RecordKind.NOTE][more % 3]
        entry = Entry(kind=kind, text="話した", at=at, method=Method.PHONE)
        basis = LegalBasis.CONSENT if more % 7 == 0 else LegalBasis.VITAL_INTEREST
        items = frozenset(list(Item)[: more % 5])
        line = "" if more % 11 == 0 else "…" if more % 13 == 0 else "ようすの心配"
        chosen = referrals.Draft(to.pk, "お願い", basis, "話せない状態", items=items, headline=line)
        return {
            "receive": lambda one: intake.receive(one, by=by, at=at),
            "record": lambda one: intake.record(one, by=by, entry=entry, at=at, next_step="また電話"),
            "send": lambda one: referrals.send(referrals.draft(one, by=by, draft=chosen, at=at), by=by, at=at),
            "answer": lambda one: intake.answer_origin(one, by=by, text="返事", method=Method.PHONE, at=at),
            "decline": lambda one: intake.decline_answer(one, by=by, reason="電話でいらないと言われた", at=at),
            "watch": lambda one: intake.watch(one, by=by, next_date=later, at=at),
            "support": lambda one: intake.support(one, by=by, next_step="通う", next_date=later, at=at),
            "finish": lambda one: referrals.finish(one, by=by, closing=closing_of(one), at=at),
            "reopen": lambda one: intake.reopen(one, by=by, reason="また来た", at=at),
        }

    def answers(self, by: Acting) -> dict[str, Callable[[Any], object]]:
        """What can be tried on a referral."""
        at, later = self.now, self.now.date() + timedelta(days=9)
        talk, full = Entry(kind=RecordKind.CONTACT, text="会えた", at=at), HandBackReason.FULL_NOW
        return {
            "take": lambda one: referrals.receive(one, by=by, at=at),
            "accept": lambda one: referrals.accept(one, by=by, at=at),
            "join": lambda one: referrals.join(one, by=by, at=at),
            "hand_back": lambda one: referrals.hand_back(one, by=by, reason=full, note="", suggestion="来月", at=at),
            "take_back": lambda one: referrals.take_back(one, by=by, reason="事情が変わった", at=at),
            "hold": lambda one: referrals.put_on_hold(one, by=by, until=later, reason="担当待ち", at=at),
            "contact": lambda one: referrals.report_contact(one, by=by, entry=talk, at=at),
            "report": lambda one: referrals.report_result(one, by=by, result="つながった", at=at),
        }

    def the_worker_goes_round(self, days: int) -> None:
        self.now += timedelta(days=days)
        steps["worker"] += 1
        with as_worker():
            intake.call_for_urgent(by=WORKER, at=self.now)
            intake.tell_overdue(by=WORKER, at=self.now)
            referrals.tell_waiting(by=WORKER, at=self.now)

    @invariant()
    def the_promises_hold(self) -> None:
        if not hasattr(self, "people"):
            return
        with as_worker():
            every = list(Consultation.objects.all())
            batons = list(Referral.objects.select_related("consultation"))
            self.every_open_consultation_has_one_holder_and_a_next_date()
            self.received_is_open_plus_ended_and_no_number_comes_twice(every)
            self.nothing_ended_owes_an_answer(every, batons)
            self.while_a_baton_waits_its_giver_holds_it(every)
            self.the_third_hand_back_is_on_the_coordinators_desk()
            standing = list(Membership.objects.filter(until__isnull=True))
        self.nobody_sees_what_does_not_concern_them(standing, batons)

    def every_open_consultation_has_one_holder_and_a_next_date(self) -> None:
        for one in Consultation.objects.open():
            assert one.holder_id
            assert one.next_date
            assert one.next_step

    def received_is_open_plus_ended_and_no_number_comes_twice(self, every: list[Consultation]) -> None:
        stored = sorted(one.receipt_number for one in every)
        ended = sum(one.state == State.ENDED for one in every)
        assert stored == sorted(self.numbers)
        assert len(stored) == len(set(stored)) == Consultation.objects.open().count() + ended

    def nothing_ended_owes_an_answer(self, every: list[Consultation], batons: list[Referral]) -> None:
        assert not [row for row in batons if row.consultation.state == State.ENDED and row.state in OWING]
        for one in every:
            if one.state == State.ENDED:
                assert one.outcome
                assert one.told_origin_at or one.origin_declined

    def while_a_baton_waits_its_giver_holds_it(self, every: list[Consultation]) -> None:
        waiting = {row.consultation_id: row for row in Referral.objects.waiting().select_related("consultation")}
        for row in waiting.values():
            assert row.consultation.state == State.REFERRING
            assert row.consultation.holder_id == row.sender_id
        assert {one.pk for one in every if one.state == State.REFERRING} == set(waiting)

    def the_third_hand_back_is_on_the_coordinators_desk(self) -> None:
        piled = Consultation.objects.open().filter(hand_backs__gte=3, at_coordinator_since__isnull=True)
        assert not piled.exists()

    def nobody_sees_what_does_not_concern_them(self, standing: list[Membership], batons: list[Referral]) -> None:
        seats = {(row.organization_id, row.circle_id) for row in standing}
        tentative = {(row.organization_id, row.circle_id) for row in standing if row.basis == Basis.REFERRED}
        away = (S.HANDED_BACK, S.TAKEN_BACK)
        out = {(row.receiver_id, row.consultation.circle_id) for row in batons if row.state in away}
        in_hand = {(row.receiver_id, row.consultation.circle_id) for row in batons if row.state not in (S.DRAFT, *away)}
        assert not (tentative & out) - in_hand
        said = Record.objects.values_list("circle_id").union(Voice.objects.values_list("circle_id"))
        for one in self.people:
            with as_(one):
                mine = one.organizations[0]
                assert all(
                    (mine, circle) in seats for circle in Consultation.objects.values_list("circle_id", flat=True)
                )
                own = set(Folder.objects.filter(organization_id=mine).values_list("circle_id"))
                assert set(said.all()) <= own
