"""What is measured, against what, and the bars (issue 2 §6, design of performance)."""

from __future__ import annotations

import os
import re
import time
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urljoin

import psycopg

from bench.client import Request, at_rate, in_turns, one_client, side_by_side, throughput
from bench.serving import served
from bench.typed import TOKEN, form, in_the_admin, new_in_the_admin

HEADING = "\nページ | 件/秒 | p50 ms | p95 ms | SQL | bytes | 床比 | 管理画面比 | 判定"
HOT = {"今日の机", "一覧", "相談をひらく", "場所をさがす"}


@dataclass(frozen=True)
class Page:
    """One page: its request, the floor beside it (if any), the peer's address (if any), and its own bars."""

    name: str
    request: Request
    floor: str = ""
    peer: Request | None = None
    p50: float = 40
    p95: float = 120
    most_bytes: int = 200_000

    @property
    def writes(self) -> bool:
        """Whether something is there afterwards that was not there before."""
        return self.request.body is not None and self.request.expects == (302,)


@dataclass
class Bars:
    """Every bar that was judged; the run fails when one was missed."""

    missed: list[str]

    def judge(self, what: str, value: float, limit: float) -> str:
        """Compare and remember; returns the printed verdict."""
        good = value <= limit
        if not good:
            self.missed.append(f"{what}: {value:.1f} > {limit:g}")
        return "○" if good else "×"


def session_of(database: str) -> str:
    """A session cookie of the measuring person, made as log-in makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    from otagai.base.accounts.models import User

    connection.close()
    connection.settings_dict |= {"NAME": database, "USER": "otagai_app"}
    user = User.objects.get(username="bench1")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "otagai.base.accounts.backend.ByUserName"
    session["touched"] = int(time.time()) + 3600
    session.set_expiry(timedelta(hours=2))
    session.create()
    peer = SessionStore()
    peer.update({key: value for key, value in session.items() if key != BACKEND_SESSION_KEY})
    peer[BACKEND_SESSION_KEY] = "bench.peer.Everything"
    peer.set_expiry(timedelta(hours=2))
    peer.create()
    return f"{session.session_key} {peer.session_key}"


def pages(cookies: str, deep: str, waiting: tuple[int, str]) -> list[Page]:
    """All pages that are measured."""
    from bench.population import receipt

    own, peer = cookies.split()
    cookie, admin = f"otagai_session={own}; csrftoken={TOKEN}", f"otagai_session={peer}; csrftoken={TOKEN}"
    search, record = "/desk/search/", "/desk/consultations/103/record/"  # another one than is opened: its story grows
    talk = {"method": "phone", "kind": "contact", "text": "電話で話した", "next_step": "訪問する", "with_whom": "本人"}
    at = {"at": "2026-11-19T10:00"}

    def get(path: str) -> Request:
        return Request(path, cookie)

    def post(path: str, expects: tuple[int, ...], **fields: str) -> Request:
        return Request(path, cookie, form(**fields), expects)

    after = urlencode({"before": deep})
    list_admin = Request("/admin/intake/consultation/", admin)
    return [
        Page("今日の机", get("/desk/"), "/today"),
        Page("一覧", get("/desk/consultations/"), "/list", list_admin),
        Page("一覧（1000ページ先）", get(f"/desk/consultations/?state=ended&{after}"), f"/list?{after}"),
        Page("さがす 姓", post(search, (200,), q="長谷川"), "/search", p50=60),
        Page("さがす かな", post(search, (200,), q="げんたろう"), "/search", p50=60),
        Page("さがす 電話", post(search, (200,), q="090-2000-0101"), "/search", p50=60),
        Page("さがす 番号", post(search, (200, 302), q=receipt(101)), "/search", p50=60),
        Page("相談をひらく", get("/desk/consultations/101/"), "/open?pk=101", Request("/admin/intake/consultation/101/change/", admin)),
        Page("相談をひらく（記録200）", get("/desk/consultations/1/"), "/open?pk=1", p50=80, most_bytes=120_000),
        Page("記録を書く", post(record, (302,), **talk, **at), "/record?pk=105", Request(
            f"/admin/intake/consultation/{waiting[0]}/change/", admin, lambda: in_the_admin(waiting[1]), (302,)), p50=60),
        Page("相談を受ける", post("/desk/consultations/new/", (302,), text="電球がかえられない", door="phone", urgency="anytime",
             kind="worry", origin="person", reply_by="phone", about="self", knows="unsure"), "/new",
             Request("/admin/intake/consultation/add/", admin, new_in_the_admin, (302,)), p50=60),
        Page("相談フォーム（住民）", Request("/talk/"), "/talk"),
        Page("場所をさがす", Request("/places/"), "/finder"),
    ]  # fmt: skip


def count_of_statements(database: str, request: Request) -> int:
    """SQL statements of one request, counted inside a process."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client, counted = Client(), []
    client.cookies.load(request.cookie)

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        counted.append(sql)
        return execute(sql, params, many, context)

    if request.body:
        return -1
    client.get(request.path)
    with connection.execute_wrapper(count):
        client.get(request.path)
    return len(counted)


