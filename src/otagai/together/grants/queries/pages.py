"""One application: its budget, what was done and whether it counts, what is paid, and who else funds the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.together.grants import rules
from otagai.together.grants.models import Application, BudgetLine, Payment
from otagai.together.grants.queries.gatherings import (
    GatheringLine,
    conditions_of,
    read_from,
    records_of,
)
from otagai.together.grants.queries.lists import PaymentLine, TermsLine, payments
from otagai.together.grants.rules import lasting, repaying
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState, Purpose, Side
from otagai.town.places.models import Place


@dataclass(frozen=True)
class ApplicationPage:
    """Everything about one application."""

    application: Application
    state: ApplicationState
    programme: str
    giver: str
    terms: TermsLine
    most: int
    lines: tuple[tuple[int, rules.Line], ...]
    gatherings: tuple[GatheringLine, ...]
    place: Place | None
    late: int
    beside: tuple[rules.Asked, ...]
    findings: tuple[str, ...]
    payments: tuple[PaymentLine, ...]
    overlaps: tuple[rules.Asked, ...]
    is_giver: bool
    keeps_places: bool

    @property
    def budget(self) -> tuple[rules.Line, ...]:
        """The lines without their numbers."""
        return tuple(line for _, line in self.lines)

    @property
    def income(self) -> int:
        """What comes in, in yen."""
        return rules.total(self.budget, Side.INCOME)

    @property
    def expense(self) -> int:
        """What goes out, in yen."""
        return rules.total(self.budget, Side.EXPENSE)

    @property
    def counted(self) -> int:
        """How many times count."""
        return sum(line.counts for line in self.gatherings)

    @property
    def people(self) -> int:
        """How many came altogether, of the times that count."""
        return sum(line.met.people for line in self.gatherings if line.counts)

    @property
    def cost(self) -> int:
        """What the times that count cost, as far as it was written, in yen."""
        return sum(line.cost or 0 for line in self.gatherings if line.counts)

    @property
    def paid(self) -> int:
        """What was paid, in yen."""
        return sum(line.amount for line in self.payments if line.state is PaymentState.PAID and not line.comes_back)

    @property
    def repayments(self) -> tuple[PaymentLine, ...]:
        """What comes back, also what was called off."""
        return tuple(line for line in self.payments if line.comes_back)

    @property
    def asked_back(self) -> int:
        """What was decided to come back, in yen."""
        return sum(line.amount for line in self.repayments if line.state is not PaymentState.CANCELLED)

    @property
    def left_over(self) -> int:
        """What the report shows was not spent and nobody asked back yet, in yen; 0 before there is a report."""
        if self.state not in repaying.REPAYABLE:
            return 0
        return max(0, repaying.left_over(self.budget, paid=self.paid) - self.asked_back)


def application_for(acting: Acting, pk: int, *, on: date) -> ApplicationPage:
    """The door to one application; 404 when there is none. A fixed number of queries."""
    rows = Application.objects.select_related(
        "terms__programme__giver", "proposal__place", "place", "organization", "written_by", "decided_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    terms, asked = found.terms, conditions_of(found.terms)
    records = records_of(found)
    times, place, others = records.lines, records.place_id, living_beside(found)
    is_giver = terms.programme.giver_id in {held.organization_id for held in acting.held}
    state = ApplicationState(found.state)
    return ApplicationPage(
        found, state, terms.programme.name, terms.programme.giver.name, TermsLine(terms, is_now=terms.since <= on),
        rules.most(asked, Purpose(found.purpose), people=found.people), numbered_lines(pk), times,
        Place.objects.filter(pk=place).first() if place else None, records.late,
        tuple(other for other in others if place and other.place_id == place),
        tuple(_findings(found, times)), tuple(payments(application=pk)),
        tuple(rules.overlapping(asked_of(found), others)), is_giver and acting.may(Permission.DECIDE_GRANTS),
        acting.may(Permission.KEEP_PLACES),
    )  # fmt: skip


def numbered_lines(pk: int) -> tuple[tuple[int, rules.Line], ...]:
    """The budget in order, each line with its number."""
    rows = BudgetLine.objects.filter(application_id=pk).order_by("position", "pk")
    fields = rows.values_list("pk", "side", "item", "amount", "actual")
    return tuple(
        (number, rules.Line(Side(side), item, amount, actual)) for number, side, item, amount, actual in fields
    )


def lines_of(pk: int) -> tuple[rules.Line, ...]:
    """The budget in order."""
    return tuple(line for _, line in numbered_lines(pk))


def findings_of(application: Application) -> list[str]:
    """What the records do not show of what the programme asks for."""
    return _findings(application, records_of(application).lines)


def _findings(application: Application, times: tuple[GatheringLine, ...]) -> list[str]:
    met = [line.met for line in times if not line.struck]
    asked = conditions_of(application.terms)
    if application.purpose != Purpose.RUNNING:
        asked = rules.Conditions(
            people_min=asked.people_min, minutes_min=asked.minutes_min, counts_visits=asked.counts_visits
        )
    return rules.findings(met, asked, starts_on=application.starts_on, ends_on=application.ends_on)


def asked_of(application: Application) -> rules.Asked:
    """An application as the rules look at it; one query at the most."""
    return _asked(application, read_from([application])[application.pk])


def _asked(application: Application, place_id: int | None) -> rules.Asked:
    programme = application.terms.programme
    return rules.Asked(
        application.pk, programme.pk, programme.name, Purpose(application.purpose), application.starts_on, application.ends_on,
        ApplicationState(application.state), application.group, application.organization_id, application.proposal_id,
        application.terms.with_others, place_id,
    )  # fmt: skip


def living_beside(application: Application) -> list[rules.Asked]:
    """All other living applications for some of the same time; two queries at the most."""
    rows = Application.objects.filter(
        state__in=rules.LIVING, starts_on__lte=application.ends_on, ends_on__gte=application.starts_on
    ).exclude(pk=application.pk)
    return _all_asked(rows)


def granted_before(application: Application) -> list[rules.Asked]:
    """All that the same programme ever granted to anybody; two queries at the most."""
    rows = Application.objects.filter(terms__programme_id=application.terms.programme_id, state__in=lasting.DECIDED)
    return _all_asked(rows.exclude(pk=application.pk))


def _all_asked(rows: QuerySet[Application]) -> list[rules.Asked]:
    others = list(rows.select_related("terms__programme", "proposal__place").order_by("pk"))
    where = read_from(others)
    return [_asked(other, where[other.pk]) for other in others]


def why_not_again(application: Application) -> list[str]:
    """Whether the programme may fund this group once more."""
    asked = asked_of(application)
    return lasting.why_not_again(asked, conditions_of(application.terms), granted_before(application))


def why_not_under(application: Application) -> list[str]:
    """The time asked for begins while the terms hold."""
    terms = application.terms
    if terms.since <= application.starts_on and (terms.until is None or application.starts_on <= terms.until):
        return []
    return ["期間の はじまりが、この要件の 有効な日の外です"]


def payment_of(application_id: int, payment_id: int) -> Payment:
    """A payment of this application; 404 for that of another."""
    found = Payment.objects.filter(pk=payment_id, application_id=application_id, kind=MoneyKind.PAYMENT).first()
    if found is None:
        raise Http404
    return found
