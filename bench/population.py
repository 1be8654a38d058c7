"""A town of any size for measuring: N people, N consultations, 4 N records, with circles, memberships and search keys.

Loaded by COPY as the database superuser of the trial cluster; the pages are then measured as the app role with row-level
security, versions and the reading log on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import psycopg

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.municipality.models import Deadline, Municipality
from otagai.base.notices.models import Heartbeat
from otagai.kernel.finding import PersonFacts, person_keys
from otagai.kernel.numbers import check_digit
from otagai.town.areas.models import Area, AreaLayer
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Opening, Place
from otagai.welcome.intake.rules import DEFAULT_DEADLINES

NOW = datetime.now(UTC).replace(microsecond=0)
SURNAMES = "佐藤/さとう 鈴木/すずき 高橋/たかはし 田中/たなか 伊藤/いとう 渡辺/わたなべ 山本/やまもと 中村/なかむら 小林/こばやし 加藤/かとう 吉田/よしだ 山田/やまだ 松本/まつもと 井上/いのうえ 木村/きむら 清水/しみず 増田/ますだ 杉本/すぎもと 池谷/いけがや 望月/もちづき 大石/おおいし 岩崎/いわさき 石川/いしかわ 村松/むらまつ 藁科/わらしな 青島/あおしま 久保田/くぼた 長谷川/はせがわ 八木/やぎ 多々良/たたら".split()  # noqa: E501
GIVEN = "ハナ/はな 正/ただし 和子/かずこ 清/きよし 幸子/さちこ 健一/けんいち 美咲/みさき 大輔/だいすけ 陽子/ようこ 誠/まこと 千代/ちよ 勇/いさむ 恵美/えみ 翔太/しょうた 節子/せつこ 実/みのる 由美/ゆみ 隆/たかし 梅子/うめこ 茂/しげる 直樹/なおき 久美子/くみこ 一郎/いちろう 文子/ふみこ 博/ひろし さくら/さくら 蓮/れん 葵/あおい 富士子/ふじこ 源太郎/げんたろう".split()  # noqa: E501
TOWNS = "本町 栄町 小川 石津 大村 三ケ名 越後島 中根 相川 上新田 下江留 利右衛門".split()
WORDS = [
    "ごみ出しがつらくなってきた", "母の物忘れが心配", "息子が部屋から出てこない", "電球がかえられない", "将棋の会をはじめたい",
    "畑を手伝ってくれる人がほしい", "介護と子育てで眠れない", "家賃が払えそうにない", "近所の人を最近見かけない", "病院に行く足がない",
]  # fmt: skip
ORGANIZATIONS = 12
PLACES = 800
"""As many public places as a town of this size publishes."""
TODAY = NOW.date()
STATES = ["ended"] * 85 + ["received"] * 5 + ["supporting"] * 5 + ["watching"] * 4 + ["arrived"]


def copy(cursor: psycopg.Cursor[Any], table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows with COPY."""
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def load(dsn: str, size: int, *, of_places: int = PLACES) -> None:
    """Fill an empty, migrated database; organisation 1 holds half of everything."""
    found_town(of_places)
    with psycopg.connect(dsn, autocommit=False) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        people_with_circles(cursor, size)
        consultations(cursor, size)
        sequences(cursor)
        connection.commit()
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")


def found_town(of_places: int = PLACES) -> None:
    """Organisations, one user each, the town and its deadlines; through the models, as the owner."""
    organizations = [
        Organization.objects.create(pk=n, name=f"機関{n}", kind="community_support_center" if n > 1 else "shakyo")
        for n in range(1, ORGANIZATIONS + 1)
    ]
    for n, organization in enumerate(organizations, start=1):
        user = User.objects.create(pk=n, username=f"bench{n}", display_name=f"職員{n}", password="!")  # noqa: S106
        Assignment.objects.create(user=user, duty=Duty.CSW, organization=organization, since=date(2020, 1, 1))
    Municipality.objects.create(
        pk=1, name="計測市", desk_name="窓口", desk_phone="054-000-0000", front_door=organizations[0]
    )
    Heartbeat.objects.create(job="otagai.notices.heartbeat", at=NOW + timedelta(days=1))  # a town whose worker is alive
    Deadline.objects.bulk_create(Deadline(step=s, amount=n, unit=u) for s, (n, u) in DEFAULT_DEADLINES.items())
    for kind in (LayerKind.NEIGHBOURHOOD, LayerKind.ELEMENTARY):
        Area.objects.bulk_create(areas_of(AreaLayer.objects.create(kind=kind, name=kind.label)))
    Place.objects.bulk_create(places(of_places), batch_size=500)
    Opening.objects.bulk_create(
        Opening(place_id=place.pk, weekdays=[place.pk % 5], opens_at=time(10), closes_at=time(12))
        for place in places(of_places)
    )


