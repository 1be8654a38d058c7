"""人・世帯: the ones it is about. Every row belongs to a circle and is closed by row-level security."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.base.accounts.acting import Areas
from otagai.base.circles.within import within
from otagai.kernel.finding import PersonFacts
from otagai.kernel.wareki import PartialDate
from otagai.town.people.rules import Way
from otagai.town.people.words import ContactKind, Relation, Safety, Sex


class PersonQuerySet(models.QuerySet["Person"]):
    """What is asked of people; whom the acting person may see at all is decided by row-level security."""

    def within(self, areas: Areas | None) -> PersonQuerySet:
        """Limited to the areas of each organisation (people without an area stay visible: nobody may fall between two districts)."""
        return self if areas is None else self.filter(within(areas))


class Person(models.Model):
    """本人: names as written and as read, birth date as far as it is known. Never a user, client or patient."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    family_name = models.CharField("姓", max_length=60)
    given_name = models.CharField("名", max_length=60, blank=True)
    family_kana = models.CharField("せい", max_length=80, blank=True)
    given_kana = models.CharField("めい", max_length=80, blank=True)
    former_name = models.CharField("旧姓", max_length=60, blank=True)
    known_as = models.CharField("通称", max_length=80, blank=True)
    birth = models.CharField("生年月日（一部でもよい）", max_length=11, blank=True)
    sex = models.CharField("性別", max_length=1, choices=Sex.choices, default=Sex.NOT_KNOWN)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    objects = PersonQuerySet.as_manager()

    @property
    def full_name(self) -> str:
        """姓 名, or the one name that is known."""
        return f"{self.family_name} {self.given_name}".strip() or self.full_kana or self.known_as

    @property
    def born(self) -> PartialDate | None:
        """The birth date as far as it is known."""
        return PartialDate.from_iso(self.birth) if self.birth else None

    @property
    def full_kana(self) -> str:
        """せい めい."""
        return f"{self.family_kana} {self.given_kana}".strip()

    def facts(self, phones: Iterable[str] = ()) -> PersonFacts:
        """What the person can be found by, with the telephones given."""
        others = tuple(name for name in (self.former_name, self.known_as) if name)
        return PersonFacts(
            self.family_name,
            self.given_name,
            self.family_kana,
            self.given_kana,
            others,
            self.born,
            tuple(phones),
            self.address,
        )


class ContactMethod(models.Model):
    """A way to reach the person, and whether it is safe to use it. Ends, is never deleted."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_methods")
    kind = models.CharField("種類", max_length=10, choices=ContactKind.choices)
    value = models.CharField("番号・アドレス", max_length=120)
    safety = models.CharField("連絡してよいか", max_length=10, choices=Safety.choices, default=Safety.UNKNOWN)
    rule = models.CharField("いつ・どのように", max_length=120, blank=True)
    until = models.DateField(null=True, blank=True)

    @property
    def way(self) -> Way:
        """The number with its rule, as it is told and shown."""
        return Way(ContactKind(self.kind), self.value, Safety(self.safety), self.rule)


class Household(models.Model):
    """世帯: people living as one. Not a boundary of sharing: each member is seen only through their own circle."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    label = models.CharField("よび名", max_length=80, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)


class HouseholdMember(models.Model):
    """One person in a household, with relation and dates; carries the circle of the person."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="household_memberships")
    relation = models.CharField("続柄", max_length=20, choices=Relation.choices)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="member_once", fields=["household", "person"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="member_ends_after_joining",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
        ]


class SearchKey(models.Model):
    """A hash under which a person is found. Closed to the app role but for the function people_found(keys)."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="key_once_per_person", fields=["key", "person"])]
