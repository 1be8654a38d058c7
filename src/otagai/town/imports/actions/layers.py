"""Areas from a drawing: a shapefile in a zip, or GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.shapes import Feature, ShapeProblem, read_shapes
from otagai.town.areas import actions as areas
from otagai.town.areas import rules as area_rules
from otagai.town.areas.rules import Drawing
from otagai.town.areas.words import LayerKind
from otagai.town.imports.actions.outcome import Outcome, Rejected


@dataclass(frozen=True)
class Layer:
    """What is chosen for a file of areas: what it means, its name, which properties are name and code."""

    kind: LayerKind
    name: str
    name_field: str
    code_field: str = ""
    source: str = ""


def features_of(content: bytes, *, epsg: int | None, town: str) -> list[Feature]:
    """The features of the file; border lines that enclose an area become that area, called `town`.

    RuleBroken with one sentence when it cannot be read, or when none of it can be an area.
    """
    try:
        features = read_shapes(content, epsg=epsg)
    except ShapeProblem as wrong:
        raise RuleBroken([str(wrong)]) from wrong
    with suppress(ValueError):  # roads and open lines: `why_not_layer` has the sentence
        features = area_rules.assembled(features, name_field="名称", name=town)
    if reasons := area_rules.why_not_layer(features):
        raise RuleBroken(reasons)
    return features


def sort_out(features: Sequence[Feature], layer: Layer) -> tuple[list[Drawing], list[Rejected]]:
    """Features that are areas, and those that are not, with the reason. A line of the file is its number among the
    features.
    """
    good: list[Drawing] = []
    rejected: list[Rejected] = []
    for line, feature in enumerate(features, start=1):
        drawing = area_rules.drawing_of(feature, name_field=layer.name_field, code_field=layer.code_field, line=line)
        if reasons := area_rules.why_not_area(drawing.name, drawing.geometry):
            rejected.append(Rejected(line, dict(feature.properties), "・".join(reasons)))
        else:
            good.append(drawing)
    return good, rejected


def write(features: Sequence[Feature], layer: Layer, *, on: date, by: Acting) -> Outcome:
    """Store the layer; each piece of an area counts with what became of the area."""
    drawings, rejected = sort_out(features, layer)
    if not drawings:
        return Outcome(rows_in=len(features), rejected=rejected)
    done = areas.import_layer(drawings, kind=layer.kind, name=layer.name, source=layer.source, on=on, by=by)
    outcome = Outcome(rows_in=len(features), rejected=rejected, missing=done.ended)
    outcome.created = sum(drawing.key in done.created_keys for drawing in drawings)
    outcome.updated = sum(drawing.key in done.updated_keys for drawing in drawings)
    outcome.unchanged = len(drawings) - outcome.created - outcome.updated
    return outcome