def first_load(address: str, request: Request) -> int:
    """Bytes of the page and everything it loads, as sent to a browser for the first time."""
    page, text = fetched(address + request.path, request.cookie)
    assets = {urljoin(address + request.path, url) for url in re.findall(r'(?:src|href)="(/static/[^"]+)"', text)}
    return page + sum(fetched(url, "")[0] for url in assets)


def fetched(url: str, cookie: str) -> tuple[int, str]:
    """Transferred bytes and text."""
    plain = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(plain) as answer:
        text = answer.read().decode("utf-8", "replace")
    packed = urllib.request.Request(
        url, headers={"Accept-Encoding": "br, gzip", **({"Cookie": cookie} if cookie else {})}
    )
    with urllib.request.urlopen(packed) as answer:
        return len(answer.read()), text


def deep_key(database: str, pages_deep: int = 1000) -> str:
    """The key of the list of what has ended, that many pages deep (50 lines each); as deep as there are lines."""
    with psycopg.connect(host=os.environ["OTAGAI_DB_HOST"], user="postgres", dbname=database) as root:
        number = root.execute(
            "SELECT count(*) FROM intake_consultation WHERE holder_id = 1 AND state = 'ended'"
        ).fetchone()
        skip = min(pages_deep * 50, int(number[0]) - 60 if number else 0)
        row = root.execute(
            "SELECT updated_at, id FROM intake_consultation WHERE holder_id = 1 AND state = 'ended' "
            "ORDER BY updated_at DESC, id DESC OFFSET %s LIMIT 1",
            [skip],
        ).fetchone()
    return f"{row[0].isoformat()}~{row[1]}" if row else ""


