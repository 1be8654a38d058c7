"""Questions about grants."""

from otagai.together.grants.queries.lists import (
    HEADERS,
    ApplicationLine,
    PaymentLine,
    ProgrammeLine,
    TermsLine,
    applications,
    of_proposal,
    payments,
    programmes,
    terms_choices,
)
from otagai.together.grants.queries.pages import (
    ApplicationPage,
    GatheringLine,
    application_for,
    asked_of,
    conditions_of,
    findings_of,
    lines_of,
    living_beside,
    overlaps_of,
    payment_of,
    why_not_under,
)
from otagai.together.grants.queries.paper import report_pdf

__all__ = [
    "HEADERS", "ApplicationLine", "ApplicationPage", "GatheringLine", "PaymentLine", "ProgrammeLine", "TermsLine", "application_for",
    "applications", "asked_of", "conditions_of", "findings_of", "lines_of", "living_beside", "of_proposal", "overlaps_of",
    "payment_of", "payments", "programmes", "report_pdf", "terms_choices", "why_not_under",
]  # fmt: skip
