"""Loading the sample town: everything or nothing, as the owner of the tables, in an empty database only."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import connection, transaction

from demo import (
    accounts,
    activities,
    districts,
    know_how,
    organizations,
    photos,
    population,
    scenarios,
    signups,
    special_days,
    startups,
    with_an_answer,
)  # fmt: skip
from demo.actors import Actors
from demo.batons import Batons
from demo.consultations import Calendar, Planner
from demo.names import HOUSE_TOWNS
from demo.people import Dwelling, Registry, Street
from demo.rows import Rows
from demo.telling import Telling
from demo.windows import Salons
from otagai.base.accounts import rules as duties
from otagai.base.accounts.acting import WORKER, Acting, Held
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed, Reading
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.municipality.models import Deadline, Municipality
from otagai.base.ui import facts
from otagai.insight.profiles import actions as profiles
from otagai.kernel import sealing
from otagai.kernel.numbers import ReceiptNumber, fiscal_year
from otagai.town.activities.models import Activity
from otagai.town.activities.words import ActivityState
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization
from otagai.town.places import actions as places
from otagai.town.places.models import Change, Place, Window
from otagai.town.places.words import Changed, PlaceKind, WindowState
from otagai.welcome.intake.rules import DEFAULT_DEADLINES

NAME, CODE, DESK = "焼津市（見本）", "222127", "ふくし相談窓口"
ATTRIBUTION = (
    "出典: 焼津市オープンデータ(公共データ利用規約第1.0版)を加工して作成。"
    "地図と施設は公開データ、人・団体・相談はすべて架空です。"
)
SIZE, SEED, PEOPLE_PER_CONSULTATION = 3000, 1, 3.75
TOWN_IN = re.compile(r"焼津市([^0-9０-９丁]+?)(?:[0-9０-９一二三四五六七八九]+丁目|[0-9０-９])")


@dataclass(frozen=True)
class Loaded:
    """What was written, for the one who waits at the terminal."""

    people: int
    households: int
    consultations: int
    windows: int
    organizations: int
    accounts: int


def why_not() -> list[str]:
    """A sample town exists only where it was asked for, and never over a real one (safety rule 14)."""
    if settings.OTAGAI_DEMO:
        return []
    return ["見本の町は、OTAGAI_DEMO=1 のときだけ用意できます（ほんとうの町には 入れられません）"]


def standing_here() -> str:
    """The name of the town that lives in this database; empty when nobody does."""
    name = Municipality.objects.filter(pk=1).values_list("name", flat=True).first()
    return name or ("（名前のない町）" if User.objects.exists() else "")


@contextmanager
def as_owner() -> Iterator[None]:
    """Connected as the owner of the tables for the block; whoever was connected before is so again after it."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = "otagai_owner"
    try:
        with acting_in(Scope(zone=Zone.WORKER, why="見本の町の引っ越し", origin="load_demo")):
            yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = before


@transaction.atomic
def load(*, size: int = SIZE, seed: int = SEED, now: datetime, consultations: int | None = None) -> Loaded:
    """Found the town and let everybody move in; places and areas of the open data were imported before."""
    rows = Rows()
    made = organizations.found(rows, today=now.date())
    accounts.open_accounts(rows, made, today=now.date())
    windows = Salons(rows, made, seed=seed, now=now).open_all()
    special_days.set_apart(rows, today=now.date())
    activities.hold(rows, made, today=now.date())
    districts.write(rows, today=now.date())
    signups.open_up(rows, made["shakyo"])
    know_how.hand_on(rows, made, today=now.date())
    registry = Registry(
        rows, seed=seed, now=now, streets=streets(), keepers=[made[key].pk for key in organizations.CASEWORK]
    )
    dwellings = registry.settle(size)
    count = consultations or max(round(size / PEOPLE_PER_CONSULTATION), 12)
    calendar = planned(seed, now, registry, dwellings, windows, made).calendar(count)
    registry.write_keys()
    found(made["shakyo"])
    population.take_in(by=Acting(name="見本の町の引っ越し"), seed=seed, now=now)
    cast = cast_of(rows)
    told = len(calendar.history) + len(calendar.alive) + 1  # and the letter that has its answer
    loaded = Loaded(size, len(dwellings), told, len(windows), len(made), len(rows.all_of(User)))
    write_history(rows, registry, calendar, made, cast, seed)
    live(calendar, made, cast, seed, now)
    scenarios.keep(now=now)
    signups.come(now)
    with acting_in(Scope(zone=Zone.WORKER, why="居場所の見回り")):
        places.look_over(by=WORKER, on=now.date())
        profiles.count_themes(by=WORKER, at=now)
    startups.begin(made, now=now)
    photos.put_up(now=now)
    what_changed_lately(now)
    read_older_notices(now)
    facts.forget()
    return loaded


def what_changed_lately(now: datetime) -> None:
    """The town is not new: its places were there long ago, and a few things changed in the last days."""
    Change.objects.update(at=now - timedelta(days=40))
    salons = Place.objects.filter(kind=PlaceKind.SALON, ended_on=None, window__state=WindowState.OPEN).order_by("pk")
    said = (
        [Changed.FOR_WHOM],
        [Changed.HOURS],
        [Changed.ACCESS],
        [Changed.COMING, Changed.CONTACT],
        [Changed.WINDOW_OPEN],
    )
    lately = [
        Change(place=salon, what=what, at=now - timedelta(days=11 - 2 * number, hours=number), xact=0)
        for number, (salon, what) in enumerate(zip(salons[3:8], said, strict=True))
    ]
    held = Activity.objects.filter(state=ActivityState.CANCELLED).order_by("pk").first()
    if held is not None:
        lately.append(Change(activity_id=held.pk, what=[Changed.CALLED_OFF], at=now - timedelta(days=1), xact=0))
    Change.objects.bulk_create(lately)