def waiting_one(database: str) -> tuple[int, str]:
    """A consultation that has just arrived, not the one that is opened: its key and number."""
    with psycopg.connect(host=os.environ["OTAGAI_DB_HOST"], user="postgres", dbname=database) as root:
        row = root.execute(
            "SELECT id, receipt_number FROM intake_consultation WHERE state = 'arrived' AND id > 200 ORDER BY id LIMIT 1"
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def measure(small: str, large: str, size: int, seconds: float) -> int:
    """Measure everything, print it, judge it."""
    bars = Bars([])
    cookies_small, cookies = session_of(small), session_of(large)
    listed = pages(cookies, deep_key(large), waiting_one(large))
    print(
        f"{size:,} 人・{size:,} 相談・{size * 4:,} 記録 ／ 各 2プロセス・1スレッド ／ 行レベル保護・版・閲覧の記録 あり\n"
    )
    print(HEADING)
    ours_at = {"port": 8191, "path": "/", "database": large}
    with (
        served("otagai.config.wsgi:application", **ours_at) as ours,  # type: ignore[arg-type]
        served("bench.floor:application", port=8192, path="/finder", database=large) as floor,
        served("otagai.config.wsgi:application", port=8193, path="/admin/", database=large,
               OTAGAI_DB_ROLE="owner", DJANGO_SETTINGS_MODULE="bench.admin_settings") as peer,
    ):  # fmt: skip
        reading, writing = ([page for page in listed if page.writes is which] for which in (False, True))
        for page in reading:
            row(page, ours, floor, peer, large, seconds, bars)
        load(reading, ours, seconds, bars)
        growth(reading, ours, cookies_small, small, bars)
        print(HEADING)  # last, for thousands of new consultations make it another town
        for page in writing:
            row(page, ours, floor, peer, large, seconds, bars)
        growth(writing, ours, cookies_small, small, bars)
    print(
        "\n" + ("すべての目標を満たしました" if not bars.missed else "届かなかった目標:\n  " + "\n  ".join(bars.missed))
    )
    return 1 if bars.missed else 0


def row(page: Page, ours: str, floor: str, peer: str, database: str, seconds: float, bars: Bars) -> None:
    """One line of the table."""
    times = one_client(ours, page.request)
    marks = [bars.judge(f"{page.name} p50", times.p50, page.p50), bars.judge(f"{page.name} p95", times.p95, page.p95)]
    marks.append(bars.judge(f"{page.name} bytes", times.bytes, page.most_bytes))
    statements = count_of_statements(database, page.request)
    marks.append(bars.judge(f"{page.name} SQL", statements, 12))
    rate = 0.0
    floor_share = peer_share = ""
    if page.floor:
        path = page.floor + ("&" if "?" in page.floor else "?") + f"bytes={times.bytes}"
        beside = (floor, Request(path, page.request.cookie, page.request.body, page.request.expects))
        rate, floors = in_turns((ours, page.request), beside, seconds=2 * seconds)
        floor_share = f"{floors / rate:.1f}×"
        marks.append(bars.judge(f"{page.name} 床比", floors / rate, 2.5 if page.name in HOT else 5))
    if page.peer:
        rate, peers = in_turns((ours, page.request), (peer, page.peer), seconds=2 * seconds)
        peer_share = f"{peers / rate:.2f}×"
        marks.append(bars.judge(f"{page.name} 管理画面比", peers / rate, 1))
    rate = rate or throughput(ours, page.request, seconds=seconds)
    if not page.request.body:
        marks.append(bars.judge(f"{page.name} 初回の合計", first_load(ours, page.request), 200_000))
    print(
        f"{page.name} | {rate:.0f} | {times.p50:.1f} | {times.p95:.1f} | {statements if statements >= 0 else '–'} | {times.bytes:,} "
        f"| {floor_share or '–'} | {peer_share or '–'} | {''.join(marks)}", flush=True,
    )  # fmt: skip


def load(listed: list[Page], ours: str, seconds: float, bars: Bars) -> None:
    """p95 at 20 and at 100 requests a second."""
    print("\n負荷 | p95 20件/秒 | p95 100件/秒 | 比")
    for page in (page for page in listed if page.name in HOT):
        calm, busy = (at_rate(ours, page.request, rate=rate, seconds=max(seconds, 4)) for rate in (20, 100))
        mark = bars.judge(f"{page.name} 負荷", busy.p95 / calm.p95, 4)
        print(f"{page.name} | {calm.p95:.1f} | {busy.p95:.1f} | {busy.p95 / calm.p95:.1f} {mark}", flush=True)


def growth(listed: list[Page], ours: str, cookies: str, database: str, bars: Bars) -> None:
    """The same pages in a town ten times smaller, asked alternately: time must not grow with size."""
    print("\n大きさ | 1/10のまち p50 | p50 | 比")
    own = f"otagai_session={cookies.split()[0]}; csrftoken={TOKEN}"
    with served("otagai.config.wsgi:application", port=8194, path="/", database=database) as smaller:
        for page in listed:
            asked = page.request
            if "before=" in asked.path:
                continue
            same = Request(asked.path, own if asked.cookie else "", asked.body, asked.expects)
            small, large = side_by_side((smaller, same), (ours, asked))
            mark = bars.judge(f"{page.name} 100k/10k", large / small, 1.3)
            print(f"{page.name} | {small:.1f} | {large:.1f} | {large / small:.2f} {mark}", flush=True)
