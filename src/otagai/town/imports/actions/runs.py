"""A run: look at the file first, choose what each column is, then take it in; every row is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.tables import Table
from otagai.town.areas.rules import guess_name_field
from otagai.town.areas.words import LayerKind
from otagai.town.imports import rules
from otagai.town.imports.actions import events, forecast, layers, organizations, places, population, streets, tables
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.models import ImportRun, Rejection
from otagai.town.imports.words import ImportKind, ImportState
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import PlaceKind

SAMPLES, SHOWN = 3, 20
LISTS: dict[ImportKind, ModuleType] = {
    ImportKind.POPULATION: population,
    ImportKind.FORECAST: forecast,
    ImportKind.EVENTS: events,
}
"""Lists with columns of their own."""
OPTIONS = frozenset((
    "source", "place_kind", "as_of", "city_code", "organization_kind", "layer_kind", "layer_name", "code_field", "epsg", "town",
    "licence", "made_by", "base_year",
))  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the file: what it probably holds, how sure that is, why, and some of its values."""

    header: str
    field: str
    confidence: float
    reason: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Rows in = created + updated + unchanged + rejected."""

    rows_in: int
    created: int
    updated: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class Preview:
    """What would happen: the columns, what was odd in the file, and what would become of the rows."""

    run: ImportRun
    encoding: str
    columns: tuple[Column, ...]
    problems: tuple[tuple[int, str], ...]
    counts: Counts | None
    rejected: tuple[Rejected, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What happened: counts, rejected rows with reasons, notes on rows put right, rows of last time that are
    missing.
    """

    run_id: int
    counts: Counts
    rejected: tuple[Rejected, ...]
    notes: tuple[tuple[int, str], ...]
    missing: int


@transaction.atomic
def preview(
    content: bytes,
    *,
    file_name: str,
    kind: ImportKind,
    by: Acting,
    at: datetime,
    options: Mapping[str, Any] | None = None,
) -> Preview:
    """Keep the file for a look; nothing of it is taken in yet. Raises RuleBroken when it cannot be read, or is not kept here at all.

    `options`: source (name of the list), place_kind, as_of (ISO date), city_code · organization_kind · layer_kind,
    layer_name, code_field, epsg, town (the name of the area that border lines enclose) · licence (of a published list of population)
    · made_by, base_year (of a projection).
    """
    _may(by)
    chosen = {name: value for name, value in (options or {}).items() if value not in (None, "")}
    if unknown := set(chosen) - OPTIONS:
        raise ValueError(f"unknown options: {sorted(unknown)}")
    mapping = _guessed(content, kind, chosen)
    run = ImportRun.objects.create(
        kind=kind, file_name=file_name[-200:], sha256=sha256(content).hexdigest(), content=content, options=chosen,
        mapping=mapping, by=by.user, at=at,
    )  # fmt: skip
    return preview_of(run)


def _guessed(content: bytes, kind: ImportKind, options: Mapping[str, Any]) -> dict[str, str]:
    if kind is ImportKind.AREAS:
        return {"name_field": guess_name_field(_features(content, options))}
    if kind is ImportKind.STREETS:
        streets.plan(content, epsg=options.get("epsg"))
        return {}
    table = tables.table_of(content)
    tables.must_be_kept(table, chosen=kind)
    return LISTS.get(kind, tables).guessed_mapping(table)


def preview_of(run: ImportRun, *, mapping: Mapping[str, str] | None = None) -> Preview:
    """What would happen with this mapping (default: the one kept with the run); reads, writes nothing."""
    content, chosen = bytes(run.content or b""), dict(run.mapping if mapping is None else mapping)
    if run.kind == ImportKind.AREAS:
        return _preview_of_areas(run, content, chosen)
    if run.kind == ImportKind.STREETS:
        made = streets.plan(content, epsg=run.options.get("epsg"))
        outcome, rejected = streets.outcome_of(made), made.rejected[:SHOWN]
        return Preview(run, "", (), tuple(outcome.notes), counts_of(outcome), rejected, streets.warnings(made))
    table = tables.table_of(content)
    columns = _columns(run, table, chosen)
    problems = [(problem.line, problem.text) for problem in table.problems]
    try:
        outcome = _plan(run, content, chosen, on=timezone.localdate(run.at)).outcome
    except RuleBroken as broken:
        return Preview(run, table.encoding, columns, tuple(problems), None, (), tuple(broken.reasons))
    problems += outcome.notes
    return Preview(
        run, table.encoding, columns, tuple(problems[:SHOWN]), counts_of(outcome), tuple(outcome.rejected[:SHOWN])
    )