def planned(
    seed: int, now: datetime, registry: Registry, dwellings: list[Dwelling], windows: list[Window],
    made: dict[str, Organization],
) -> Planner:  # fmt: skip
    """The planner of the year."""
    names = dict(Area.objects.filter(layer__kind=LayerKind.ELEMENTARY).values_list("pk", "name"))
    return Planner(
        seed=seed, now=now, registry=registry, dwellings=dwellings, windows=windows, organizations=made, areas=names
    )


def found(front_door: Organization) -> None:
    """The town itself: its name, its desk, its deadlines, the key of its letterbox."""
    Municipality.objects.create(
        pk=1, name=NAME, code=CODE, desk_name=DESK, desk_phone=front_door.phone, desk_hours="平日 8:30〜17:15",
        front_door_id=front_door.pk, letterbox_key=letterbox_key().hex(), attribution=ATTRIBUTION,
        map_center=[34.8566, 138.3083],
    )  # fmt: skip
    Deadline.objects.bulk_create(
        Deadline(step=step, amount=amount, unit=unit) for step, (amount, unit) in DEFAULT_DEADLINES.items()
    )


def letterbox_key() -> bytes:
    """The public key of the letterbox; the pair is made when it is not there yet."""
    if not (settings.OTAGAI_KEYS / sealing.PUBLIC_NAME).exists():
        sealing.keygen(settings.OTAGAI_KEYS)
    return sealing.read_key(settings.OTAGAI_KEYS, sealing.PUBLIC_NAME)


def streets() -> list[Street]:
    """町名 with the school district that most public places with this 町名 lie in."""
    from shapely import STRtree
    from shapely.geometry import Point, shape

    areas = list(Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, valid_until__isnull=True).order_by("pk"))
    tree = STRtree([shape(area.geometry) for area in areas])
    votes: dict[str, Counter[int]] = {}
    rows = Place.objects.filter(latitude__isnull=False, address__contains="焼津市").order_by("pk")
    for address, lat, lon in rows.values_list("address", "latitude", "longitude"):
        town = TOWN_IN.search(address)
        if town and areas:
            for number in tree.query(Point(lon, lat), predicate="intersects"):
                votes.setdefault(town[1], Counter())[areas[int(number)].pk] += 1
    known = [
        Street(name, min(count, key=lambda pk: (-count[pk], pk)))
        for name, count in sorted(votes.items())
        if count.total() > 1 and len(name) > 1
    ]
    return known or [Street(name, None) for name in HOUSE_TOWNS]


def cast_of(rows: Rows) -> dict[int, list[Acting]]:
    """Who does casework where; the 地区担当 and the leaders keep their own work."""
    cast: dict[int, list[Acting]] = {}
    for held in rows.all_of(Assignment):
        duty = Duty(held.duty)
        usual = duty not in (Duty.DISTRICT_OFFICER, Duty.ORGANIZATION_LEADER) and duties.sees_people(duty)
        if usual and held.until is None:
            acting = Acting(held.user, (Held(duty, held.organization_id),), held.user.display_name)
            cast.setdefault(held.organization_id, []).append(acting)
    return cast


def write_history(
    rows: Rows, registry: Registry, calendar: Calendar, made: dict[str, Organization], cast: dict[int, list[Acting]], seed: int
) -> None:  # fmt: skip
    """Tell the year into the book, and write everything at once."""
    public_key = letterbox_key()

    def seal(number: str, text: str) -> tuple[bytes, UUID]:
        sealed = sealing.seal(public_key, json.dumps({"text": text}, ensure_ascii=False).encode())
        return sealed, uuid5(NAMESPACE_URL, f"mihon:{seed}:{number}")

    book = Batons(rows, registry, front_id=made["shakyo"].pk, seal=seal)
    telling = Telling(book, organizations=made, cast=cast, seed=seed)
    for number, plan in enumerate(calendar.history, 1):
        telling.tell(plan, str(ReceiptNumber(fiscal_year(plan.at.date()), number)))
    rows.in_order(Deed, "at")
    rows.in_order(Reading, "at")
    rows.write()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('letterbox_receipt_seq', %s, %s)", [max(len(calendar.history), 1), bool(calendar.history)]
        )


def live(
    calendar: Calendar, made: dict[str, Organization], cast: dict[int, list[Acting]], seed: int, now: datetime
) -> None:
    """The last days happen through the actions themselves."""
    telling: Any = Telling(Actors(seed=seed), organizations=made, cast=cast, seed=seed + 1)
    for number, plan in enumerate(calendar.alive):
        telling.tell(plan, f"alive-{number}")
        following = calendar.alive[number + 1 : number + 2]
        if plan.at <= with_an_answer.came(now) and (not following or following[0].at > with_an_answer.came(now)):
            with_an_answer.tell(now=now, by=cast[made["shakyo"].pk][0])


def read_older_notices(now: datetime) -> None:
    """Everybody has seen what was told them in the last days, but for the newest five."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notices_notice SET read_at = %s WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER "
            "(PARTITION BY user_id ORDER BY id DESC) AS place FROM notices_notice) AS told WHERE place > 5)",
            [now],
        )
