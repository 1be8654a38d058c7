"""Activities from イベント一覧: rows of one event at one place are one activity with several days; coming again updates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.opening import EVERY_DAY, OnHolidays, OpeningRule
from otagai.kernel.tables import Table
from otagai.kernel.text import fold
from otagai.town.activities.actions.dates import recurrence_of
from otagai.town.activities.models import Activity, ActivityDay, Hosting, Recurrence
from otagai.town.activities.queries import Terms, days_of, terms_of_all
from otagai.town.activities.rules import Announcement, why_not_publish
from otagai.town.activities.words import ActivityState
from otagai.town.imports import rules
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.actions.sign_ups import (
    KEPT_HERE,
    ListedTerms,
    is_said_already,
    is_stored,
    terms_in,
    write_terms,
)
from otagai.town.imports.rules import EventFacts, RowRejected
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.models import Place

FIELDS = (
    "title", "kind", "what", "who_for", "any_age", "fee", "bring", "contact", "phone", "url", "place_id", "meeting_point",
)  # fmt: skip
WORKING_DAYS = frozenset(range(5))
Single = tuple[date, Any, Any, str, bool]


@dataclass
class Event:
    """An activity of the file: its rows with their lines, and what is stored of it already."""

    rows: list[tuple[int, EventFacts]] = field(default_factory=list)
    known: Activity | None = None
    values: dict[str, Any] = field(default_factory=dict)
    terms: ListedTerms | None = None

    @property
    def facts(self) -> EventFacts:
        """What the first row says."""
        return self.rows[0][1]


@dataclass
class Plan:
    """What will be written, and what became of each row."""

    source: str
    outcome: Outcome = field(default_factory=Outcome)
    new: list[Event] = field(default_factory=list)
    changed: list[Event] = field(default_factory=list)


def guessed_mapping(table: Table) -> dict[str, str]:
    """Header → field for every column, "" where nobody knows."""
    return {header: rules.event_field(header) for header in table.headers}


def plan(table: Table, mapping: Mapping[str, str], *, source: str, near: date) -> Plan:
    """Compare the rows with what is stored; nine queries, nothing is written. RuleBroken when the mapping makes no sense."""
    if reasons := rules.why_not_events(mapping):
        raise RuleBroken(reasons)
    made = Plan(source, Outcome(rows_in=len(table.rows)))
    events = _events(made, table, mapping, near)
    uids = [event.facts.uid for event in events.values() if event.facts.uid]
    known = {row.uid: row for row in Activity.objects.filter(uid__in=uids)}
    by_key = {row.source_key: row for row in Activity.objects.filter(source=source).exclude(source_key="")}
    named = _places_named()
    for key, event in events.items():
        event.known = known.get(event.facts.uid) if event.facts.uid else by_key.get(key)
        event.values = _values(event.facts, named)
    kept = [event.known for event in events.values() if event.known]
    stored = _stored([activity.pk for activity in kept])
    said = terms_of_all([activity.pk for activity in kept])
    for event in events.values():
        _plan_terms(made, event, source, said)
        _plan_event(made, event, source, stored)
    return made


def _events(made: Plan, table: Table, mapping: Mapping[str, str], near: date) -> dict[str, Event]:
    events: dict[str, Event] = defaultdict(Event)
    taken: dict[tuple[str, date], int] = {}
    for row in table.rows:
        try:
            cells = zip(table.headers, row.values, strict=True)
            facts = rules.read_event([(mapping[of], text) for of, text in cells if mapping.get(of)], near=near)
            for day in {facts.days.first, *facts.days.days}:
                if earlier := taken.setdefault((facts.key, day), row.line) - row.line:
                    raise RowRejected(f"同じ催しの 同じ日の行が 前にもあります（{row.line + earlier}行目）")
            events[facts.key].rows.append((row.line, facts))
        except RowRejected as wrong:
            record = dict(zip(table.headers, row.values, strict=True))
            made.outcome.rejected.append(Rejected(row.line, record, str(wrong)))
    return events


def _places_named() -> dict[str, int]:
    """Places by folded name; a name that two places share tells nothing. One query."""
    found: dict[str, list[int]] = defaultdict(list)
    for pk, name in Place.objects.filter(ended_on__isnull=True).values_list("pk", "name"):
        found[fold(name)].append(pk)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _values(facts: EventFacts, named: Mapping[str, int]) -> dict[str, Any]:
    place = named.get(fold(facts.place)) if facts.place else None
    where = (facts.meeting_point,) if place else (facts.place, facts.address, facts.meeting_point)
    meeting_point = " ".join(dict.fromkeys(part for part in where if part))[:200]
    values = {name: getattr(facts, name) for name in FIELDS if name not in ("place_id", "meeting_point", "kind")}
    return {**values, "kind": facts.kind.value, "place_id": place, "meeting_point": meeting_point}


def _plan_event(made: Plan, event: Event, source: str, stored: Mapping[int, set[Any]]) -> None:
    lines, activity = len(event.rows), event.known
    if activity is None:
        made.new.append(event)
        made.outcome.created += lines
        for reason in why_not_publish(_announcement(event)):
            made.outcome.notes.append((event.rows[0][0], f"「{event.facts.title}」は 下書きにしました（{reason}）"))
        return
    told = {name: value for name, value in event.values.items() if value not in ("", None, False)}
    event.values = {name: value for name, value in told.items() if not _same(getattr(activity, name), value)}
    ours = activity.source != source  # written here, or brought by another list: its days are kept there
    other_days = not ours and stored[activity.pk] != {*_rules(event), *_singles(event)}
    if ours and (missing := _not_held(activity, event)):
        made.outcome.rejected += missing
        lines -= len(missing)
    if not event.values and not other_days and event.terms is None:
        made.outcome.unchanged += lines
        return
    made.outcome.updated += lines
    made.changed.append(event)


def _plan_terms(made: Plan, event: Event, source: str, said: Mapping[int, Terms]) -> None:
    """How one signs up: what this town has set itself stays, whatever a list says."""
    made.outcome.notes += [(line, doubt) for line, row in event.rows for doubt in row.sign_up.doubts]
    rows = [row for _, row in event.rows]
    stored = said.get(event.known.pk) if event.known else None
    listed = terms_in(rows)
    if listed is None or is_stored(listed, stored):
        return
    if (stored and stored.takes_guests) or (event.known and event.known.source != source):
        if is_said_already(listed, rows, stored):
            return
        made.outcome.notes.append((event.rows[0][0], f"「{event.facts.title}」の{KEPT_HERE}"))
        return
    event.terms = listed


def _same(stored: Any, told: Any) -> bool:
    return " ".join(str(stored).split()) == " ".join(str(told).split())


def _not_held(activity: Activity, event: Event) -> list[Rejected]:
    """Rows whose days the calendar of the town does not know."""
    first = min(facts.days.first for _, facts in event.rows)
    days = max((facts.days.last - first).days for _, facts in event.rows) + 1
    held = {(each.on, each.start) for each in days_of([activity.pk], start=first)[activity.pk].between(first, days)}
    reason = "この活動は この町の暦に書いてあります。日にちは 暦のページで 直してください"
    return [
        Rejected(line, {"イベント名": facts.title, "開始日": facts.days.first.isoformat()}, reason)
        for line, facts in event.rows
        if (facts.days.first, facts.opens) not in held
    ]


def _announcement(event: Event) -> Announcement:
    where = event.values["meeting_point"] or ("場所" if event.values["place_id"] else "")
    return Announcement(True, where, event.values["phone"])


def _rules(event: Event) -> Iterator[OpeningRule]:
    """Spans, as rules that hold from the first to the last day."""
    for _, facts in event.rows:
        if facts.days.daily and not facts.called_off:
            yield OpeningRule(
                WORKING_DAYS if facts.days.working_days else EVERY_DAY, facts.opens, facts.closes,
                holidays=OnHolidays.CLOSED if facts.days.working_days else OnHolidays.OPEN, closed_at_year_end=False,
                valid_from=facts.days.first, valid_to=facts.days.last,
            )  # fmt: skip


def _singles(event: Event) -> Iterator[Single]:
    """Single days, days left out of a span, days called off with a word."""
    for _, facts in event.rows:
        note = facts.note or ("中止になりました" if facts.called_off else "")
        days = facts.days.days or ((facts.days.first,) if facts.called_off else ())
        yield from ((day, facts.opens, facts.closes, note, facts.called_off) for day in days)
        yield from ((day, None, None, "", False) for day in facts.days.left_out)


def _stored(keys: Sequence[int]) -> dict[int, set[Any]]:
    """The days of activities as they are stored; two queries."""
    found: dict[int, set[Any]] = defaultdict(set)
    for key, days in days_of(keys).items():
        found[key] |= set(days.hours.rules)
    singles = ActivityDay.objects.filter(activity_id__in=keys)
    for key, *single in singles.values_list("activity_id", "day", "opens_at", "closes_at", "note", "is_called_off"):
        found[key].add(tuple(single))
    return found


def write(plan: Plan) -> None:
    """Store what was planned."""
    organizations = {fold(row.name): row for row in Organization.objects.order_by("pk")}
    for event in plan.new:
        state = ActivityState.DRAFT if why_not_publish(_announcement(event)) else ActivityState.PUBLISHED
        uid: UUID = event.facts.uid or uuid4()
        key = event.facts.key
        activity = Activity.objects.create(uid=uid, source=plan.source, source_key=key, state=state, **event.values)
        _hold(activity, _hosts(event, organizations))
        _write_days(activity, event)
        if event.terms:
            write_terms(activity.pk, event.terms)
    for event in plan.changed:
        assert event.known is not None
        for name, value in event.values.items():
            setattr(event.known, name, value)
        event.known.version += 1
        event.known.save(update_fields=[*event.values, "version"])
        if event.known.source == plan.source:
            _write_days(event.known, event)
        if event.terms:
            write_terms(event.known.pk, event.terms)


def _hosts(event: Event, organizations: dict[str, Organization]) -> Iterator[Organization]:
    """Those who hold it; who is not known yet is written down with the name alone."""
    for name in event.facts.hosts:
        if fold(name) not in organizations:
            kind = rules.guess_organization_kind(name) or OrganizationKind.OTHER
            organizations[fold(name)] = Organization.objects.create(name=name[:120], kind=kind)
        yield organizations[fold(name)]


def _hold(activity: Activity, hosts: Iterator[Organization]) -> None:
    for position, organization in enumerate(dict.fromkeys(hosts)):
        Hosting.objects.create(activity=activity, organization=organization, position=position)


def _write_days(activity: Activity, event: Event) -> None:
    Recurrence.objects.filter(activity=activity).delete()
    ActivityDay.objects.filter(activity=activity).delete()
    Recurrence.objects.bulk_create(recurrence_of(activity.pk, rule) for rule in dict.fromkeys(_rules(event)))
    ActivityDay.objects.bulk_create(
        ActivityDay(activity=activity, day=day, opens_at=opens, closes_at=closes, note=note, is_called_off=off)
        for day, opens, closes, note, off in {single[0]: single for single in _singles(event)}.values()
    )
