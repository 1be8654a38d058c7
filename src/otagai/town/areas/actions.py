"""Drawing the town: a layer comes from a file, and how layers overlap is measured once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.db.models import F, Q

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.overlaps import overlap_shares
from otagai.kernel.reach.roads import Streets
from otagai.town.areas import rules
from otagai.town.areas.models import Area, AreaLayer, Overlap, StreetMap
from otagai.town.areas.rules import Drawing
from otagai.town.areas.words import LayerKind

ImportedAs = Literal["created", "updated", "unchanged"]
SINCE_EVER = date(2000, 1, 1)
_BOX = ("west", "south", "east", "north")
_DRAWN = ["code", "name", "geometry", *_BOX, "valid_until"]


@dataclass(frozen=True)
class LayerImport:
    """What became of a file of areas, counted in areas."""

    layer_id: int
    created: int
    updated: int
    unchanged: int
    ended: int
    created_keys: frozenset[str] = frozenset()
    updated_keys: frozenset[str] = frozenset()


@transaction.atomic
def import_layer(
    drawings: Sequence[Drawing], *, kind: LayerKind, name: str, source: str = "", on: date, by: Acting
) -> LayerImport:
    """Store the areas of a layer. Coming again it updates by code or name, ends what vanished, and never doubles.

    Raises RuleBroken when an area has no name or no surface, or when the layer would be empty.
    """
    drawings = rules.merged(drawings)
    reasons = [reason for drawing in drawings for reason in rules.why_not_area(drawing.name, drawing.geometry)]
    if reasons or not drawings:
        raise RuleBroken(sorted(set(reasons)) or ["区域が ひとつも ありません"])
    layer, is_new = AreaLayer.objects.get_or_create(name=name, defaults={"kind": kind})
    AreaLayer.objects.filter(pk=layer.pk).update(kind=kind, source=source, imported_on=on, version=F("version") + 1)
    known = {_key(area): area for area in Area.objects.filter(layer=layer).order_by("valid_from", "pk")}
    created, updated = _drawn(layer, drawings, known, since=SINCE_EVER if is_new else on)
    ended = _end_vanished(known, {drawing.key for drawing in drawings}, on=on)
    Area.objects.bulk_create(created)
    Area.objects.bulk_update(updated, _DRAWN)
    counts = LayerImport(
        layer.pk, len(created), len(updated), len(drawings) - len(created) - len(updated), len(ended),
        frozenset(map(_key, created)), frozenset(map(_key, updated)),
    )  # fmt: skip
    audit.record(
        "areas.layer_imported", by=by, subject=("area_layer", layer.pk), created=counts.created,
        updated=counts.updated, unchanged=counts.unchanged, ended=counts.ended,
    )  # fmt: skip
    return counts


def _key(area: Area) -> str:
    return Drawing(area.name, area.code, {}).key


def _drawn(
    layer: AreaLayer, drawings: Sequence[Drawing], known: dict[str, Area], *, since: date
) -> tuple[list[Area], list[Area]]:
    created, updated = [], []
    for drawing in drawings:
        drawn = {
            "code": drawing.code, "name": drawing.name, "geometry": drawing.geometry, "valid_until": None,
            **dict(zip(_BOX, drawing.box, strict=True)),
        }  # fmt: skip
        area = known.get(drawing.key)
        if area is None:
            created.append(Area(layer=layer, valid_from=since, **drawn))
        elif any(getattr(area, field) != value for field, value in drawn.items()):
            for field, value in drawn.items():
                setattr(area, field, value)
            updated.append(area)
    return created, updated


def _end_vanished(known: dict[str, Area], still_there: set[str], *, on: date) -> list[Area]:
    vanished = [area for key, area in known.items() if key not in still_there and area.valid_until is None]
    for area in vanished:
        area.valid_until = max(on, area.valid_from + timedelta(days=1))
    Area.objects.bulk_update(vanished, ["valid_until"])
    return vanished


@transaction.atomic
def import_streets(
    streets: Streets, *, name: str, source: str, roads: int, on: date, by: Acting
) -> tuple[StreetMap, ImportedAs]:
    """Keep the walking network of the town under a name, and measure on it from now on; under a name that is known it
    replaces the earlier one.
    """
    content = streets.packed()
    drawn = {
        "source": source, "imported_on": on, "roads": roads, "metres": float(streets.metres.sum()),
        "left_out": streets.left_out, "content": content, "digest": sha256(content).hexdigest(), "is_used": True,
    }  # fmt: skip
    earlier = StreetMap.objects.select_for_update().filter(name=name).first()
    StreetMap.objects.exclude(name=name).filter(is_used=True).update(is_used=False)
    kept = earlier or StreetMap(name=name)
    same = kept.digest == drawn["digest"]
    for field, value in drawn.items():
        setattr(kept, field, value)
    kept.save()
    audit.record("areas.streets_imported", by=by, subject=("street_map", kept.pk), roads=roads, left_out=kept.left_out)
    return kept, "unchanged" if same else "updated" if earlier else "created"


@transaction.atomic
def compute_overlaps(layer_id: int, other_layer_id: int, *, on: date, by: Acting) -> int:
    """Measure again how the areas of two layers overlap; both directions are kept. Returns the number of overlaps."""
    first, second = _outlined(layer_id, on), _outlined(other_layer_id, on)
    Overlap.objects.filter(
        Q(area__layer_id=layer_id, other__layer_id=other_layer_id)
        | Q(area__layer_id=other_layer_id, other__layer_id=layer_id)
    ).delete()
    found = overlap_shares([area.geometry or {} for area in first], [area.geometry or {} for area in second])
    rows = [Overlap(area=first[i], other=second[j], share=share) for i, j, share, _ in found]
    rows += [
        Overlap(area=second[j], other=first[i], share=share) for i, j, _, share in found if layer_id != other_layer_id
    ]
    Overlap.objects.bulk_create(rows)
    audit.record(
        "areas.overlaps_computed", by=by, subject=("area_layer", layer_id), other=other_layer_id, found=len(found)
    )
    return len(found)


def _outlined(layer_id: int, on: date) -> list[Area]:
    return list(Area.objects.valid(on).filter(layer_id=layer_id, geometry__isnull=False))
