"""Keeping the list of organisations true: what they take on, whether they can, where they can be called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.edits import changed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.organizations import rules
from otagai.town.organizations.models import Desk, Organization, ServiceArea
from otagai.town.organizations.words import Capacity, OrganizationKind

CHANGEABLE = frozenset({"kind", "name", "kana", "phone", "email", "address", "themes", "takes_on", "since"})


@dataclass(frozen=True)
class DeskFacts:
    """A desk as somebody typed it; `pk` of the desk it was, None for a new one."""

    name: str
    phone: str
    hours: str
    address: str = ""
    is_public: bool = True
    pk: int | None = None


@transaction.atomic
def add(*, by: Acting, kind: OrganizationKind, name: str, **more: Any) -> Organization:
    """A new organisation. Raises RuleBroken when it has no name, or one that another has."""
    _only(more, CHANGEABLE)
    _check(name, more.get("phone", ""), pk=None)
    organization = Organization.objects.create(kind=kind, name=name.strip(), **more)
    audit.record("organizations.added", by=by, subject=("organization", organization.pk))
    return organization


@transaction.atomic
def change(pk: int, *, by: Acting, seen_version: int, **fields: Any) -> Organization:
    """Change what is said of an organisation. StaleEdit with both texts when somebody else did so meanwhile."""
    _must_keep(by, pk)
    _only(fields, CHANGEABLE)
    if "name" in fields or "phone" in fields:
        _check(fields.get("name", "そのまま"), fields.get("phone", ""), pk=pk)
    organization = changed(Organization.objects.all(), pk, seen_version=seen_version, fields=fields)
    audit.record("organizations.changed", by=by, subject=("organization", pk), fields=sorted(fields))
    return organization


@transaction.atomic
def set_capacity(pk: int, *, by: Acting, capacity: Capacity, note: str = "", on: date) -> None:
    """Say whether the organisation can take on more people now, and keep the day on which that was said."""
    if not rules.may_say_capacity(by, pk):
        raise PermissionDenied
    Organization.objects.filter(pk=pk).update(
        capacity=capacity, capacity_note=note.strip()[:200], capacity_updated_on=on
    )
    audit.record("organizations.capacity_set", by=by, subject=("organization", pk), capacity=capacity)


@transaction.atomic
def set_desks(pk: int, *, by: Acting, desks: Sequence[DeskFacts], on: date) -> None:
    """The desks of an organisation are these from now on: known ones change, new ones open, missing ones end."""
    _must_keep(by, pk)
    reasons = [reason for desk in desks for reason in rules.why_not_desk(desk.name, desk.phone, desk.hours)]
    if reasons:
        raise RuleBroken(list(dict.fromkeys(reasons)))
    known = Desk.objects.filter(organization_id=pk, until__isnull=True)
    known.exclude(pk__in=[desk.pk for desk in desks if desk.pk is not None]).update(until=on)
    for desk in desks:
        facts = {
            "name": desk.name.strip(), "phone": desk.phone.strip(), "hours": desk.hours.strip(),
            "address": desk.address.strip(), "is_public": desk.is_public,
        }  # fmt: skip
        if desk.pk is None or not known.filter(pk=desk.pk).update(**facts):
            Desk.objects.create(organization_id=pk, **facts)
    audit.record("organizations.desks_set", by=by, subject=("organization", pk), desks=len(desks))


@transaction.atomic
def serve_areas(pk: int, *, by: Acting, area_ids: Collection[int], on: date) -> None:
    """The organisation serves these areas from now on; none means the whole town. What it served before ends."""
    _must_keep(by, pk)
    served = ServiceArea.objects.filter(organization_id=pk, until__isnull=True)
    served.exclude(area_id__in=area_ids).update(until=on)
    missing = set(area_ids) - set(served.values_list("area_id", flat=True))
    ServiceArea.objects.bulk_create(ServiceArea(organization_id=pk, area_id=area, since=on) for area in sorted(missing))
    audit.record("organizations.areas_set", by=by, subject=("organization", pk), areas=sorted(area_ids))


@transaction.atomic
def end(pk: int, *, by: Acting, on: date) -> None:
    """The organisation exists no longer from this day on; what it did stays."""
    _must_keep(by, pk)
    Organization.objects.filter(pk=pk, until__isnull=True).update(until=on)
    audit.record("organizations.ended", by=by, subject=("organization", pk))


def _must_keep(by: Acting, pk: int) -> None:
    if not rules.may_keep(by, pk):
        raise PermissionDenied


def _only(fields: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := set(fields) - allowed:
        raise ValueError(f"not changeable here: {sorted(unknown)}")


def _check(name: str, number: str, *, pk: int | None) -> None:
    taken = Organization.objects.filter(name=name.strip()).exclude(pk=pk or 0).exists()
    if reasons := rules.why_not_organization(name, number, name_is_taken=taken):
        raise RuleBroken(reasons)
