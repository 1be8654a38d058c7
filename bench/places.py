"""The pages of places in a town with very many of them: ./otagai bench places --places 5000 (issue 3 §6).

Bars: the finder's p50 in whatever way it is asked, what its map loads, and the statements of a page. No peer and no floor here:
`bench web` holds the finder against its floor.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

from bench.client import Request, one_client
from bench.serving import served
from bench.web import Bars, count_of_statements, fetched

PEOPLE = 1_000
P50, MAP_BYTES, STATEMENTS = 80.0, 150_000, 12
PORT, COUNT = 8195, 60
ASKED = {
    "はじめの一覧": "/places/",
    "ここから": "/places/?lat=34.9&lon=138.34",
    "ここから・曜日と時間": "/places/?lat=34.9&lon=138.34&weekday=2&band=morning",
    "曜日と時間": "/places/?weekday=2&band=morning",
    "種類": "/places/?kinds=salon&kinds=park",
    "ことば": "/places/?text=小川",
    "町の名前から": "/places/?where=本町第0区",
    "20ページ先": "",
    "場所のページ": "/places/2500/",
    "福祉相談窓口": "/windows/",
}


def measure_places(database: str, count: int) -> int:
    """Ask the finder in every way, one client after a warm-up; print and judge."""
    bars = Bars([])
    asked_as_the_app(database)
    print(f"{count:,} の場所 ／ 2プロセス・1スレッド ／ 1人が {COUNT} 回ずつ\n")
    print("問い | p50 ms | p95 ms | SQL | bytes | 地図のデータ bytes | 判定")
    with served("otagai.config.wsgi:application", port=PORT, path="/", database=database) as ours:
        for name, path in ASKED.items():
            print(line(name, quoted(path or far(ours)), ours, database, bars), flush=True)
    missed = "\n  ".join(bars.missed)
    print("\n" + (f"届かなかった目標:\n  {missed}" if missed else "すべての目標を満たしました"))
    return 1 if bars.missed else 0


def asked_as_the_app(database: str) -> None:
    """Statements are counted in this process, with the role of the web processes."""
    from django.db import connection

    connection.close()
    connection.settings_dict |= {"NAME": database, "USER": "otagai_app"}


def line(name: str, path: str, ours: str, database: str, bars: Bars) -> str:
    """One way of asking."""
    request = Request(path)
    times = one_client(ours, request, count=COUNT)
    statements, loaded = count_of_statements(database, request), map_bytes(ours, path)
    marks = [
        bars.judge(f"{name} p50", times.p50, P50),
        bars.judge(f"{name} 地図", loaded, MAP_BYTES),
        bars.judge(f"{name} SQL", statements, STATEMENTS),
    ]
    return (
        f"{name} | {times.p50:.1f} | {times.p95:.1f} | {statements} | {times.bytes:,} | {loaded:,} | {''.join(marks)}"
    )


def map_bytes(ours: str, path: str) -> int:
    """What the map of a page needs: its points and the outline it fetches, unpacked."""
    _, page = fetched(ours + path, "")
    points = re.search(r'id="map-points"[^>]*>(.*?)</script>', page, re.DOTALL)
    areas = re.search(r'data-areas="([^"]+)"', page)
    outline = fetched(urljoin(ours + path, areas[1].replace("&amp;", "&")), "")[1] if areas else ""
    return len((points[1] if points else "").encode()) + len(outline.encode())


def far(ours: str, pages: int = 20) -> str:
    """The address of a page far down the list, as a patient person reaches it."""
    path = "/places/"
    for _ in range(pages):
        _, page = fetched(ours + path, "")
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        if following is None:
            break
        path = "/places/" + following[1].replace("&amp;", "&")
    return path


def quoted(path: str) -> str:
    """The address as it is sent."""
    return quote(path, safe="/?=&%:.")
