"""The scope of a block: it ends with the block, and every change carries it."""

from __future__ import annotations

import pytest
from django.db import connection

from otagai.base.audit.models import Version
from otagai.base.circles.scope import Scope, acting_in, because
from otagai.base.circles.tests.test_sight import Person, a_person_of
from tests.factories import a_user, acting, as_

pytestmark = pytest.mark.django_db


def test_the_scope_of_a_block_ends_with_it_also_when_it_fails() -> None:
    home = acting(a_user())
    a_person_of(home)
    with pytest.raises(ZeroDivisionError), as_(home):
        raise ZeroDivisionError
    assert not Person.objects.exists()
    with as_(home):
        with acting_in(Scope()):
            assert not Person.objects.exists()
        assert Person.objects.exists()


def test_every_change_carries_who_why_and_from_where() -> None:
    who = acting(a_user())
    person = a_person_of(who)
    with as_(who), because("住所の訂正"):
        Person.objects.filter(pk=person.pk).update(family_name="山元")
    with as_(who):
        change = Version.objects.filter(table="people_person", row_id=person.pk, operation="U").get()
    assert who.user is not None
    assert (change.user_id, change.why) == (who.user.pk, "住所の訂正")
    assert change.changes["family_name"] == ["山本", "山元"]


def test_after_the_block_nothing_of_the_scope_is_left() -> None:
    with as_(acting(a_user())):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.user'), current_setting('app.organizations'), current_user")
        assert cursor.fetchone() == ("", "{}", "otagai_app")