def areas_of(layer: AreaLayer) -> Iterator[Area]:
    """A chessboard of 40 areas, each with an outline of 80 corners."""
    for n in range(40):
        west, south = 138.30 + n % 8 / 96, 34.86 + n // 8 / 60
        way = [
            (west + across / 1920, south + up / 1200)
            for across, up in [*((k, 0) for k in range(20)), *((20, k) for k in range(20)), *((20 - k, 20) for k in range(20)),
                               *((0, 20 - k) for k in range(21))]
        ]  # fmt: skip
        yield Area(
            layer=layer, code=str(n), name=f"{TOWNS[n % len(TOWNS)]}第{n}区", geometry={"type": "Polygon", "coordinates": [way]},
            west=west, south=south, east=west + 1 / 96, north=south + 1 / 60,
        )  # fmt: skip


def places(number: int) -> Iterator[Place]:
    """So many public places, spread over the town."""
    chance = random.Random(3)
    for n in range(1, number + 1):
        yield Place(
            pk=n, kind=chance.choice(["salon", "park", "community_center", "shelter"]), name=f"{chance.choice(TOWNS)}の場所{n}",
            address=f"{chance.choice(TOWNS)}{n}", latitude=34.86 + chance.random() / 12, longitude=138.30 + chance.random() / 12,
            phone="054-000-0000", what="だれでも どうぞ", open_text="毎週火曜 10:00–12:00", verified_on=TODAY,
            source="bench", source_key=str(n),
        )  # fmt: skip


def holder_of(number: int) -> int:
    """Half of everything lies with organisation 1, the rest is spread."""
    return 1 if number % 2 else 2 + number // 2 % (ORGANIZATIONS - 1)


def circle(kind: int, number: int) -> int:
    """Circle numbers: 1 header, 2 folder, 3 person."""
    return number * 3 + kind


def people_with_circles(cursor: psycopg.Cursor[Any], size: int) -> None:
    """Circles, memberships, people and their search keys."""
    numbers = range(1, size + 1)
    copy(
        cursor,
        "circles_circle",
        "id,named_only,opened_at",
        ((circle(k, n), False, NOW) for n in numbers for k in (1, 2, 3)),
    )
    since = NOW - timedelta(days=400)
    copy(
        cursor, "circles_membership", "circle_id,organization_id,basis,through,since",
        ((circle(k, n), holder_of(n), "received", "", since) for n in numbers for k in (1, 2, 3)),
    )  # fmt: skip
    chance, rows, keys = random.Random(1), [], []
    for n in numbers:
        surname, given = chance.choice(SURNAMES).split("/"), chance.choice(GIVEN).split("/")
        address = f"{chance.choice(TOWNS)}{chance.randint(1, 8)}丁目{chance.randint(1, 30)}-{chance.randint(1, 20)}"
        birth = f"{chance.randint(1930, 2015)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        rows.append(
            (n, circle(3, n), surname[0], given[0], surname[1], given[1], "", "", birth, "0", "", address, NOW, NOW, 1)
        )
        phone = f"0902{n:07}"
        facts = PersonFacts(surname[0], given[0], surname[1], given[1], phones=(phone,), address=address)
        keys.extend((circle(3, n), n, key) for key in person_keys(facts))
    columns = "id,circle_id,family_name,given_name,family_kana,given_kana,former_name,known_as,birth,sex,postal_code,address,created_at,updated_at,version"  # noqa: E501
    copy(cursor, "people_person", columns, rows)
    copy(
        cursor, "people_contactmethod", "circle_id,person_id,kind,value,safety,rule",
        ((circle(3, n), n, "mobile", f"0902{n:07}", "safe", "") for n in numbers),
    )  # fmt: skip
    copy(cursor, "people_searchkey", "circle_id,person_id,key", keys)


