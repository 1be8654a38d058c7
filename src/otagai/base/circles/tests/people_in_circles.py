"""People in circles, and statements that no action wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.circles import actions
from otagai.base.circles.words import Basis
from tests.factories import NOW, as_

A_YEAR = timedelta(days=365)
Person: Any = apps.get_model("people", "Person")  # base knows the town above by name alone


def a_person_of(who: Acting) -> Person:
    """A person in a new circle of the organisation."""
    with as_(who):
        circle = actions.open_circle(organization_id=who.organization_id or 0, basis=Basis.RECEIVED, by=who, at=NOW)
        return Person.objects.create(circle_id=circle.pk, family_name="山本", given_name="花")


def sees(who: Acting) -> bool:
    with as_(who):
        return Person.objects.exists()


def let_in(giver: Acting, taker: Acting, circle_id: int, basis: Basis) -> None:
    with as_(giver):
        actions.join(circle_id, organization_id=taker.organization_id or 0, basis=basis, by=giver, at=NOW)


def under_the_app_role(who: Acting, sql: str, *params: Any) -> int:
    """Rows touched by a statement that no action wrote; 0 when the database refuses."""
    with as_(who), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, params)
                return int(cursor.rowcount)
        except ProgrammingError:
            return 0