def _columns(run: ImportRun, table: Table, chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a table with what they probably hold."""
    values = [_samples(row.values[place] for row in table.rows) for place in range(len(table.headers))]
    if of := LISTS.get(ImportKind(run.kind)):
        guessed = of.guessed_mapping(table)
        sure = {header: (1.0, "見出しのとおり") if guessed[header] else (0.0, "") for header in table.headers}
    else:
        guesses = tables.guesses_of(table)
        sure = {header: (guess.confidence, guess.reason) for header, guess in guesses.items()}
    return tuple(
        Column(header, chosen.get(header, ""), *sure.get(header, (0.0, "")), values[place])
        for place, header in enumerate(table.headers)
    )


def _preview_of_areas(run: ImportRun, content: bytes, mapping: Mapping[str, str]) -> Preview:
    features = _features(content, run.options)
    columns = tuple(
        Column(
            name,
            "name" if name == mapping.get("name_field") else "",
            1.0,
            "",
            _samples(str(f.properties.get(name) or "") for f in features),
        )
        for name in features[0].properties
    )
    good, rejected = layers.sort_out(features, _layer(run, mapping))
    problems = tuple(
        (line, "交差した図形を 直しました") for line, feature in enumerate(features, start=1) if feature.repaired
    )
    counts = Counts(len(features), len(good), 0, 0, len(rejected))
    return Preview(run, "", columns, problems, counts, tuple(rejected[:SHOWN]))


def _samples(values: Any) -> tuple[str, ...]:
    filled = dict.fromkeys(value for value in values if value)
    return tuple(value[:60] for value in list(filled)[:SAMPLES])


@transaction.atomic
def run(run_id: int, *, by: Acting, on: date, mapping: Mapping[str, str] | None = None) -> Result:
    """Take the file in. Raises RuleBroken when it was taken in or given up already, or the mapping makes no sense."""
    _may(by)
    this = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if this.state != ImportState.PREVIEW or this.content is None:
        raise RuleBroken([f"この取り込みは もう「{ImportState.label_of(this.state)}」です"])
    if mapping is not None:
        this.mapping = dict(mapping)
    outcome = _take_in(this, bytes(this.content), on=on, by=by)
    counts = counts_of(outcome)
    this.state, this.content = ImportState.DONE, None
    this.rows_in, this.created, this.updated = counts.rows_in, counts.created, counts.updated
    this.unchanged, this.rejected = counts.unchanged, counts.rejected
    this.save()
    Rejection.objects.bulk_create(
        Rejection(run=this, line=one.line, row=dict(one.record), reason=one.reason[:300]) for one in outcome.rejected
    )
    audit.record("imports.done", by=by, subject=("import_run", this.pk), **vars(counts))
    return Result(this.pk, counts, tuple(outcome.rejected), tuple(outcome.notes), outcome.missing)


def _take_in(this: ImportRun, content: bytes, *, on: date, by: Acting) -> Outcome:
    if this.kind == ImportKind.AREAS:
        return layers.write(_features(content, this.options), _layer(this, this.mapping), on=on, by=by)
    if this.kind == ImportKind.STREETS:
        made, named = streets.plan(content, epsg=this.options.get("epsg")), this.options.get("source", "")
        return streets.write(made, name=named, source=named or this.file_name, on=on, by=by)
    plan = _plan(this, content, this.mapping, on=on)
    if isinstance(plan, places.Plan):
        places.write(plan)
    elif isinstance(plan, population.Plan):
        population.write(plan)
    elif isinstance(plan, forecast.Plan):
        forecast.write(plan)
    elif isinstance(plan, events.Plan):
        events.write(plan)
    else:
        organizations.write(plan)
    return plan.outcome


def _plan(
    this: ImportRun, content: bytes, mapping: Mapping[str, str], *, on: date
) -> places.Plan | organizations.Plan | population.Plan | forecast.Plan | events.Plan:
    if this.kind == ImportKind.EVENTS:
        of = _source(this)
        return events.plan(tables.table_of(content), mapping, source=of.name, near=of.as_of or on)
    if this.kind == ImportKind.FORECAST:
        by, year = this.options.get("made_by", ""), this.options.get("base_year")
        whose = forecast.Whose(_source(this).name, by, int(year) if year else None)
        return forecast.plan(tables.table_of(content), mapping, whose=whose)
    if this.kind == ImportKind.POPULATION:
        source = this.options.get("source") or this.file_name[:120]
        licence = this.options.get("licence", "")
        return population.plan(tables.table_of(content), mapping, source=source, licence=licence)
    rows = tables.fact_rows(tables.table_of(content), mapping)
    if this.kind == ImportKind.PLACES:
        return places.plan(rows, _source(this))
    chosen = this.options.get("organization_kind")
    return organizations.plan(rows, kind=OrganizationKind(chosen) if chosen else None)


def _source(this: ImportRun) -> places.Source:
    options, as_of = this.options, this.options.get("as_of")
    kind = options.get("place_kind")
    return places.Source(
        name=options.get("source") or this.file_name[:120],
        kind=PlaceKind(kind) if kind else None,
        fallback=rules.guess_place_kind(options.get("source", ""), this.file_name) or PlaceKind.OTHER,
        as_of=date.fromisoformat(as_of) if as_of else None,
        city_code=rules.city_code(options.get("city_code", "")),
    )


def _layer(this: ImportRun, mapping: Mapping[str, str]) -> layers.Layer:
    options = this.options
    kind = LayerKind(options.get("layer_kind") or LayerKind.OTHER)
    return layers.Layer(
        kind, options.get("layer_name") or kind.label, mapping.get("name_field", ""), options.get("code_field", ""),
        options.get("source") or this.file_name,
    )  # fmt: skip


def _features(content: bytes, options: Mapping[str, Any]) -> list[Any]:
    return layers.features_of(content, epsg=options.get("epsg"), town=options.get("town") or "市の区域")


def counts_of(outcome: Outcome) -> Counts:
    """The counts of an outcome."""
    return Counts(outcome.rows_in, outcome.created, outcome.updated, outcome.unchanged, len(outcome.rejected))


@transaction.atomic
def abandon(run_id: int, *, by: Acting) -> None:
    """Look, and leave it: the file is not kept."""
    _may(by)
    if ImportRun.objects.filter(pk=run_id, state=ImportState.PREVIEW).update(state=ImportState.ABANDONED, content=None):
        audit.record("imports.abandoned", by=by, subject=("import_run", run_id))


def _may(by: Acting) -> None:
    if by.user is not None and not by.may(Permission.IMPORT):
        raise PermissionDenied
