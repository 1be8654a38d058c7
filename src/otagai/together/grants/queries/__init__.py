"""Questions about grants."""

from otagai.together.grants.queries.gatherings import (
    KEPT,
    GatheringLine,
    Records,
    conditions_of,
    grants_reading,
    place_choices,
    read_from,
    records_of,
    told_on,
)
from otagai.together.grants.queries.lists import (
    HEADERS,
    ApplicationLine,
    PaymentLine,
    ProgrammeLine,
    TermsLine,
    applications,
    deciders,
    late_repayments,
    of_proposal,
    payments,
    programmes,
    terms_choices,
)
from otagai.together.grants.queries.pages import (
    ApplicationPage,
    application_for,
    asked_of,
    findings_of,
    lines_of,
    living_beside,
    payment_of,
    why_not_again,
    why_not_under,
)
from otagai.together.grants.queries.paper import report_pdf, report_values

__all__ = [
    "HEADERS", "KEPT", "ApplicationLine", "ApplicationPage", "GatheringLine", "PaymentLine", "ProgrammeLine", "Records", "TermsLine",
    "application_for",
    "applications", "asked_of", "conditions_of", "deciders", "findings_of", "grants_reading", "late_repayments", "lines_of",
    "living_beside", "of_proposal",
    "payment_of", "payments", "place_choices", "programmes", "read_from", "records_of", "report_pdf", "report_values",
    "terms_choices", "told_on",
    "why_not_again", "why_not_under",
]  # fmt: skip
