"""What a statistic is made of: themes by area and by whom. Only the worker counts; it writes nothing smaller than k."""

from __future__ import annotations

from datetime import datetime

from otagai.welcome.intake.models import Consultation, ConsultationPerson

ThemesTold = tuple[int | None, str, tuple[str, ...]]
"""Of one consultation: its area, a key of whom it is about (the person, else the consultation itself), its themes."""


def themes_told(since: datetime, until: datetime) -> list[ThemesTold]:
    """Every consultation that arrived from `since` to before `until`, without words and names; two queries."""
    asked = Consultation.objects.filter(arrived_at__gte=since, arrived_at__lt=until).order_by("pk")
    rows = list(asked.values_list("pk", "area_id", "themes"))
    linked = ConsultationPerson.objects.filter(consultation_id__in=[row[0] for row in rows], until__isnull=True)
    about = dict(linked.order_by("pk").values_list("consultation_id", "person_id"))
    return [(area, f"p{about[pk]}" if pk in about else f"c{pk}", tuple(themes)) for pk, area, themes in rows]
