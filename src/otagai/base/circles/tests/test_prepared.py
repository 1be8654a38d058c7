"""A question that is written once answers as the queryset it was made of, with other values each time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from otagai.base.accounts.models import Assignment, User
from otagai.base.circles.postgresql.prepared import Slot, prepared, with_words
from tests.factories import a_consultation, a_town, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db
BUILT: list[tuple[Any, ...]] = []


@prepared
def people_named(prefix: str, *, name: Slot, before: Slot | None = None) -> QuerySet[Any, Any]:
    """Accounts by name; remembers how often it was built."""
    BUILT.append((prefix, before is not None))
    found = User.objects.filter(username__startswith=prefix, display_name=name).order_by("pk")
    return (found if before is None else found.filter(pk__lt=before)).values_list("pk", "display_name")


def test_the_sql_is_built_once_for_each_shape_and_values_travel() -> None:
    BUILT.clear()
    first, second = a_user(name="佐藤"), a_user(name="鈴木")
    prefix = first.username[:2]
    assert people_named(prefix, name="佐藤") == [(first.pk, "佐藤")]
    assert people_named(prefix, name="鈴木") == [(second.pk, "鈴木")]
    assert people_named(prefix, name="だれも") == []
    assert people_named(prefix, name="鈴木", before=second.pk) == []
    assert people_named("zz", name="鈴木") == []
    assert [(prefix, False), (prefix, True), ("zz", False)] == BUILT


def test_a_value_stays_a_value() -> None:
    trick = "佐藤' OR '1'='1"
    user = a_user(name=trick)
    assert people_named(user.username[:2], name=trick) == [(user.pk, trick)]
    assert people_named(user.username[:2], name="' OR '1'='1") == []


@prepared
def duties(*, user: Slot) -> QuerySet[Assignment]:
    """Duties with their organisation, as models."""
    held = Assignment.objects.select_related("organization", "area").filter(user=user).order_by("pk")
    return held.annotate(shouted=Upper("organization__name"))


def test_models_come_with_those_they_were_selected_with() -> None:
    organization = an_organization("Chuo")
    user = a_user(organization=organization)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (held,) = duties(user=user.pk)
        assert held.organization.name == "Chuo"
        assert held.shouted == "CHUO"
        assert held.area is None
    assert len(asked) == 1
    assert held == Assignment.objects.get(user=user)
    assert held.since == Assignment.objects.get(user=user).since == date(2026, 1, 1)


@prepared
def headlines(*, state: Slot) -> QuerySet[Any, Any]:
    """Consultations of a state, as far as whoever asks may see them."""
    return apps.get_model("intake", "Consultation")._default_manager.filter(state=state).values_list("headline")


def test_it_is_asked_within_the_scope_of_the_moment() -> None:
    holder, stranger = acting(a_user()), acting(a_user())
    a_town(an_organization())
    made = a_consultation(holder)
    with as_(holder):
        assert headlines(state=made.state) == [(made.headline,)]
    with as_(stranger):
        assert headlines(state=made.state) == []


@prepared
def begun_by(*, user: Slot) -> QuerySet[Any, Any]:
    """A question with a day of its own, which would be yesterday's tomorrow."""
    return Assignment.objects.filter(user=user, since__lte=date(2026, 11, 20)).values_list("pk")


def test_no_moment_is_written_into_a_question() -> None:
    with pytest.raises(ValueError, match="A moment was written"):
        begun_by(user=1)


def test_words_are_written_into_the_sql_and_nothing_breaks_out_of_them() -> None:
    odd = "100%s O'Brien \\ 'x"
    text, left = with_words("a = %s AND b = %s AND c LIKE '%%x'", [odd, [7]])
    assert left == [[7]]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{odd.replace(chr(39), chr(39) * 2).replace('%', '%%')}' = %s", [odd])
        cursor.execute("SELECT " + text.split(" AND ")[0].removeprefix("a = "), [])
        assert cursor.fetchone() == (odd,)


@prepared
def among(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    """Accounts with these keys."""
    return User.objects.filter(pk__in=keys).values_list("pk")


def test_what_nothing_fits_is_no_question_at_all() -> None:
    user = a_user()
    assert among((user.pk,)) == [(user.pk,)]
    with CaptureQueriesContext(connection) as asked:
        assert among(()) == []
    assert not asked.captured_queries
