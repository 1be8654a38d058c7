"""返還: what was not spent goes back, decided by another hand; it stands in the list until it came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import actions, queries
from otagai.together.grants.models import Application, BudgetLine, Payment
from otagai.together.grants.rules import Line
from otagai.together.grants.rules.repaying import left_over
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState, Side
from tests.factories import TODAY, a_grant, a_town, a_user, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def writer() -> Acting:
    a_town()
    return acting(a_user(organization=an_organization("港市社協"), name="佐藤"))


@pytest.fixture
def grant(writer: Acting) -> Application:
    """10,000 yen granted and paid; 7,000 spent, as the report says."""
    made = a_grant(
        "港の会", state="reported", granted=10_000, decided_on=TODAY, reported_on=TODAY, written_by=writer.user
    )
    BudgetLine.objects.filter(application=made).delete()
    for position, (side, amount, actual) in enumerate(((Side.INCOME, 10_000, 10_000), (Side.EXPENSE, 10_000, 7_000))):
        BudgetLine.objects.create(
            application=made, side=side, item="何", amount=amount, actual=actual, position=position
        )  # fmt: skip
    Payment.objects.create(application=made, amount=10_000, planned_on=TODAY, state="paid", paid_on=TODAY)
    return made


@pytest.fixture
def giver(grant: Application) -> Acting:
    return acting(a_user(Duty.ORGANIZATION_LEADER, organization=grant.terms.programme.giver, name="責任者"))


def ask(grant: Application, by: Acting, **changed: Any) -> Payment:
    asked = {"amount": 3_000, "because": "使わなかった分", "due_on": DUE, "on": TODAY, **changed}
    with as_(by):
        return actions.decide_repayment(grant.pk, by=by, **asked)


def page_of(grant: Application, by: Acting) -> queries.ApplicationPage:
    with as_(by):
        return queries.application_for(by, grant.pk, on=TODAY)


@pytest.mark.parametrize(
    ("lines", "paid", "left"),
    [([(10, 10), (10, 7)], 10, 3), ([(10, 10), (10, 7)], 2, 2), ([(10, 10), (10, 10)], 10, 0), ([(10, 10), (10, None)], 10, 0),
     ([(10, 5), (10, 7)], 10, 0)],
)  # fmt: skip
def test_what_is_left_over_is_said_by_the_report(lines: list[tuple[int, int | None]], paid: int, left: int) -> None:
    told = [Line(side, "何", *line) for side, line in zip(Side, lines, strict=True)]
    assert left_over(told, paid=paid) == left


def test_what_was_not_spent_is_asked_back_with_a_reason_and_a_day(grant: Application, giver: Acting) -> None:
    assert page_of(grant, giver).left_over == 3_000
    ask(grant, giver)
    page = page_of(grant, giver)
    (line,) = page.repayments
    assert (line.amount, line.because, line.planned_on, line.decided_by) == (3_000, "使わなかった分", DUE, "責任者")
    assert (page.left_over, page.paid, page.asked_back) == (0, 10_000, 3_000)
    with as_(giver):
        assert Deed.objects.filter(verb="grants.repayment_decided").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"amount": 0}, "10,000円"), ({"amount": 10_001}, "10,000円"), ({"because": " "}, "わけ"),
     ({"due_on": TODAY - timedelta(days=1)}, "期限")],
)  # fmt: skip
def test_a_repayment_without_sense_is_not_decided(
    grant: Application, giver: Acting, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        ask(grant, giver, **changed)
    assert page_of(grant, giver).repayments == ()


def test_never_more_than_was_paid_comes_back(grant: Application, giver: Acting) -> None:
    ask(grant, giver, amount=8_000)
    with pytest.raises(RuleBroken, match="あと 2,000円"):
        ask(grant, giver, amount=2_001)
    ask(grant, giver, amount=2_000, because="回数が 足りなかった分")


def test_whoever_wrote_it_does_not_decide_nor_does_somebody_elses_leader(
    grant: Application, giver: Acting, writer: Acting
) -> None:
    with pytest.raises(RuleBroken):
        ask(grant, writer)
    Application.objects.filter(pk=grant.pk).update(written_by=giver.user)
    with pytest.raises(RuleBroken, match="別の人"):
        ask(grant, giver)
    with pytest.raises(RuleBroken, match="出すところ"):
        ask(grant, acting(a_user(Duty.ORGANIZATION_LEADER, organization=an_organization("よそ"))))


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.GRANTED])
def test_before_the_report_nothing_is_asked_back(grant: Application, giver: Acting, state: ApplicationState) -> None:
    Application.objects.filter(pk=grant.pk).update(state=state)
    with pytest.raises(RuleBroken, match="実績報告のあと"):
        ask(grant, giver)
    assert page_of(grant, giver).left_over == 0


def test_it_comes_once_on_a_day_that_has_been(grant: Application, giver: Acting) -> None:
    asked = ask(grant, giver)
    with as_(giver):
        for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
            with pytest.raises(RuleBroken, match="受け取った日"):
                actions.receive(asked.pk, by=giver, received_on=wrong, on=TODAY)
        actions.receive(asked.pk, by=giver, received_on=TODAY, on=TODAY)
        with pytest.raises(RuleBroken):
            actions.receive(asked.pk, by=giver, received_on=TODAY, on=TODAY)
    (line,) = page_of(grant, giver).repayments
    assert (line.stands, line.paid_on, line.is_late(DUE + timedelta(days=1))) == ("受取ずみ", TODAY, False)


def test_it_is_called_off_with_a_reason_and_stays_readable(grant: Application, giver: Acting) -> None:
    asked = ask(grant, giver)
    with as_(giver):
        with pytest.raises(RuleBroken, match="わけ"):
            actions.call_off_repayment(asked.pk, by=giver, because=" ")
        actions.call_off_repayment(asked.pk, by=giver, because="領収書が あとで出ました")
    (line,) = page_of(grant, giver).repayments
    assert line.words == "使わなかった分／領収書が あとで出ました" and line.state is PaymentState.CANCELLED
    ask(grant, giver, amount=10_000)


def test_a_repayment_is_no_payment_and_a_payment_none(grant: Application, giver: Acting) -> None:
    asked = ask(grant, giver)
    with as_(giver):
        with pytest.raises(Payment.DoesNotExist):
            actions.pay(asked.pk, by=giver, on=TODAY)
        Application.objects.filter(pk=grant.pk).update(granted=12_000, amount=12_000)
        actions.plan_payment(grant.pk, by=giver, amount=2_000, planned_on=TODAY)
        with pytest.raises(RuleBroken, match="あと 0円"):
            actions.plan_payment(grant.pk, by=giver, amount=1, planned_on=TODAY)
        payment = Payment.objects.get(amount=2_000)
        with pytest.raises(Payment.DoesNotExist):
            actions.receive(payment.pk, by=giver, received_on=TODAY, on=TODAY)


def test_the_list_tells_both_ways_apart(grant: Application, giver: Acting) -> None:
    ask(grant, giver)
    with as_(giver):
        cells = [dict(zip(queries.HEADERS, line.cells(), strict=True)) for line in queries.payments()]
        assert [(each["種類"], each["金額（円）"], each["メモ・わけ"]) for each in cells] == [
            ("支払", 10_000, ""), ("返還", 3_000, "使わなかった分"),
        ]  # fmt: skip
        assert [line.amount for line in queries.payments(kind=MoneyKind.REPAYMENT)] == [3_000]


def test_whoever_decides_hears_once_of_each_day_that_has_passed(
    grant: Application, giver: Acting, writer: Acting
) -> None:
    ask(grant, giver)
    with as_worker():
        assert actions.tell_late(on=DUE) == 0
        for _ in range(2):
            assert actions.tell_late(on=DUE + timedelta(days=1)) == 1
        told = list(Notice.objects.values_list("user_id", "text"))
    assert giver.user and told == [(giver.user.pk, f"助成の返還の期限が すぎています（申請 {grant.pk}番）")]


def test_the_database_keeps_no_repayment_without_who_and_why(grant: Application) -> None:
    whole: dict[str, Any] = {"application": grant, "kind": "repayment", "amount": 1, "planned_on": date(2026, 12, 1)}
    for more in ({}, {"because": "余り"}, {"because": "余り", "decided_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(**whole, **more)


def test_the_paper_says_what_comes_back(grant: Application, giver: Acting) -> None:
    ask(grant, giver)
    (line,) = queries.report_values(page_of(grant, giver), town="町", on=TODAY)["repayments"]
    assert line == "3,000円（2026年12月20日(日)まで）これから　使わなかった分"
