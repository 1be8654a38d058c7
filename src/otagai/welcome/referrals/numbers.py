"""Numbers about batons beyond the own circle: counted inside the database, so that no row is seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from otagai.welcome.intake.models import Consultation

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Load:
    """What an organisation carries now: open consultations, batons waiting, median days to an answer (None: no answers yet)."""

    held: int
    waiting: int
    median_days: float | None


def loads(organization_ids: Iterable[int], *, at: datetime) -> dict[int, Load]:
    """For choosing whom to ask: numbers only, through a function of the database that tells nothing else.

    How fast an organisation answers is what it did in the year before `at`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organization_id, held, waiting, median_days FROM referrals_loads(%s, %s)",
            [list(organization_ids), at - A_YEAR],
        )
        return {
            pk: Load(held, waiting, None if days is None else float(days))
            for pk, held, waiting, days in cursor.fetchall()
        }


def unanswered(consultation: Consultation) -> int:
    """How many batons of this consultation, of whatever organisation, still owe a result."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referrals_unanswered(%s)", [consultation.pk])
        return int(cursor.fetchone()[0])
