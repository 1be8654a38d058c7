"""将来の人口の推計 from a list: a year of an area is known again in the same list; coming again updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.tables import Table
from otagai.kernel.text import fold
from otagai.town.areas.models import Area, PopulationForecast
from otagai.town.imports import rules
from otagai.town.imports.actions.outcome import Outcome, Rejected
from otagai.town.imports.rules import ForecastFacts, Projected, RowRejected

FIELDS = ("name", "made_by", "base_year", "total", "young", "middle", "old")
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Whose:
    """The name of the list, whose projection it is, and from which year it counts on; blank and None: the list does not say."""

    source: str
    made_by: str = ""
    base_year: int | None = None


@dataclass
class Plan:
    """What will be written, and what became of each row."""

    outcome: Outcome = field(default_factory=Outcome)
    new: list[PopulationForecast] = field(default_factory=list)
    changed: list[PopulationForecast] = field(default_factory=list)


def guessed_mapping(table: Table) -> dict[str, str]:
    """Header → field for every column, "" where nobody knows."""
    return {header: rules.forecast_field(header) for header in table.headers}


def plan(table: Table, mapping: Mapping[str, str], *, whose: Whose) -> Plan:
    """Compare the rows with what is stored; two queries, nothing is written. RuleBroken when the mapping makes no sense."""
    if reasons := rules.why_not_forecast(mapping):
        raise RuleBroken(reasons)
    known = {(row.series, row.key, row.year): row for row in PopulationForecast.objects.filter(source=whose.source)}
    named = {fold(name) for name in Area.objects.filter(valid_until__isnull=True).values_list("name", flat=True)}
    lines, made = dict[tuple[str, int], int](), Plan(Outcome(rows_in=len(table.rows)))
    for row in table.rows:
        record = dict(zip(table.headers, row.values, strict=True))
        try:
            facts = rules.read_forecast([(mapping[of], of, text) for of, text in record.items() if mapping.get(of)])
            if facts.name and facts.key not in named:
                raise RowRejected(f"「{facts.name[:60]}」という名前の圏域が ありません")
            if earlier := lines.get((facts.key, facts.year)):
                raise RowRejected(f"同じ年の行が 前にもあります（{earlier}行目）")
            lines[facts.key, facts.year] = row.line
            _plan_row(made, facts, known, whose)
        except RowRejected as wrong:
            made.outcome.rejected.append(Rejected(row.line, record, str(wrong)))
    made.outcome.missing = len({(key, year) for _, key, year in known} - set(lines))
    return made


def _plan_row(made: Plan, facts: ForecastFacts, known: Mapping[Key, PopulationForecast], whose: Whose) -> None:
    """A row is new when any projection of it is, changed when any is."""
    both = [("", facts.first), *([(facts.called, facts.second)] if facts.second else [])]
    became = {_plan_one(made, facts, series, numbers, known, whose) for series, numbers in both}
    kind = next(each for each in ("created", "updated", "unchanged") if each in became)
    setattr(made.outcome, kind, getattr(made.outcome, kind) + 1)


def _plan_one(
    made: Plan, facts: ForecastFacts, series: str, numbers: Projected, known: Mapping[Key, PopulationForecast], whose: Whose
) -> str:  # fmt: skip
    values = {"name": facts.name, "made_by": whose.made_by, "base_year": whose.base_year, **vars(numbers)}
    row = known.get((series, facts.key, facts.year))
    if row is None:
        made.new.append(
            PopulationForecast(source=whose.source, series=series, key=facts.key, year=facts.year, **values)
        )
        return "created"
    if all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    for name, value in values.items():
        setattr(row, name, value)
    made.changed.append(row)
    return "updated"


def write(plan: Plan) -> None:
    """Store what was planned."""
    PopulationForecast.objects.bulk_create(plan.new)
    PopulationForecast.objects.bulk_update(plan.changed, FIELDS, batch_size=200)
