"""The fictional people: households that make sense, who wrote them down, how they may be reached, how they are found."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from demo.households import SEATS, Home, Part, Seat
from demo.names import ABROAD, ABROAD_CHILDREN, SURNAMES, given_of, katakana_kana
from demo.rows import Rows, pour
from otagai.base.circles.models import Circle, Membership
from otagai.base.circles.words import Basis
from otagai.kernel.finding import person_keys
from otagai.town.people.models import ContactMethod, Household, HouseholdMember, Person
from otagai.town.people.words import ContactKind, Relation, Safety, Sex

RULES = (
    "平日の午前中", "夕方6時以降", "留守電には残さない", "名乗るときは「社協」だけ", "家族が出たら、かけ直す", "土曜は会える", "耳が遠い。ゆっくり大きな声で",
    "メールが先", "昼休みの12時台だけ",
)  # fmt: skip
KINDS = list(SEATS)
WEIGHTS = [SEATS[kind][0] for kind in KINDS]


@dataclass(frozen=True)
class Street:
    """A 町名 and the 小学校区 that it lies in (as far as the map tells)."""

    name: str
    area_id: int | None


@dataclass
class Dwelling:
    """A household with its people, and which seat each of them has."""

    home: Home
    street: Street
    people: list[tuple[Seat, Person]] = field(default_factory=list)
    phone: str = ""

    def who(self, part: Part, sex: str = "") -> Person | None:
        """Whom a story means (of that sex, when the words say so); None when nobody fits."""
        fitting = (person for seat, person in self.people if seat.part is part and (not sex or person.sex == sex))
        return next(fitting, None)


class Registry:
    """Writes people down: circles, members, contact methods, search keys."""

    def __init__(
        self, rows: Rows, *, seed: int, now: datetime, streets: Sequence[Street], keepers: Sequence[int]
    ) -> None:
        self.rows, self.now, self.streets, self.keepers = rows, now, streets, keepers
        self.chance = random.Random(f"{seed}:people")
        self.today: date = now.date()
        self.members: dict[tuple[int, int, str], Membership] = {}
        self.ways: dict[int, list[ContactMethod]] = {}
        self.homes: dict[int, str] = {}
        self.houses = 0
        self.mobiles = 0

    def settle(self, size: int) -> list[Dwelling]:
        """So many people, household by household."""
        dwellings: list[Dwelling] = []
        count = 0
        while count < size:
            home = KINDS[len(dwellings)] if len(dwellings) < len(KINDS) else self.chance.choices(KINDS, WEIGHTS)[0]
            if home is Home.ANY or len(SEATS[home][1]) > size - count:
                home = Home.ALONE_OLD
            dwellings.append(self.move_in(home))
            count += len(dwellings[-1].people)
        return dwellings

    def move_in(self, home: Home) -> Dwelling:
        """One household: address, telephone, its people, and the organisation that knows it."""
        self.houses += 1
        street = self.chance.choice(self.streets)
        dwelling = Dwelling(home, street, phone=f"054-000-{self.houses % 10000:04}")
        address = self.address_in(street)
        since = self.now - timedelta(days=self.chance.randint(20, 900))
        keeper = self.keeper_of(home)
        household: Household | None = None
        for seat, (family, family_kana, given, given_kana, sex) in self.names(home):
            person = self.person(seat, family, family_kana, given, given_kana, sex, address, street, since, keeper)
            self.contacts(person, dwelling, seat)
            household = household or self.rows.add(
                Household(circle_id=person.circle_id, label=f"{family}さんの家", since=since.date())
            )
            self.rows.add(HouseholdMember(
                circle_id=person.circle_id, household=household, person=person, relation=seat.relation, since=since.date()
            ))  # fmt: skip
            dwelling.people.append((seat, person))
        relations = "・".join(seat.relation.label for seat, _ in dwelling.people)
        for _, person in dwelling.people:
            self.homes[person.pk] = f"{len(dwelling.people)}人（{relations}）"
        return dwelling

    def address_in(self, street: Street) -> str:
        """A house that does not exist: 9丁目 or a number above 9000."""
        if self.chance.random() < 0.4:
            return f"焼津市{street.name}9丁目{self.chance.randint(1, 40)}-{self.chance.randint(1, 20)}"
        return f"焼津市{street.name}{self.chance.randint(9001, 9899)}-{self.chance.randint(1, 9)}"

    def keeper_of(self, home: Home) -> int:
        """Who wrote the household down: mostly 社協, for old people one of the 包括."""
        if home in (Home.ALONE_OLD, Home.COUPLE_OLD, Home.EIGHTY_FIFTY) and self.chance.random() < 0.5:
            return self.chance.choice(self.keepers[1:])
        return self.keepers[0] if self.chance.random() < 0.8 else self.chance.choice(self.keepers)

    def names(self, home: Home) -> Iterator[tuple[Seat, tuple[str, str, str, str, str]]]:
        """The seats of a household, each with its name and sex; families from abroad have names in katakana."""
        family, kana = self.chance.choice(SURNAMES)
        abroad = self.chance.choice(ABROAD) if home is Home.ABROAD else None
        for seat in SEATS[home][1]:
            sex = seat.sex or self.chance.choice("mf")
            pick = self.chance.randrange(1000)
            if abroad:
                given = abroad[2 if sex == "m" else 3] if seat.part is Part.PARENT else ABROAD_CHILDREN[pick % 8]
                yield seat, (abroad[0], abroad[1], given, katakana_kana(given), sex)
            else:
                year = self.today.year - (seat.youngest + seat.oldest) // 2
                yield seat, (family, kana, *given_of(year, sex, pick), sex)

    def person(
        self, seat: Seat, family: str, family_kana: str, given: str, given_kana: str, sex: str, address: str,
        street: Street, since: datetime, keeper: int,
    ) -> Person:  # fmt: skip
        """One person in a circle of their own."""
        circle = self.rows.add(Circle(opened_at=since))
        self.stand(circle.pk, keeper, since)
        chance = self.chance
        return self.rows.add(
            Person(
                circle=circle, family_name=family, given_name=given, family_kana=family_kana, given_kana=given_kana,
                former_name=chance.choice(SURNAMES)[0] if sex == "f" and chance.random() < 0.08 else "",
                known_as=f"{given_kana[:2]}さん" if chance.random() < 0.04 else "", birth=self.birth(seat),
                sex=Sex.MALE if sex == "m" else Sex.FEMALE, address=address, area_id=street.area_id, created_at=since,
                updated_at=since,
            )
        )  # fmt: skip

    def stand(self, circle_id: int, organization_id: int, at: datetime, basis: Basis = Basis.RECEIVED) -> None:
        """The organisation stands in the circle; twice changes nothing."""
        if (circle_id, organization_id, "") not in self.members:
            self.members[circle_id, organization_id, ""] = self.rows.add(
                Membership(circle_id=circle_id, organization_id=organization_id, basis=basis, since=at)
            )

    def birth(self, seat: Seat) -> str:
        """A birth date by age; now and then only a part of it is known."""
        days = self.chance.randint(seat.youngest * 365, seat.oldest * 365 + 364)
        born = self.today - timedelta(days=days)
        known = self.chance.random()
        if known < 0.03:
            return f"{born.year}~"
        if known < 0.06:
            return f"{born.year}"
        return f"{born:%Y-%m}" if known < 0.09 else born.isoformat()

    def contacts(self, person: Person, dwelling: Dwelling, seat: Seat) -> None:
        """Telephone of the house, mobile of whoever has one, and whether it is safe to call."""
        if seat.relation is Relation.HEAD and (seat.oldest > 60 or self.chance.random() < 0.4):
            self.way(person, ContactKind.PHONE, dwelling.phone)
        if seat.part is not Part.CHILD or seat.youngest >= 13:
            self.mobiles += 1
            if self.chance.random() < (0.5 if seat.part is Part.ELDER else 0.9):
                self.way(
                    person, ContactKind.MOBILE, f"0{9 - self.mobiles // 10000 % 3}0-0000-{self.mobiles % 10000:04}"
                )

    def way(self, person: Person, kind: ContactKind, value: str) -> None:
        """One way to reach somebody."""
        safety = self.chance.choices([Safety.SAFE, Safety.UNKNOWN, Safety.CAREFUL, Safety.NEVER], [45, 35, 16, 4])[0]
        rule = self.chance.choice(RULES) if safety is Safety.CAREFUL else ""
        new = ContactMethod(circle_id=person.circle_id, person=person, kind=kind, value=value, safety=safety, rule=rule)
        self.ways.setdefault(person.pk, []).append(self.rows.add(new))

    def write_keys(self) -> None:
        """Everybody can be found: by name, kana, telephone, address, birth date. Call before the rows are written."""
        keys = (
            (person.circle_id, person.pk, key)
            for person in self.rows.all_of(Person)
            for key in person_keys(person.facts(way.value for way in self.ways.get(person.pk, ())))
        )
        pour("people_searchkey", ["circle_id", "person_id", "key"], keys)
