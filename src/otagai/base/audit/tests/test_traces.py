"""Traces are left with the deed or not at all, can be read by those who oversee, and never be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from otagai.base.accounts.acting import PUBLIC, Acting
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.base.audit import actions, queries
from otagai.base.audit.models import Deed, Reading, Version
from otagai.base.audit.queries import Asked
from otagai.base.audit.words import Purpose
from otagai.base.circles.actions import open_circle
from otagai.base.circles.scope import Scope, acting_in
from otagai.base.circles.words import Basis
from tests.factories import NOW, a_user, acting, as_, as_worker

Person: Any = apps.get_model("people", "Person")  # base knows the town above by name alone

pytestmark = pytest.mark.django_db


def read(who: Acting, number: int = 12, *, page: str = "相談のページ") -> None:
    with as_(who):
        actions.read(by=who, subject=("consultation", number), circle_id=None, purpose=Purpose.CASEWORK, page=page)


def test_a_failing_trace_takes_the_deed_back() -> None:
    who = acting(a_user())
    with as_(who), pytest.raises(ProgrammingError), transaction.atomic():
        open_circle(organization_id=who.organization_id or 0, basis=Basis.RECEIVED, by=acting(a_user()), at=NOW)
    with as_(who):
        assert not Deed.objects.exists()


def test_nobody_leaves_a_trace_in_the_name_of_another() -> None:
    who, other = acting(a_user()), acting(a_user())
    with as_(who), pytest.raises(ProgrammingError), transaction.atomic():
        actions.record("intake.received", by=other, subject=("consultation", 1))


def test_a_deed_without_a_person_is_left_too() -> None:
    with acting_in(Scope()):
        actions.record("accounts.invitation_taken_up", by=PUBLIC, subject=("user", 1))
    with as_worker():
        assert Deed.objects.get().actor == PUBLIC.name


def test_traces_are_neither_changed_nor_removed() -> None:
    who = acting(a_user())
    read(who)
    for sql in ("UPDATE audit_reading SET page = ''", "DELETE FROM audit_reading", "DELETE FROM audit_deed",
                "UPDATE audit_deed SET verb = ''", "DELETE FROM audit_version", "INSERT INTO audit_version DEFAULT VALUES"):  # fmt: skip
        with as_(who), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_everybody_sees_their_own_readings_and_overseers_all() -> None:
    who, other, officer = acting(a_user()), acting(a_user()), acting(a_user(Duty.PRIVACY_OFFICER))
    read(who)
    with as_(other):
        assert queries.readings(Asked()).lines == []
    with as_(officer):
        [line] = queries.readings(Asked()).lines
    assert (line.who, line.subject_label, line.number, line.purpose) == (who.name, "相談", 12, "相談への対応")


def test_overseers_find_by_user_day_and_number_and_page_through() -> None:
    who, officer = acting(a_user(name="見た人")), acting(a_user(Duty.AUDITOR))
    for number in range(1, 103):
        read(who, number)
    with as_(officer):
        first = queries.readings(Asked())
        assert (len(first.lines), first.lines[0].number) == (100, 102)
        rest = queries.readings(Asked(), before=int(first.following))
        assert [line.number for line in rest.lines] == [2, 1]
        assert len(queries.readings(Asked(number=7)).lines) == 1
        assert queries.readings(Asked(user="見ない人")).lines == []
        assert len(queries.readings(Asked(user="見た", number=7)).lines) == 1
        assert queries.readings(Asked(last=NOW.date().replace(year=2020))).lines == []


def test_the_history_of_a_row_has_labels_and_is_for_its_circle_alone() -> None:
    who = acting(a_user())
    with as_(who):
        circle = open_circle(organization_id=who.organization_id or 0, basis=Basis.RECEIVED, by=who, at=NOW)
        person = Person.objects.create(circle_id=circle.pk, family_name="山本")
        Person.objects.filter(pk=person.pk).update(family_name="山元")
        first, second = queries.history_of("people_person", person.pk)
    assert (first.operation, second.operation, second.who) == ("書いた", "変えた", who.name)
    label = str(Person._meta.get_field("family_name").verbose_name)
    assert [(change.field, change.before, change.after) for change in second.changes] == [(label, "山本", "山元")]
    with as_(acting(a_user())):
        assert queries.history_of("people_person", person.pk) == []


def test_a_change_that_changes_nothing_leaves_no_version() -> None:
    who = acting(a_user())
    with as_(who):
        circle = open_circle(organization_id=who.organization_id or 0, basis=Basis.RECEIVED, by=who, at=NOW)
        person = Person.objects.create(circle_id=circle.pk, family_name="山本")
        Person.objects.filter(pk=person.pk).update(family_name="山本")
        assert Version.objects.filter(table="people_person").count() == 1


def test_the_printout_says_who_saw_it_when_and_why_and_is_a_deed_itself() -> None:
    who, officer = acting(a_user(name="相談員の中村")), a_user(Duty.PRIVACY_OFFICER)
    read(who, 12)
    read(who, 13, page="よその相談")
    browser = entered(officer)
    page = browser.get(reverse("audit:printout", args=["consultation", 12])).content.decode()
    assert "だれが、いつ、何のために見たか" in page
    assert "相談員の中村" in page
    assert "よその相談" not in page
    with as_(acting(officer)):
        assert Deed.objects.filter(verb="audit.printed", subject_id=12).exists()


def test_the_table_starts_no_formula() -> None:
    read(acting(a_user(name="=cmd()")), 12)
    browser = entered(a_user(Duty.AUDITOR))
    table = browser.get(reverse("audit:table", args=["consultation", 12])).content.decode("utf-8-sig")
    assert "'=cmd()" in table


def test_only_overseers_enter_and_strange_questions_break_nothing() -> None:
    browser = entered(a_user(Duty.AUDITOR))
    for query in (
        "?number=x&before=-1",
        "?first=2020-01-01&last=2026-01-01",
        "?subject=nothing",
        "?before=9" + "9" * 30,
    ):
        assert browser.get(reverse("audit:readings") + query).status_code == 200, query
        assert browser.get(reverse("audit:deeds") + query).status_code == 200, query
    assert browser.get("/desk/audit/nothing/3/").status_code == 404
    for duty in (Duty.CSW, Duty.SYSTEM_ADMINISTRATOR, Duty.ORGANIZATION_LEADER):
        assert entered(a_user(duty)).get(reverse("audit:readings")).status_code == 403


def test_names_of_people_are_never_in_the_log() -> None:
    fields = {field.name for model in (Reading, Deed) for field in model._meta.fields}
    assert not fields & {"name", "person", "note", "text", "title"}
