"""助成 at the desk: from the application to the payment list and the report."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.town_at_the_desk import sql_of, text_of
from otagai.together.grants.models import Application, Gathering, Payment, Programme, Terms
from otagai.together.startups.words import Agreed
from tests.factories import TODAY, a_grant, a_place, a_proposal, a_session, a_user, an_organization

pytestmark = pytest.mark.django_db
MOST_SQL = 18


@pytest.fixture
def desk(town: Town, browser: Browser) -> Client:
    return browser(town.csw)


@pytest.fixture
def giver(town: Town) -> User:
    return a_user(Duty.ORGANIZATION_LEADER, organization=town.shakyo)


@pytest.fixture
def terms(town: Town) -> Terms:
    programme = Programme.objects.create(name="サロン助成", giver=town.shakyo)
    return Terms.objects.create(programme=programme, since="2026-04-01", startup_max=10_000, yearly_max=30_000)


def at(name: str, pk: int, *more: int) -> str:
    return reverse(f"desk:grant{name}", args=[pk, *more])


def typed(terms: Terms, **changed: Any) -> dict[str, Any]:
    budget = [("income", "助成金", "10000"), ("expense", "お茶", "１００００")]
    lines = {
        f"lines-{number}-{name}": value
        for number, line in enumerate(budget)
        for name, value in zip(("side", "item", "amount"), line, strict=True)
    }
    return {
        "terms": terms.pk, "group": "港の会", "purpose": "startup", "starts_on": "2026-12-01", "ends_on": "2027-03-31",
        "people": "10", "amount": "10000", "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 0, **lines, **changed,
    }  # fmt: skip


def test_what_is_left_over_is_asked_back_received_and_listed(
    town: Town, browser: Browser, desk: Client, giver: User
) -> None:
    grant = a_grant("港の会", state="reported", granted=10_000, decided_on=TODAY, reported_on=TODAY)
    Programme.objects.update(giver=town.shakyo)
    Payment.objects.create(application=grant, amount=10_000, planned_on=TODAY, state="paid", paid_on=TODAY)
    leader = browser(giver)
    asked = {
        "key": str(uuid.uuid4()),
        "back-amount": "3000",
        "back-because": "使わなかった分",
        "back-due_on": "2026-12-20",
    }
    assert desk.post(at("_repayment_new", grant.pk), asked).status_code == 403
    wrong = leader.post(at("_repayment_new", grant.pk), {**asked, "back-amount": "10001"})
    assert wrong.status_code == 422 and "あと 10,000円まで" in text_of(wrong) and "使わなかった分" in text_of(wrong)
    for _ in range(2):
        assert leader.post(at("_repayment_new", grant.pk), asked).status_code == 302
    back = Payment.objects.get(kind="repayment")
    assert "使わなかった分" in text_of(desk.get(at("", grant.pk)))
    assert leader.post(at("_payment", grant.pk, back.pk)).status_code == 404, "it is no payment"
    Payment.objects.filter(pk=back.pk).update(
        planned_on=TODAY - timedelta(days=1), decided_on=TODAY - timedelta(days=9)
    )
    late = text_of(desk.get(reverse("desk:grant_payments"), {"kind": "repayment", "state": "planned"}))
    assert "期限をすぎています" in late and "返還 これから 3,000円" in late and "10,000" not in late
    assert "返還,".encode() in desk.get(reverse("desk:grant_payments_csv")).content
    assert "わけ" in text_of(
        leader.post(at("_repayment", grant.pk, back.pk), {"cancel": "1", "because": ""}, follow=True)
    )
    leader.post(at("_repayment", grant.pk, back.pk), {"on": TODAY.isoformat()})
    assert "受取ずみ" in text_of(desk.get(at("", grant.pk)))
    other = a_grant("よその会")
    assert leader.post(at("_repayment", other.pk, back.pk), {"on": TODAY.isoformat()}).status_code == 404


def test_what_was_written_twice_can_be_taken_back_by_hand(desk: Client) -> None:
    salon = a_place("港の家")
    grant = a_grant("港の会", state="granted", granted=10_000, decided_on=TODAY, place=salon)
    a_session(salon, TODAY)
    twice = Gathering.objects.create(application=grant, on=TODAY, people=12, minutes=90)
    assert "手で書いた記録だけを 取り消す" in text_of(desk.get(at("", grant.pk)))
    assert desk.post(at("_strike", grant.pk, twice.pk), {"reason": "日がちがう"}).status_code == 302
    page = text_of(desk.get(at("", grant.pk)))
    assert "日がちがう" in page and "だけを 取り消す" not in page
    other = Gathering.objects.create(application=a_grant("よその会"), on=TODAY, people=12, minutes=90)
    assert desk.post(at("_strike", grant.pk, other.pk), {"reason": "x"}).status_code == 404


def test_four_people_at_the_door(town: Town, browser: Browser, desk: Client) -> None:
    grant = a_grant()
    for address in (reverse("desk:grants"), reverse("desk:grant_payments"), at("", grant.pk), at("_paper", grant.pk)):
        assert browser(None).get(address).status_code == 302
        assert browser(town.counsellor).get(address).status_code == 403
        assert browser(town.officer).get(address).status_code == 403
        assert desk.get(address).status_code == 200
    for address in (at("_decide", grant.pk), at("_payment_new", grant.pk)):
        assert desk.post(address).status_code == 403
    assert browser(None).get(reverse("desk:grant_payments_csv")).status_code == 302


def test_a_programme_and_what_it_asks_for(town: Town, browser: Browser, desk: Client, giver: User) -> None:
    leader = browser(giver)
    key = str(uuid.uuid4())
    for _ in range(2):
        leader.post(reverse("desk:grant_programmes"), {"name": "行事助成", "giver": town.shakyo.pk, "key": key})
    programme = Programme.objects.get()
    sent = {
        "since": "2026-04-01",
        "sessions_min": "６",
        "per_person": "200",
        "base_amount": "15000",
        "with_others": "on",
    }
    leader.post(at("_terms", programme.pk), sent)
    said = text_of(desk.get(reverse("desk:grant_programmes")))
    assert "1年に6回以上・基本額 15,000円・1人あたり 200円" in said and "いまの要件" in said
    desk.post(reverse("desk:grant_programmes"), {"name": "x", "giver": town.shakyo.pk})
    assert Programme.objects.count() == 1
    assert leader.post(at("_terms", programme.pk), {"since": ""}).status_code == 422


def test_from_the_proposal_to_the_payment_list_and_the_report(
    town: Town, browser: Browser, desk: Client, giver: User, terms: Terms
) -> None:
    proposal = a_proposal(town.acting, "港の会", agreed=Agreed.NOBODYS)
    form = desk.get(reverse("desk:grant_new") + f"?startup={proposal.pk}")
    assert 'value="港の会"' in text_of(form)
    desk.post(reverse("desk:grant_new") + f"?startup={proposal.pk}", typed(terms))
    grant = Application.objects.get()
    assert grant.proposal_id == proposal.pk
    assert "申請しました" in text_of(desk.post(at("_submit", grant.pk), {}, follow=True))
    leader = browser(giver)
    decided = leader.post(at("_decide", grant.pk), {"decide-grants": "yes", "decide-amount": "10000"}, follow=True)
    assert "書きました" in text_of(decided)
    leader.post(at("_payment_new", grant.pk), {"pay-amount": "10000", "pay-planned_on": "2026-12-10"})
    payment = Payment.objects.get()
    assert "支払ずみにしました" in text_of(leader.post(at("_payment", grant.pk, payment.pk), {}, follow=True))
    met = {"met-on": "2026-11-20", "met-form": "together", "met-people": "12", "met-minutes": "90", "met-note": "お茶"}
    assert desk.post(at("_gathering", grant.pk), met).status_code == 302
    numbers = [line.pk for line in grant.lines.all()]
    report = {f"actual_{number}": "10000" for number in numbers}
    assert "実績を報告しました" in text_of(desk.post(at("_report", grant.pk), report, follow=True))
    assert "確定しました" in text_of(leader.post(at("_report", grant.pk), {"settle": "1"}, follow=True))
    paper = desk.get(at("_paper", grant.pk))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    assert "港の会" in text_of(desk.get(reverse("desk:startup", args=[proposal.pk])))


def test_the_payment_list_leaves_as_csv_and_excel_and_no_cell_begins_a_formula(town: Town, desk: Client) -> None:
    grant = a_grant("=1+1の会", state="granted", granted=10_000, decided_on="2026-11-01")
    Payment.objects.create(application=grant, amount=4_000, planned_on="2026-12-01", note="@cmd")
    Payment.objects.create(application=grant, amount=6_000, planned_on="2027-03-01")
    table = desk.get(reverse("desk:grant_payments_csv") + "?first=2026-11-01&last=2026-12-31").content.decode(
        "utf-8-sig"
    )
    assert len(table.splitlines()) == 2 and "'=1+1の会" in table and "'@cmd" in table and ",4000," in table
    book = openpyxl.load_workbook(io.BytesIO(desk.get(reverse("desk:grant_payments_xlsx")).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[6] for row in rows] == ["金額（円）", 4_000, 6_000]
    assert "これから 10,000円" in text_of(desk.get(reverse("desk:grant_payments")))


def test_twice_for_the_same_is_said_and_what_was_typed_stays(town: Town, desk: Client, terms: Terms) -> None:
    a_grant("港の会", terms=terms, state="submitted")
    desk.post(reverse("desk:grant_new"), typed(terms, purpose="running"))
    mine = Application.objects.get(state="draft")
    refused = desk.post(at("_submit", mine.pk), {"submit-twice_because": ""})
    assert refused.status_code == 422 and "重ねてよい わけ" in text_of(refused)
    desk.post(at("_submit", mine.pk), {"submit-twice_because": "会場が2つある"})
    assert "会場が2つある" in text_of(desk.get(at("", mine.pk)))
    assert "ほかの助成と重なる" in text_of(desk.get(reverse("desk:grants")))


def test_a_form_that_does_not_fit_keeps_what_was_typed(town: Town, desk: Client, terms: Terms) -> None:
    half = desk.post(reverse("desk:grant_new"), typed(terms, **{"lines-1-amount": ""}))
    assert half.status_code == 422 and "両方を書いてください" in text_of(half) and "港の会" in text_of(half)
    assert desk.post(reverse("desk:grant_new"), typed(terms, ends_on="2026-01-01")).status_code == 422
    assert not Application.objects.exists()


def test_who_wrote_meanwhile_is_not_overwritten(town: Town, desk: Client) -> None:
    grant = a_grant()
    assert desk.post(at("_edit", grant.pk), typed(grant.terms, version=1)).status_code == 302
    assert desk.post(at("_edit", grant.pk), typed(grant.terms, version=1, group="山の会")).status_code == 409


def test_a_wrong_record_is_struck_out_and_stays(town: Town, desk: Client) -> None:
    grant = a_grant(state="granted", granted=10_000, decided_on="2026-11-01")
    met = Gathering.objects.create(application=grant, on="2026-11-10", people=5, minutes=90)
    assert "取り消す わけ" in text_of(desk.post(at("_strike", grant.pk, met.pk), {}, follow=True))
    desk.post(at("_strike", grant.pk, met.pk), {"reason": "日がちがった"})
    assert "日がちがった" in text_of(desk.get(at("", grant.pk)))
    assert desk.post(at("_strike", grant.pk, met.pk + 1), {"reason": "x"}).status_code == 404


def test_what_the_place_told_is_read_and_only_the_rest_is_typed(town: Town, browser: Browser, desk: Client) -> None:
    grant = a_grant(state="granted", granted=10_000, decided_on="2026-11-01")
    salon = a_place("港サロン")
    assert "会の居場所が きまると" in text_of(desk.get(at("", grant.pk)))
    assert "港サロン" in text_of(desk.get(at("_place", grant.pk)))
    chosen = desk.post(at("_place", grant.pk), {"place": salon.pk, "version": 1}, follow=True)
    assert "居場所「港サロン」の 開催の記録が" in text_of(chosen)
    met = a_session(salon, TODAY)
    assert "のべ 9人" in text_of(desk.get(at("", grant.pk)))
    at_the_place = reverse("desk:place_sessions", args=[salon.pk])
    assert f'助成（<a href="{at("", grant.pk)}">' in text_of(desk.get(at_the_place))
    assert "助成（" not in text_of(browser(a_user(Duty.POLICY_PLANNER)).get(at_the_place))
    refused = desk.post(at("_session", grant.pk, met.pk), {"cost": "たくさん", "note": "体操とお茶"})
    assert refused.status_code == 422 and "体操とお茶" in text_of(refused)
    added = desk.post(at("_session", grant.pk, met.pk), {"cost": "８００", "note": "体操とお茶"}, follow=True)
    assert "体操とお茶" in text_of(added) and "800円" in text_of(added)
    other = desk.post(at("_session", grant.pk, met.pk), {"cost": "1", "note": "", "version": 0})
    assert other.status_code == 409 and "800" in text_of(other)
    twice = {"met-on": TODAY.isoformat(), "met-form": "together", "met-people": "12"}
    said = desk.post(at("_gathering", grant.pk), twice)
    assert said.status_code == 422 and "もう あります" in text_of(said)
    stale = desk.post(at("_place", grant.pk), {"place": "", "version": 1})
    assert stale.status_code == 409
    strange = a_session(a_place(), TODAY)
    assert desk.get(at("_session", grant.pk, strange.pk)).status_code == 404


def test_who_keeps_no_places_is_offered_the_groups_own_alone(browser: Browser, giver: User) -> None:
    group = an_organization("港の会")
    own, strange = a_place("港サロン", organization=group), a_place("山サロン")
    grant = a_grant(organization=group, state="granted", granted=10_000, decided_on="2026-11-01")
    leader = browser(giver)
    offered = text_of(leader.get(at("_place", grant.pk)))
    assert own.name in offered and strange.name not in offered
    assert leader.post(at("_place", grant.pk), {"place": strange.pk, "version": 1}).status_code == 422
    assert reverse("desk:place_sessions", args=[own.pk]) not in text_of(leader.get(at("", grant.pk)))


def test_an_application_is_taken_back(town: Town, desk: Client) -> None:
    grant = a_grant(state="submitted")
    assert "下書きに もどしました" in text_of(desk.post(at("_back", grant.pk), {}, follow=True))
    assert "取り下げました" in text_of(desk.post(at("_back", grant.pk), {"withdraw": "1"}, follow=True))
    assert "にはできません" in text_of(desk.post(at("_back", grant.pk), {}, follow=True))


def test_lists_and_page_ask_a_fixed_number_of_questions(town: Town, desk: Client) -> None:
    salon = a_place(organization=an_organization())
    grant = a_grant(state="granted", granted=10_000, decided_on="2026-11-01", organization=salon.organization)
    a_session(salon, TODAY)
    pages = (reverse("desk:grants"), at("", grant.pk), reverse("desk:grant_payments"))
    before = [len(sql_of(desk, page)) for page in pages]
    for number in range(5):
        a_grant()
        a_session(salon, TODAY - timedelta(days=1 + number))
        Gathering.objects.create(application=grant, on="2026-11-10", people=5, minutes=90)
        Payment.objects.create(application=grant, amount=1_000, planned_on="2026-12-01")
    assert [len(sql_of(desk, page)) for page in pages] == before and max(before) <= MOST_SQL
