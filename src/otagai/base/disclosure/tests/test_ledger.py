"""The ledger: written by the gate, closed by circle, never changed."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.circles.actions import open_circle
from otagai.base.circles.words import Basis
from otagai.base.disclosure import actions, queries
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.base.safekeeping.errors import RuleBroken
from tests.factories import NOW, a_user, acting, an_area, an_organization, as_

pytestmark = pytest.mark.django_db


def told(who: Acting, *, reason: str = "=倒れて返事ができない") -> Disclosure:
    with as_(who):
        circle = open_circle(organization_id=who.organization_id or 0, basis=Basis.RECEIVED, by=who, at=NOW)
        return actions.disclose(
            by=who, circle_id=circle.pk, subject=("referral", 12), recipient_name="南部包括", reason=reason,
            basis=LegalBasis.VITAL_INTEREST, purpose="救急", items=[Item.NAME], means=Means.LETTER, at=NOW,
        )  # fmt: skip


def test_what_left_is_a_line_of_the_ledger_and_a_deed() -> None:
    who = acting(a_user())
    line = told(who)
    with as_(who):
        assert Deed.objects.filter(verb="disclosure.disclosed", subject_id=12, circle_id=line.circle_id).exists()
        [shown] = queries.ledger().lines
    assert (shown.about, shown.items, shown.decided_by) == ("つなぎ 12", "お名前", who.name)


def test_what_was_refused_left_no_line() -> None:
    who = acting(a_user())
    with pytest.raises(RuleBroken):
        told(who, reason="")
    with as_(who):
        assert not Disclosure.objects.exists()


def test_another_organisation_sees_no_line() -> None:
    told(acting(a_user()))
    with as_(acting(a_user())):
        assert queries.ledger().lines == []


def test_a_line_is_never_changed_or_removed() -> None:
    who = acting(a_user())
    line = told(who)
    for deed in (lambda: Disclosure.objects.update(reason=""), lambda: Disclosure.objects.filter(pk=line.pk).delete()):
        with as_(who), pytest.raises(ProgrammingError), transaction.atomic():
            deed()


def test_the_page_shows_the_own_ledger_and_the_yearly_table_starts_no_formula() -> None:
    home = an_organization()
    user = a_user(Duty.CSW, organization=home)
    told(acting(user))
    browser = entered(user)
    assert "南部包括" in browser.get(reverse("disclosure:ledger")).content.decode()
    table = browser.get(reverse("disclosure:yearly", args=[2026]))
    assert "'=倒れて返事ができない" in table.content.decode("utf-8-sig")
    assert table.headers["Content-Disposition"] == 'attachment; filename="ledger-2026.csv"'
    assert "倒れて" not in browser.get(reverse("disclosure:yearly", args=[2025])).content.decode("utf-8-sig")


def test_taking_the_table_out_is_a_deed_and_needs_the_right() -> None:
    user = a_user(Duty.MULTI_AGENCY_COORDINATOR)
    entered(user).get(reverse("disclosure:yearly", args=[2026]))
    with as_(acting(user)):
        assert Deed.objects.filter(verb="disclosure.exported").exists()
    assert entered(a_user(Duty.COUNSELLOR)).get(reverse("disclosure:yearly", args=[2026])).status_code == 403
    assert entered(a_user(Duty.POLICY_PLANNER)).get(reverse("disclosure:ledger")).status_code == 403


def test_a_duty_limited_to_an_area_reads_that_it_left_and_not_the_words() -> None:
    organization = an_organization()
    told(acting(a_user(organization=organization)))
    limited = entered(a_user(organization=organization, area=an_area()))
    for url in (reverse("disclosure:ledger"), reverse("disclosure:yearly", args=[2026])):
        page = limited.get(url).content.decode()
        assert "南部包括" in page
        assert "目的：救急" not in page and ",救急," not in page and "倒れて" not in page
