"""だれが見られるか: who sees a consultation, who could work on it, and from whom it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.rules import duties_with
from otagai.base.accounts.words import Duty, Permission
from otagai.base.circles import queries as circles
from otagai.base.circles.limits import Limits, limits_of
from otagai.base.notices.rules import reaches
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Folder


@dataclass(frozen=True)
class Colleague:
    """Somebody with a duty of casework at an organisation, and whether their duties reach the area of the consultation."""

    user_id: int
    name: str
    organization_id: int
    organization: str
    can_work: bool
    in_area: bool

    def sees(self, limits: Limits, circle_id: int) -> bool:
        """Whether the consultation opens for them: not shut out, named where it must be, of its area unless named."""
        named = limits.names(self.user_id, circle_id)
        return limits.opens(self.user_id, [circle_id]) and (named or self.in_area)


def colleagues_of(area_id: int | None, *, on: date, organizations: Collection[int] | None = None) -> list[Colleague]:
    """Everybody with a duty of casework that day (at these organisations, or in the whole town), each once per organisation; one query."""
    held = Assignment.objects.active(on).of(*duties_with(Permission.READ_CONSULTATION))
    if organizations is not None:
        held = held.filter(organization_id__in=organizations)
    working = set(duties_with(Permission.WORK_ON_CONSULTATION))
    found: dict[tuple[int, int], Colleague] = {}
    rows = held.order_by("organization__name", "user__display_name", "user_id").values_list(
        "user_id", "user__display_name", "organization_id", "organization__name", "duty", "area_id"
    )
    for user_id, name, home, organization, duty, area in rows:
        one = Colleague(user_id, name, home, organization, duty in working, reaches([area], area_id))
        before = found.get((user_id, home), one)
        found[user_id, home] = replace(
            before, can_work=before.can_work or one.can_work, in_area=before.in_area or one.in_area
        )
    return list(found.values())


@dataclass(frozen=True)
class Standing:
    """One organisation or named person in the circle: why, since when, and who of the organisation sees it now."""

    member: circles.Member
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sight:
    """Who sees a consultation, and how that is limited."""

    standing: tuple[Standing, ...]
    closing: circles.Closing
    shut_out: tuple[circles.ShutOut, ...]
    colleagues: tuple[Colleague, ...]
    staff: tuple[Colleague, ...]
    named: tuple[tuple[int, str], ...]


def sight_of(consultation: Consultation, *, on: date) -> Sight:
    """Everything that the page だれが見られるか says; seven queries."""
    circle_id = consultation.circle_id
    limits, closing = limits_of([circle_id]), circles.closing_of(circle_id)
    homes = circles.standing_organizations(circle_id)
    colleagues = colleagues_of(consultation.area_id, on=on)
    seeing: dict[str, list[str]] = {}
    for one in colleagues:
        if one.organization_id in homes and one.sees(limits, circle_id):
            seeing.setdefault(one.organization, []).append(one.name)
    standing = [Standing(member, tuple(seeing.get(member.organization, ()))) for member in circles.members(circle_id)]
    taking_part = {home for home, (_, only_asked) in homes.items() if not only_asked}
    named = {one.user_id: f"{one.name}（{one.organization}）" for one in colleagues if one.user_id in closing.named}
    return Sight(
        tuple(standing), closing, tuple(circles.shut_out_of(circle_id)),
        tuple(one for one in colleagues if one.organization_id in taking_part and one.can_work), tuple(colleagues),
        tuple(named.items()),
    )  # fmt: skip


def left_after(
    consultation: Consultation, *, on: date, named: Iterable[int] = (), unnamed: Iterable[int] = (),
    shut_out: Iterable[int] = (), restrict: bool = False,
) -> dict[str, bool]:  # fmt: skip
    """For each organisation that takes part, whether anybody could still work on it after such a change; three queries."""
    circle_id, now = consultation.circle_id, limits_of([consultation.circle_id])
    limits = Limits(
        now.named_only | ({circle_id} if restrict else set()),
        (now.named | {(circle_id, user) for user in named}) - {(circle_id, user) for user in unnamed},
        now.shut_out | {(circle_id, user) for user in shut_out},
    )
    homes = circles.standing_organizations(circle_id)
    colleagues = colleagues_of(consultation.area_id, on=on, organizations=list(homes))
    able = {one.organization_id for one in colleagues if one.can_work and one.sees(limits, circle_id)}
    return {name: home in able for home, (name, only_asked) in homes.items() if not only_asked}


def opens_for(consultation: Consultation, user_ids: Iterable[int]) -> set[int]:
    """Those of the people to whom nothing keeps the consultation closed; one query."""
    limits = limits_of([consultation.circle_id])
    return {user_id for user_id in user_ids if limits.opens(user_id, [consultation.circle_id])}


def answers_for(by: Acting, organization_id: int) -> bool:
    """Whether the person is 責任者 of the organisation."""
    return any(held.duty == Duty.ORGANIZATION_LEADER and held.organization_id == organization_id for held in by.held)


def circles_of_papers(consultation: Consultation) -> list[int]:
    """The circle of the consultation and those of the folders that the reader stands in; one query."""
    folders = Folder.objects.filter(consultation=consultation).values_list("circle_id", flat=True)
    return [consultation.circle_id, *folders]


def circles_of_people(consultation: Consultation, *, alone: bool) -> list[int]:
    """The circles of whom it is about; `alone`: only of those about whom the reader sees nothing else. One or two queries."""
    links = ConsultationPerson.objects.filter(until__isnull=True)
    own = dict(links.filter(consultation=consultation).values_list("person_id", "circle_id"))
    if not (own and alone):
        return sorted(own.values())
    elsewhere = set(
        links.filter(person_id__in=own).exclude(consultation=consultation).values_list("person_id", flat=True)
    )
    return sorted(circle for person, circle in own.items() if person not in elsewhere)
