"""Lists: programmes and their terms, applications, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Permission
from otagai.kernel.cells import Cell
from otagai.together.grants.models import Application, Payment, Programme, Terms
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState, Purpose

HEADERS = (
    "番号", "種類", "申請番号", "団体", "制度", "目的", "金額（円）", "支払う日・返還の期限", "状態",
    "支払った日・受け取った日", "メモ・わけ",
)  # fmt: skip
RECEIVED = "受取ずみ"


@dataclass(frozen=True)
class TermsLine:
    """What a programme asks for and gives, from when until when."""

    terms: Terms
    is_now: bool

    @property
    def words(self) -> list[str]:
        """The conditions as people say them."""
        terms = self.terms
        asked = (
            (terms.sessions_min, "1年に{}回以上"), (terms.months_min, "{}か月以上 集まる"), (terms.people_min, "1回に{}人以上"),
            (terms.minutes_min, "1回に{}分以上"),
        )  # fmt: skip
        given = (
            (terms.startup_max, "立ち上げ {:,}円まで"), (terms.base_amount, "基本額 {:,}円"), (terms.per_person, "1人あたり {:,}円"),
            (terms.yearly_max, "年額 {:,}円まで"), (terms.years_max, "同じ団体へは {}年度まで"),
        )  # fmt: skip
        also = ["電話・手紙・訪問も数える"] if terms.counts_visits else []
        also += ["立ち上げは 1回だけ"] if terms.startup_once else []
        alone = [] if terms.with_others else ["ほかの助成とは いっしょに使えない"]
        return [text.format(value) for value, text in (*asked, *given) if value is not None] + also + alone


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme with all its terms, the newest first."""

    programme: Programme
    giver: str
    terms: tuple[TermsLine, ...]


def programmes(*, on: date) -> list[ProgrammeLine]:
    """All programmes; two queries."""
    by_programme: dict[int, list[TermsLine]] = {}
    for terms in Terms.objects.order_by("-since"):
        is_now = terms.since <= on and (terms.until is None or terms.until >= on)
        by_programme.setdefault(terms.programme_id, []).append(TermsLine(terms, is_now))
    rows = Programme.objects.select_related("giver").order_by("name", "pk")
    return [ProgrammeLine(one, one.giver.name, tuple(by_programme.get(one.pk, ()))) for one in rows]


def terms_choices(*, on: date) -> list[tuple[int, str]]:
    """Terms that hold today or later, for pull-downs; one query."""
    rows = Terms.objects.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("programme")
    return [
        (one.pk, f"{one.programme.name}（{one.since:%Y-%m-%d}から）")
        for one in rows.order_by("programme__name", "since")
    ]


@dataclass(frozen=True)
class ApplicationLine:
    """One application."""

    pk: int
    group: str
    programme: str
    purpose: Purpose
    state: ApplicationState
    amount: int
    granted: int | None
    starts_on: date
    ends_on: date
    area: str
    twice: bool


FIELDS = (
    "pk", "group", "terms__programme__name", "purpose", "state", "amount", "granted", "starts_on", "ends_on",
    "proposal__area__name", "twice_because",
)  # fmt: skip


def applications(
    *, state: ApplicationState | None = None, text: str = "", after: int = 0, most: int = 50
) -> list[ApplicationLine]:
    """Applications, newest first, from the one before `after` on; one query."""
    rows = Application.objects.filter(group__icontains=text) if text else Application.objects.all()
    if state:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(pk__lt=after)
    return _lines(rows.order_by("-pk")[:most])


def of_proposal(proposal_id: int) -> list[ApplicationLine]:
    """The applications of a proposal; one query."""
    return _lines(Application.objects.filter(proposal_id=proposal_id).order_by("-pk"))


def _lines(rows: QuerySet[Application]) -> list[ApplicationLine]:
    return [
        ApplicationLine(
            pk, group, name, Purpose(purpose), ApplicationState(state), amount, granted, begin, end, area or "", bool(twice)
        )
        for pk, group, name, purpose, state, amount, granted, begin, end, area, twice in rows.values_list(*FIELDS)
    ]  # fmt: skip


@dataclass(frozen=True)
class PaymentLine:
    """One payment or repayment of the list: whose, how much, when, and whether it was paid; who decided what comes back, and why."""

    pk: int
    application: int
    group: str
    programme: str
    purpose: Purpose
    amount: int
    planned_on: date
    state: PaymentState
    paid_on: date | None
    note: str
    kind: MoneyKind = MoneyKind.PAYMENT
    because: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    cancelled_because: str = ""

    @property
    def comes_back(self) -> bool:
        """Whether the group gives it back."""
        return self.kind is MoneyKind.REPAYMENT

    @property
    def stands(self) -> str:
        """Where it is, in words."""
        return RECEIVED if self.comes_back and self.state is PaymentState.PAID else self.state.label

    @property
    def words(self) -> str:
        """The note; of what comes back why, and why no longer."""
        return "／".join(part for part in (self.note, self.because, self.cancelled_because) if part)

    def is_late(self, on: date) -> bool:
        """Whether it should have come back before this day."""
        return self.comes_back and self.state is PaymentState.PLANNED and self.planned_on < on

    def cells(self) -> tuple[Cell, ...]:
        """The line as cells of a table, in the order of HEADERS."""
        return (
            self.pk, self.kind.label, self.application, self.group, self.programme, self.purpose.label, self.amount, self.planned_on,
            self.stands, self.paid_on, self.words,
        )  # fmt: skip


def payments(
    *,
    kind: MoneyKind | None = None,
    state: PaymentState | None = None,
    first: date | None = None,
    last: date | None = None,
    application: int | None = None,
) -> list[PaymentLine]:
    """支払一覧 by the day of payment, 返還 among them; one query."""
    rows = Payment.objects.all()
    for narrowed, value in {
        "kind": kind,
        "state": state,
        "planned_on__gte": first,
        "planned_on__lte": last,
        "application_id": application,
    }.items():
        if value:
            rows = rows.filter(**{narrowed: value})
    fields = (
        "pk", "application_id", "application__group", "application__terms__programme__name", "application__purpose", "amount",
        "planned_on", "state", "paid_on", "note", "kind", "because", "decided_on", "decided_by__display_name", "cancelled_because",
    )  # fmt: skip
    return [
        PaymentLine(
            pk, of, group, programme, Purpose(purpose), amount, planned, PaymentState(now), paid, note, MoneyKind(which), because,
            decided, who or "", ended,
        )
        for pk, of, group, programme, purpose, amount, planned, now, paid, note, which, because, decided, who, ended
        in rows.order_by("planned_on", "pk").values_list(*fields)
    ]  # fmt: skip


def late_repayments(on: date) -> list[tuple[int, int, int, date]]:
    """What should have come back before this day: its number, that of the application, who gives, the day; one query."""
    rows = Payment.objects.filter(kind=MoneyKind.REPAYMENT, state=PaymentState.PLANNED, planned_on__lt=on)
    fields = ("pk", "application_id", "application__terms__programme__giver_id", "planned_on")
    return list(rows.order_by("planned_on", "pk").values_list(*fields))


def deciders(organization_id: int, *, on: date) -> list[int]:
    """Whoever may decide on grants at the organisation today; one query."""
    held = Assignment.objects.active(on).of(*duties_with(Permission.DECIDE_GRANTS))
    return held.filter(organization_id=organization_id).people()
