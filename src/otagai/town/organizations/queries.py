"""Questions about organisations: to whom can this be handed, who answers there, when is the desk open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, When
from django.http import Http404

from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Duty, Permission
from otagai.town.areas.models import Overlap
from otagai.town.organizations import rules
from otagai.town.organizations.models import Desk, Organization, ServiceArea
from otagai.town.organizations.words import Capacity, OrganizationKind

ANSWERING = tuple(duties_with(Permission.REFER))


@dataclass(frozen=True)
class DeskLine:
    """A desk: whom to call, when, where."""

    pk: int
    name: str
    phone: str
    hours: str
    address: str
    is_public: bool = True
    organization: str = ""


@dataclass(frozen=True)
class ReferralChoice:
    """An organisation to which a consultation can be handed, with all that helps to choose it."""

    pk: int
    name: str
    kind: OrganizationKind
    phone: str
    takes_on: str
    themes: tuple[str, ...]
    themes_asked_for: tuple[str, ...]
    serves_area: bool
    capacity: Capacity
    capacity_note: str
    capacity_updated_on: date | None
    desks: tuple[DeskLine, ...]
    answering: tuple[str, ...]
    holds_now: int | None
    median_days: float | None


@dataclass(frozen=True)
class Served:
    """An area that an organisation serves."""

    pk: int
    name: str
    layer: str


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for an organisation."""

    name: str
    duty: Duty
    phone: str


@dataclass(frozen=True)
class OrganizationPage:
    """Everything the page of an organisation shows to staff."""

    organization: Organization
    desks: tuple[DeskLine, ...]
    areas: tuple[Served, ...]
    answering: tuple[Answering, ...]


@dataclass(frozen=True)
class OrganizationLine:
    """An organisation in a list."""

    pk: int
    name: str
    kind: OrganizationKind
    phone: str
    capacity: Capacity
    capacity_updated_on: date | None