def receipt(number: int) -> str:
    """A receipt number as the kernel writes it."""
    digits = f"{number:06}"
    return f"R8-{digits}-{check_digit('8' + digits)}"


def consultations(cursor: psycopg.Cursor[Any], size: int) -> None:
    """Consultations with voice, folder, steps and four records each; number 1 has 200 records."""
    chance, numbers = random.Random(2), range(1, size + 1)
    copy(cursor, "intake_consultation", CONSULTATION, (consultation(n, chance) for n in numbers))
    copy(cursor, "intake_folder", "consultation_id,organization_id,circle_id,opened_at",
         ((n, holder_of(n), circle(2, n), NOW) for n in numbers))  # fmt: skip
    copy(cursor, "intake_voice", VOICE, ((n, circle(2, n), chance.choice(WORDS), *[""] * 7) for n in numbers))
    copy(cursor, "intake_step", STEP, (
        (n, circle(1, n), verb, "", state, holder_of(n), "", holder_of(n), NOW - timedelta(days=n % 365))
        for n in numbers for verb, state in (("arrived", "arrived"), ("received", "received"))
    ))  # fmt: skip
    copy(cursor, "intake_record", RECORD, (
        (n, circle(2, n), holder_of(n), holder_of(n), "contact", "phone", "本人", chance.choice(WORDS) + "。" * (k % 3), 15,
         NOW - timedelta(days=n % 365, minutes=k), NOW)
        for n in numbers for k in range(200 if n == 1 else 4)
    ))  # fmt: skip
    copy(cursor, "intake_consultationperson", "consultation_id,circle_id,person_id,reason,since,undone_because",
         ((n, circle(3, n), n, "電話が同じ", NOW, "") for n in numbers))  # fmt: skip


CONSULTATION = "id,receipt_number,circle_id,kind,door,urgency,state,headline,themes,about,knows,holder_id,held_by_id,next_date,next_step,origin,reply_by,told_origin_at,origin_declined,arrived_at,received_at,first_contact_at,ended_at,outcome,hand_backs,updated_at,version"  # noqa: E501
VOICE = "consultation_id,circle_id,text,caller_name,caller_relation,phone,mail,safe_time,person_name,place"
STEP = "consultation_id,circle_id,verb,from_state,to_state,holder_id,note,by_id,at"
RECORD = "consultation_id,circle_id,organization_id,by_id,kind,method,with_whom,text,minutes,at,written_at"


def consultation(n: int, chance: random.Random) -> tuple[Any, ...]:
    """One consultation; most have ended, the open ones fall due around today. Number 1 is open."""
    state = "supporting" if n == 1 else STATES[chance.randrange(100)]
    at = NOW - timedelta(days=n % 365, seconds=n % 86_400)
    ended = state == "ended"
    received = None if state == "arrived" else at
    return (
        n, receipt(n), circle(1, n), "worry", "phone", "anytime", state, chance.choice(WORDS), ["care"], "self", "yes",
        holder_of(n), holder_of(n) if n % 40 == 1 else None, TODAY + timedelta(days=chance.randint(-3, 20)), "電話する",
        "person", "phone", at if ended else None, False, at, received, received, at if ended else None,
        "settled" if ended else "", 0, at, 1,
    )  # fmt: skip


def sequences(cursor: psycopg.Cursor[Any]) -> None:
    """Set every sequence behind its table."""
    cursor.execute(
        "SELECT c.relname, d.refobjid::regclass::text, a.attname FROM pg_class c JOIN pg_depend d ON d.objid = c.oid "
        "JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
        "WHERE c.relkind = 'S' AND d.deptype IN ('a', 'i')"
    )
    for sequence, table, column in cursor.fetchall():
        cursor.execute(f"SELECT setval('{sequence}', coalesce((SELECT max({column}) FROM {table}), 0) + 1, false)")
    cursor.execute("SELECT setval('letterbox_receipt_seq', 500000)")
