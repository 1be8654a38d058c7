"""地域・年齢別人口 from a list: an area is known again by its code or name in the same edition of the same list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.geo import Point
from otagai.kernel.tables import Table
from otagai.kernel.text import fold
from otagai.town.areas.models import PopulationPoint
from otagai.town.areas.queries import inside_of_named
from otagai.town.imports import rules
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.rules import PopulationFacts, RowRejected

FIELDS = ("code", "name", "latitude", "longitude", "men", "women", "age_unknown", "households", "licence")
Key = tuple[date, str]


@dataclass
class Plan:
    """What will be written, and what became of each row."""

    outcome: Outcome = field(default_factory=Outcome)
    new: list[PopulationPoint] = field(default_factory=list)
    changed: list[PopulationPoint] = field(default_factory=list)


def guessed_mapping(table: Table) -> dict[str, str]:
    """Header → field for every column, "" where nobody knows."""
    return {header: rules.population_field(header) for header in table.headers}


def plan(table: Table, mapping: Mapping[str, str], *, source: str, licence: str = "") -> Plan:
    """Compare the rows with what is stored; two queries, nothing is written. RuleBroken when the mapping makes no sense.

    `licence`: under which the town has published the list; "" keeps it inside.
    """
    if reasons := rules.why_not_population(mapping):
        raise RuleBroken(reasons)
    known = {(row.on, row.key): row for row in PopulationPoint.objects.filter(source=source)}
    named, lines, made = inside_of_named(), dict[Key, int](), Plan(Outcome(rows_in=len(table.rows)))
    for row in table.rows:
        try:
            cells = zip(table.headers, row.values, strict=True)
            facts = rules.read_population([(mapping[of], of, text) for of, text in cells if mapping.get(of)])
            if earlier := lines.get((facts.on, facts.key)):
                raise RowRejected(f"同じ地域の行が 前にもあります（{earlier}行目）")
            values = {**_values(facts, _placed(facts, named)), "licence": licence}
            _plan_row(made, row.line, facts, values, known, source)
            lines[facts.on, facts.key] = row.line
        except RowRejected as wrong:
            record = dict(zip(table.headers, row.values, strict=True))
            made.outcome.rejected.append(Rejected(row.line, record, str(wrong)))
    made.outcome.missing = len({key for key in known if key[0] in {on for on, _ in lines}} - set(lines))
    return made


def _placed(facts: PopulationFacts, named: Mapping[str, Point]) -> Point:
    """Where the people of a row are counted: the point of the list, else a point inside the area of that name."""
    if found := facts.point or named.get(fold(facts.name)):
        return found
    raise RowRejected("位置が わかりません（緯度・経度も、同じ名前の圏域も ありません）")


def _values(facts: PopulationFacts, at: Point) -> dict[str, Any]:
    return {
        "code": facts.code, "name": facts.name, "latitude": at.lat, "longitude": at.lon, "men": list(facts.men),
        "women": list(facts.women), "age_unknown": facts.age_unknown, "households": facts.households,
    }  # fmt: skip


def _plan_row(
    made: Plan,
    line: int,
    facts: PopulationFacts,
    values: Mapping[str, Any],
    known: Mapping[Key, PopulationPoint],
    source: str,
) -> None:
    if facts.point is None:
        made.outcome.notes.append((line, f"「{facts.name}」の圏域の中の 1点を 位置にしました"))
    row = known.get((facts.on, facts.key))
    if row is None:
        made.new.append(PopulationPoint(source=source, on=facts.on, key=facts.key, **values))
        made.outcome.created += 1
    elif all(getattr(row, name) == value for name, value in values.items()):
        made.outcome.unchanged += 1
    else:
        for name, value in values.items():
            setattr(row, name, value)
        made.changed.append(row)
        made.outcome.updated += 1


def write(plan: Plan) -> None:
    """Store what was planned."""
    PopulationPoint.objects.bulk_create(plan.new)
    PopulationPoint.objects.bulk_update(plan.changed, FIELDS, batch_size=200)