def choices_for_referral(
    *,
    themes: Collection[str] = (),
    area_id: int | None = None,
    near_id: int | None = None,
    exclude: Collection[int] = (),
    on: date,
    holds_now: Mapping[int, int] | None = None,
    median_days: Mapping[int, float] | None = None,
) -> list[ReferralChoice]:
    """Organisations in which somebody may answer a letter on the day, in the order in which they fit, none left out; at most
    five queries.

    `area_id`: of the consultation, to which a duty may be limited; `near_id`: where the person lives, when that is all one knows.

    `holds_now`, `median_days`: what referrals know of each organisation, by key; unknown stays None.
    """
    rows = list(Organization.objects.active(on).answering(on, area_id=area_id).exclude(pk__in=exclude))
    keys = [row.pk for row in rows]
    desks, people, serving = _desks(keys), _answering(keys, on), _serving(keys, area_id or near_id, on)
    choices = [
        ReferralChoice(
            row.pk, row.name, OrganizationKind(row.kind), row.phone, row.takes_on, tuple(row.themes),
            tuple(theme for theme in themes if theme in row.themes), serving[row.pk], Capacity(row.capacity),
            row.capacity_note, row.capacity_updated_on, tuple(desks[row.pk]),
            tuple(person.name for person in people[row.pk]),
            (holds_now or {}).get(row.pk), (median_days or {}).get(row.pk),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(
        choices, key=lambda c: rules.order_of(rules.Fit(c.themes_asked_for, c.serves_area, c.capacity, c.name))
    )


def _desks(keys: Collection[int]) -> dict[int, list[DeskLine]]:
    found: dict[int, list[DeskLine]] = defaultdict(list)
    for desk in Desk.objects.filter(organization_id__in=keys, until__isnull=True).order_by("pk"):
        line = DeskLine(desk.pk, desk.name, desk.phone, desk.hours, desk.address, desk.is_public)
        found[desk.organization_id].append(line)
    return found


def _answering(keys: Collection[int], on: date) -> dict[int, list[Answering]]:
    """Leaders before the others, each person once."""
    found: dict[int, list[Answering]] = defaultdict(list)
    rows = (
        Assignment.objects.active(on)
        .filter(organization_id__in=keys, duty__in=ANSWERING, user__is_active=True)
        .order_by(Case(When(duty=Duty.ORGANIZATION_LEADER, then=0), default=1), "since", "pk")
        .values_list("organization_id", "user__display_name", "duty", "user__phone")
    )
    for organization, name, duty, phone in rows:
        if name not in {person.name for person in found[organization]}:
            found[organization].append(Answering(name, Duty(duty), phone))
    return found


def _serving(keys: Collection[int], area_id: int | None, on: date) -> dict[int, bool]:
    """Whether each organisation serves the area: it has none of its own (the whole town), this one, or one around
    it.
    """
    served: dict[int, set[int]] = defaultdict(set)
    rows = ServiceArea.objects.filter(organization_id__in=keys, since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    for organization, area in rows.values_list("organization_id", "area_id"):
        served[organization].add(area)
    if area_id is None:
        return dict.fromkeys(keys, True)
    around = set(
        Overlap.objects.filter(area_id=area_id, share__gte=rules.SMALLEST_SHARE_SERVED).values_list(
            "other_id", flat=True
        )
    ) | {area_id}
    return {key: not served[key] or bool(served[key] & around) for key in keys}


def organization_page(pk: int, *, on: date) -> OrganizationPage:
    """The page of one organisation; 404 when there is none. Four queries."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise Http404
    served = (
        ServiceArea.objects.filter(organization_id=pk)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .order_by("area__layer_id", "area__name")
        .values_list("area_id", "area__name", "area__layer__name")
    )
    areas = tuple(Served(*row) for row in served)
    return OrganizationPage(organization, tuple(_desks([pk])[pk]), areas, tuple(_answering([pk], on)[pk]))


def organizations(*, on: date, kind: OrganizationKind | None = None, text: str = "") -> list[OrganizationLine]:
    """Organisations of today, of one kind or whose name or かな holds the text; one query."""
    rows = Organization.objects.active(on)
    if kind is not None:
        rows = rows.filter(kind=kind)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(kana__icontains=word))
    fields = ("pk", "name", "kind", "phone", "capacity", "capacity_updated_on")
    return [
        OrganizationLine(pk, name, OrganizationKind(of), phone, Capacity(capacity), day)
        for pk, name, of, phone, capacity, day in rows.order_by("kind", "name").values_list(*fields)
    ]


def organization_choices(*, on: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Organisations of today grouped by kind, for pull-downs; one query."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, pk, name in Organization.objects.active(on).order_by("kind", "name").values_list("kind", "pk", "name"):
        groups[OrganizationKind.label_of(kind)].append((pk, name))
    return list(groups.items())


def public_desks(*, on: date) -> list[DeskLine]:
    """Desks that residents may call, by organisation; also for the public role. One query."""
    rows = (
        Desk.objects.filter(is_public=True, until__isnull=True)
        .filter(Q(organization__until__isnull=True) | Q(organization__until__gt=on))
        .order_by("organization__kind", "organization__name", "pk")
        .values_list("pk", "name", "phone", "hours", "address", "is_public", "organization__name")
    )
    return [DeskLine(*row) for row in rows]


def name_of(pk: int) -> str:
    """The name of an organisation; empty when there is none."""
    return Organization.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


@dataclass(frozen=True)
class ServingLine:
    """An organisation that serves an area: since when it does."""

    pk: int
    name: str
    kind: OrganizationKind
    since: date


def serving_any(areas: Collection[int], *, on: date) -> list[ServingLine]:
    """The organisations that serve one of the areas on the day, by kind and name; one query."""
    of = Q(service_areas__until__isnull=True) | Q(service_areas__until__gt=on)
    served = Q(service_areas__area_id__in=areas, service_areas__since__lte=on) & of
    rows = Organization.objects.active(on).filter(served).annotate(served_since=Min("service_areas__since"))
    return [
        ServingLine(pk, name, OrganizationKind(kind), since)
        for pk, name, kind, since in rows.order_by("kind", "name").values_list("pk", "name", "kind", "served_since")
    ]


@dataclass(frozen=True)
class PublishedOrganization:
    """An organisation as anybody may copy it: its public desks are (name, telephone, hours)."""

    uid: UUID
    name: str
    kind: OrganizationKind
    takes_on: str
    desks: tuple[tuple[str, str, str], ...]


def published_organizations(*, on: date, names: Collection[str]) -> list[PublishedOrganization]:
    """Those organisations of the day that stand by name beside something public; two queries."""
    return _published(Organization.objects.active(on).filter(name__in=list(names)))


def page_of_organizations(
    part: slice, *, on: date, met: Collection[QuerySet[Any, Any]], text: str = "", uid: UUID | None = None
) -> tuple[int, list[PublishedOrganization]]:
    """How many organisations of the day residents meet, and that part of them, by name: with a public desk, or in one of the
    questions after keys `met` (holding an activity, keeping a place). Three queries.

    A house that nobody must find has no public desk and holds nothing public: it is never in the list.
    """
    meets = Q(Exists(_public_desks().filter(organization=OuterRef("pk"))))
    for keys in met:
        meets |= Q(pk__in=keys)
    rows = Organization.objects.active(on).filter(meets)
    rows = rows if uid is None else rows.filter(uid=uid)
    if text:
        called = [kind.value for kind in OrganizationKind if text.casefold() in kind.label.casefold()]
        rows = rows.filter(Q(name__icontains=text) | Q(takes_on__icontains=text) | Q(takes_on="", kind__in=called))
    return rows.count(), _published(rows, part)


def _public_desks() -> QuerySet[Desk]:
    return Desk.objects.filter(is_public=True, until__isnull=True).order_by("pk")


def _published(rows: QuerySet[Organization], part: slice = slice(None)) -> list[PublishedOrganization]:
    found = list(rows.order_by("name", "uid").values_list("pk", "uid", "name", "kind", "takes_on")[part])
    desks: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    public = _public_desks().filter(organization__in=[row[0] for row in found])
    for key, *desk in public.values_list("organization_id", "name", "phone", "hours"):
        desks[key].append((desk[0], desk[1], desk[2]))
    return [
        PublishedOrganization(uid, name, OrganizationKind(kind), takes_on, tuple(desks[pk]))
        for pk, uid, name, kind, takes_on in found
    ]
