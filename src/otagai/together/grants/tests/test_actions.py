"""From an application to the end of a grant: who decides, what is noticed, what is paid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.together.grants import actions, queries
from otagai.together.grants.models import Application, Payment, Terms
from otagai.together.grants.rules import Line, Met
from otagai.together.grants.words import ApplicationState, GatheringForm, PaymentState, Purpose, Side
from otagai.together.startups.words import Agreed
from otagai.town.organizations.models import Organization
from tests.factories import TODAY, a_grant, a_proposal, a_user, acting, as_

pytestmark = pytest.mark.django_db
S = ApplicationState
LINES = (Line(Side.INCOME, "助成金", 10_000), Line(Side.EXPENSE, "お茶", 10_000))
YEAR = {"starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31)}


def applied(by: Acting, terms: Terms, group: str = "港の会", *, send: bool = True, because: str = "") -> Application:
    """An application for running costs, sent."""
    with as_(by):
        made = actions.apply_for(
            terms.pk, by=by, lines=LINES, group=group, purpose=Purpose.RUNNING, amount=10_000, people=10, **YEAR
        )
        if send:
            actions.submit(made.pk, by=by, on=TODAY, twice_because=because)
    return made


def granted(csw: Acting, leader: Acting, terms: Terms) -> Application:
    """The same, decided in full."""
    made = applied(csw, terms)
    with as_(leader):
        actions.decide(made.pk, by=leader, on=TODAY, grants=True, amount=10_000)
    return made


def test_terms_follow_one_another_and_applications_keep_theirs(leader: Acting, csw: Acting, terms: Terms) -> None:
    made = applied(csw, terms, send=False)
    with as_(leader):
        later = actions.set_terms(terms.programme_id, by=leader, since=date(2027, 4, 1), until=None, yearly_max=20_000)
        with pytest.raises(RuleBroken):
            actions.set_terms(terms.programme_id, by=leader, since=date(2027, 3, 1), until=date(2027, 5, 1))
        with pytest.raises(ValueError, match="wages"):
            actions.set_terms(terms.programme_id, by=leader, since=date(2028, 4, 1), until=None, wages=1)
    terms.refresh_from_db()
    made.refresh_from_db()
    assert (terms.until, made.terms_id, later.since) == (date(2027, 3, 31), terms.pk, date(2027, 4, 1))


def test_a_proposal_asks_for_a_grant_once_it_may_be_shown(csw: Acting, terms: Terms) -> None:
    hidden, shown = a_proposal(csw), a_proposal(csw, agreed=Agreed.NOBODYS)
    fields = {"group": "港の会", "purpose": Purpose.STARTUP, "amount": 10_000, **YEAR}
    with as_(csw):
        with pytest.raises(RuleBroken):
            actions.apply_for(terms.pk, by=csw, lines=LINES, proposal_id=hidden.pk, **fields)
        made = actions.apply_for(terms.pk, by=csw, lines=LINES, proposal_id=shown.pk, **fields)
        assert [line.pk for line in queries.of_proposal(shown.pk)] == [made.pk]


def test_what_does_not_fit_is_not_sent_and_says_everything_at_once(csw: Acting, terms: Terms) -> None:
    with as_(csw):
        made = actions.apply_for(
            terms.pk, by=csw, lines=LINES[:1], group="港の会", purpose=Purpose.STARTUP, amount=11_000,
            starts_on=date(2026, 3, 1), ends_on=date(2027, 2, 28),
        )  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            actions.submit(made.pk, by=csw, on=TODAY)
        assert broken.value.reasons == [
            "この目的では 10,000円までです（いま 11,000円）", "予算の 収入と支出を 書いてください",
            "期間の はじまりが、この要件の 有効な日の外です",
        ]  # fmt: skip


def test_the_same_group_asks_twice_and_it_is_noticed(csw: Acting, terms: Terms) -> None:
    first = applied(csw, terms)
    second = applied(csw, terms, "港の会 ", send=False)
    with as_(csw):
        with pytest.raises(RuleBroken) as broken:
            actions.submit(second.pk, by=csw, on=TODAY)
        assert f"申請 {first.pk}番" in broken.value.reasons[0]
        actions.submit(second.pk, by=csw, on=TODAY, twice_because="会場が2つある")
        assert [other.pk for other in queries.application_for(csw, second.pk, on=TODAY).overlaps] == [first.pk]


def test_what_came_meanwhile_is_noticed_by_who_decides(csw: Acting, leader: Acting, terms: Terms) -> None:
    first = applied(csw, terms)
    applied(csw, terms, because="会場が2つある")
    with as_(leader):
        with pytest.raises(RuleBroken) as broken:
            actions.decide(first.pk, by=leader, on=TODAY, grants=True, amount=10_000)
        assert "重ねてよい わけ" in broken.value.reasons[0]
        actions.decide(first.pk, by=leader, on=TODAY, grants=True, amount=10_000, twice_because="会場が2つある")


def test_a_programme_that_bars_others_says_no(csw: Acting, leader: Acting, terms: Terms, shakyo: Organization) -> None:
    applied(csw, terms)
    with as_(leader):
        programme = actions.add_programme(by=leader, name="行事助成", giver_id=shakyo.pk)
        alone = actions.set_terms(
            programme.pk, by=leader, since=date(2026, 4, 1), until=None, yearly_max=30_000, with_others=False
        )
    with pytest.raises(RuleBroken) as broken:
        applied(csw, alone, because="どうしても")
    assert "いっしょには使えない" in broken.value.reasons[0]


def test_only_who_gives_decides_and_never_the_own_application(csw: Acting, leader: Acting, terms: Terms) -> None:
    mine = applied(leader, terms)
    strange = acting(a_user(Duty.ORGANIZATION_LEADER))
    for who in (csw, strange, leader):
        with as_(who), pytest.raises(RuleBroken):
            actions.decide(mine.pk, by=who, on=TODAY, grants=True, amount=10_000)


def test_declined_says_why_and_may_be_written_anew(csw: Acting, leader: Acting, terms: Terms) -> None:
    made = applied(csw, terms)
    with as_(leader):
        with pytest.raises(RuleBroken):
            actions.decide(made.pk, by=leader, on=TODAY, grants=False)
        actions.decide(made.pk, by=leader, on=TODAY, grants=False, reason="回数の計画を足してください")
    with as_(csw):
        actions.reopen(made.pk, by=csw)
        actions.submit(made.pk, by=csw, on=TODAY)
        actions.withdraw(made.pk, by=csw)
        with pytest.raises(RuleBroken):
            actions.submit(made.pk, by=csw, on=TODAY)


def test_a_draft_is_written_anew_with_both_texts_when_two_did(csw: Acting, terms: Terms) -> None:
    made = applied(csw, terms, send=False)
    other = (*LINES, Line(Side.INCOME, "会費", 500))
    with as_(csw):
        actions.change_application(made.pk, by=csw, seen_version=1, lines=other, group="港の会")
        assert queries.lines_of(made.pk) == other
        with pytest.raises(StaleEdit):
            actions.change_application(made.pk, by=csw, seen_version=1, lines=LINES, group="港の会")
        with pytest.raises(ValueError, match="granted"):
            actions.change_application(made.pk, by=csw, seen_version=2, lines=other, granted=1)


def met(day: date, *, form: GatheringForm = GatheringForm.TOGETHER, people: int = 8) -> Met:
    return Met(day, form, people, 90)


def test_from_the_first_meeting_to_the_end(csw: Acting, leader: Acting, terms: Terms) -> None:
    made = granted(csw, leader, terms)
    with as_(csw):
        for day in (date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 2)):
            record = actions.record_gathering(made.pk, by=csw, met=met(day), note="お茶", on=TODAY)
        actions.record_gathering(made.pk, by=csw, met=met(TODAY, form=GatheringForm.PHONE), note="", on=TODAY)
        actions.strike_gathering(made.pk, record.pk, by=csw, reason="日がちがった")
        page = queries.application_for(csw, made.pk, on=TODAY)
        assert (page.counted, page.people, page.findings) == (2, 16, ())
        actuals = {number: 9_000 for number, _ in page.lines}
        actions.report(made.pk, by=csw, on=TODAY, actuals=actuals, note="")
        with pytest.raises(RuleBroken):
            actions.settle(made.pk, by=csw)
    with as_(leader):
        actions.settle(made.pk, by=leader)
        assert queries.application_for(leader, made.pk, on=TODAY).state is S.SETTLED


def test_what_is_missing_is_explained_and_a_refused_report_changes_nothing(
    csw: Acting, leader: Acting, terms: Terms
) -> None:
    made = granted(csw, leader, terms)
    with as_(csw):
        numbers = [number for number, _ in queries.application_for(csw, made.pk, on=TODAY).lines]
        with pytest.raises(RuleBroken) as broken:
            actions.report(made.pk, by=csw, on=TODAY, actuals=dict.fromkeys(numbers, 1), note="")
        assert "数えられる回は 0回です" in broken.value.reasons[0]
        assert all(line.actual is None for line in queries.lines_of(made.pk))
        for wrong in (met(TODAY + timedelta(days=1)), met(TODAY, people=0)):
            with pytest.raises(RuleBroken):
                actions.record_gathering(made.pk, by=csw, met=wrong, note="", on=TODAY)


def test_payments_are_planned_paid_once_and_listed(csw: Acting, leader: Acting, terms: Terms) -> None:
    made = granted(csw, leader, terms)
    with as_(csw), pytest.raises(RuleBroken):
        actions.plan_payment(made.pk, by=csw, amount=1_000, planned_on=TODAY)
    with as_(leader):
        first = actions.plan_payment(made.pk, by=leader, amount=7_000, planned_on=TODAY)
        with pytest.raises(RuleBroken) as broken:
            actions.plan_payment(made.pk, by=leader, amount=3_001, planned_on=TODAY)
        assert broken.value.reasons == ["決定額 10,000円のうち、あと 3,000円です"]
        second = actions.plan_payment(made.pk, by=leader, amount=3_000, planned_on=TODAY + timedelta(days=30))
        actions.pay(first.pk, by=leader, on=TODAY)
        with pytest.raises(RuleBroken):
            actions.pay(first.pk, by=leader, on=TODAY)
        actions.cancel_payment(second.pk, by=leader)
        actions.plan_payment(made.pk, by=leader, amount=3_000, planned_on=TODAY + timedelta(days=60))
        assert [line.amount for line in queries.payments(state=PaymentState.PAID)] == [7_000]
        assert [line.amount for line in queries.payments(first=TODAY + timedelta(days=40))] == [3_000]
        assert queries.application_for(leader, made.pk, on=TODAY).paid == 7_000
        with pytest.raises(Http404):
            queries.payment_of(made.pk + 1, first.pk)


def test_the_database_too_refuses(csw: Acting) -> None:
    made = a_grant()
    for wrong in (
        {"state": "granted"},
        {"state": "declined"},
        {"ends_on": date(2020, 1, 1)},
        {"granted": 20_000, "decided_on": TODAY, "state": "granted"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=made.pk).update(**wrong)
    for wrong in ({"amount": 0}, {"amount": 1, "state": "paid"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(application=made, planned_on=TODAY, **wrong)


def test_the_report_is_a_pdf_also_of_odd_words(csw: Acting, leader: Acting, terms: Terms) -> None:
    made = applied(csw, terms, '#let x = 1 {{ 7 }} "髙﨑"')
    with as_(csw):
        page = queries.application_for(csw, made.pk, on=TODAY)
        assert queries.report_pdf(page, town="おたがい市", on=TODAY).startswith(b"%PDF")
        with pytest.raises(Http404):
            queries.application_for(csw, made.pk + 1, on=TODAY)
