"""One application: its budget, what was done and whether it counts, what is paid, and who else funds the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.together.grants import rules
from otagai.together.grants.models import Application, BudgetLine, Gathering, Payment, Terms
from otagai.together.grants.queries.lists import PaymentLine, TermsLine, payments
from otagai.together.grants.words import ApplicationState, GatheringForm, PaymentState, Purpose, Side


@dataclass(frozen=True)
class GatheringLine:
    """One time people met, and why it does not count (empty when it does)."""

    pk: int
    met: rules.Met
    note: str
    struck: str
    why_not: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it counts towards the programme."""
        return not self.struck and not self.why_not


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
    findings: tuple[str, ...]
    payments: tuple[PaymentLine, ...]
    overlaps: tuple[rules.Asked, ...]
    is_giver: bool

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
    def paid(self) -> int:
        """What was paid, in yen."""
        return sum(line.amount for line in self.payments if line.state is PaymentState.PAID)


def application_for(acting: Acting, pk: int, *, on: date) -> ApplicationPage:
    """The door to one application; 404 when there is none. A fixed number of queries."""
    rows = Application.objects.select_related(
        "terms__programme__giver", "proposal", "organization", "written_by", "decided_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    terms, asked = found.terms, conditions_of(found.terms)
    times = gatherings_of(found)
    is_giver = terms.programme.giver_id in {held.organization_id for held in acting.held}
    state = ApplicationState(found.state)
    return ApplicationPage(
        found, state, terms.programme.name, terms.programme.giver.name, TermsLine(terms, is_now=terms.since <= on),
        rules.most(asked, Purpose(found.purpose), people=found.people), numbered_lines(pk), times, tuple(_findings(found, times)),
        tuple(payments(application=pk)), tuple(overlaps_of(found)), is_giver and acting.may(Permission.DECIDE_GRANTS),
    )  # fmt: skip


def conditions_of(terms: Terms) -> rules.Conditions:
    """The terms as values."""
    return rules.Conditions(**{name: getattr(terms, name) for name in rules.Conditions.__dataclass_fields__})


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


def gatherings_of(application: Application) -> tuple[GatheringLine, ...]:
    """The records in order of days, each looked at by the rules."""
    asked = conditions_of(application.terms)
    rows = Gathering.objects.filter(application=application).order_by("on", "pk")
    out = []
    for pk, on, form, people, minutes, note, struck in rows.values_list(
        "pk", "on", "form", "people", "minutes", "note", "struck_because"
    ):
        met = rules.Met(on, GatheringForm(form), people, minutes)
        why_not = rules.why_not_counted(met, asked, starts_on=application.starts_on, ends_on=application.ends_on)
        out.append(GatheringLine(pk, met, note, struck, tuple(why_not)))
    return tuple(out)


def findings_of(application: Application) -> list[str]:
    """What the records do not show of what the programme asks for."""
    return _findings(application, gatherings_of(application))


def _findings(application: Application, times: tuple[GatheringLine, ...]) -> list[str]:
    met = [line.met for line in times if not line.struck]
    asked = conditions_of(application.terms)
    if application.purpose != Purpose.RUNNING:
        asked = rules.Conditions(
            people_min=asked.people_min, minutes_min=asked.minutes_min, counts_visits=asked.counts_visits
        )
    return rules.findings(met, asked, starts_on=application.starts_on, ends_on=application.ends_on)


def asked_of(application: Application) -> rules.Asked:
    """An application as the rules look at it."""
    programme = application.terms.programme
    return rules.Asked(
        application.pk, programme.pk, programme.name, Purpose(application.purpose), application.starts_on, application.ends_on,
        ApplicationState(application.state), application.group, application.organization_id, application.proposal_id,
        application.terms.with_others,
    )  # fmt: skip


def living_beside(application: Application) -> list[rules.Asked]:
    """All other living applications for some of the same time; one query."""
    rows = Application.objects.filter(
        state__in=rules.LIVING, starts_on__lte=application.ends_on, ends_on__gte=application.starts_on
    ).exclude(pk=application.pk)
    return [asked_of(other) for other in rows.select_related("terms__programme").order_by("pk")]


def overlaps_of(application: Application) -> list[rules.Asked]:
    """Who else funds the same group at the same time."""
    return rules.overlapping(asked_of(application), living_beside(application))


def why_not_under(application: Application) -> list[str]:
    """The time asked for begins while the terms hold."""
    terms = application.terms
    if terms.since <= application.starts_on and (terms.until is None or application.starts_on <= terms.until):
        return []
    return ["期間の はじまりが、この要件の 有効な日の外です"]


def payment_of(application_id: int, payment_id: int) -> Payment:
    """A payment of this application; 404 for that of another."""
    found = Payment.objects.filter(pk=payment_id, application_id=application_id).first()
    if found is None:
        raise Http404
    return found
