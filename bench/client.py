"""A client that measures: one at a time, as fast as it goes, or at a given rate. Bounded in count and time."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Request:
    """One request as it is sent; `body` makes it a POST."""

    path: str
    cookie: str = ""
    body: Callable[[], str] | None = None
    expects: tuple[int, ...] = (200,)

    def headers(self) -> dict[str, str]:
        """Headers of a browser with a session."""
        given = {"Cookie": self.cookie} if self.cookie else {}
        return given | ({"Content-Type": "application/x-www-form-urlencoded"} if self.body else {})


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float
    rate: float
    bytes: int = 0


def send(connection: http.client.HTTPConnection, request: Request) -> int:
    """One request over a kept connection; the length of the answer. An unexpected answer stops the measurement."""
    connection.request(
        "POST" if request.body else "GET", request.path, request.body() if request.body else None, request.headers()
    )
    answer = connection.getresponse()
    content = answer.read()
    if answer.status not in request.expects:
        raise RuntimeError(f"{request.path}: {answer.status} {content[:300]!r}")
    return len(content)


def one_client(address: str, request: Request, *, count: int = 120) -> Times:
    """Latency of a single client after a warm-up, and its requests per second."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    for _ in range(15):
        size = send(connection, request)
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        send(connection, request)
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return Times(statistics.median(taken), percentile(taken, 95), 1000 / statistics.mean(taken), size)


def percentile(values: list[float], share: int) -> float:
    """The value below which `share` percent lie."""
    return sorted(values)[min(len(values) * share // 100, len(values) - 1)]


def throughput(address: str, request: Request, *, seconds: float, clients: int = 4) -> float:
    """Requests per second with a few clients as fast as they go."""
    until, counts = time.perf_counter() + seconds, [0] * clients

    def go(number: int) -> None:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        while time.perf_counter() < until:
            send(connection, request)
            counts[number] += 1
        connection.close()

    start = time.perf_counter()
    run_all([partial(go, number) for number in range(clients)])
    return sum(counts) / (time.perf_counter() - start)


def in_turns(
    first: tuple[str, Request], second: tuple[str, Request], *, seconds: float, turns: int = 4
) -> tuple[float, float]:
    """Requests per second of two servers asked in turns: a machine that slows down slows down both."""
    rates: list[tuple[float, float]] = []
    for _ in range(turns):
        rates.append((throughput(*first, seconds=seconds / turns), throughput(*second, seconds=seconds / turns)))
    return statistics.mean(rate for rate, _ in rates), statistics.mean(rate for _, rate in rates)


def side_by_side(first: tuple[str, Request], second: tuple[str, Request], *, count: int = 100) -> tuple[float, float]:
    """The median milliseconds of two servers asked alternately by one client, after a warm-up."""
    ways = [
        (http.client.HTTPConnection(to.removeprefix("http://"), timeout=30), request) for to, request in (first, second)
    ]
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(count + 15):
        for (connection, request), times in zip(ways, taken, strict=True):
            start = time.perf_counter()
            send(connection, request)
            if number >= 15:
                times.append((time.perf_counter() - start) * 1000)
    for connection, _ in ways:
        connection.close()
    return statistics.median(taken[0]), statistics.median(taken[1])


def at_rate(address: str, request: Request, *, rate: int, seconds: float, clients: int = 24) -> Times:
    """Open loop: requests start on a schedule whether or not earlier ones are done; waiting counts."""
    start, taken, lock = time.perf_counter() + 0.2, [], threading.Lock()
    slots = iter(range(int(rate * seconds)))

    def go() -> None:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        while True:
            with lock:
                slot = next(slots, None)
            if slot is None:
                break
            due = start + slot / rate
            time.sleep(max(due - time.perf_counter(), 0))
            send(connection, request)
            taken.append((time.perf_counter() - due) * 1000)
        connection.close()

    run_all([go] * clients)
    return Times(statistics.median(taken), percentile(taken, 95), len(taken) / seconds)


def run_all(work: list[Callable[[], None]]) -> None:
    """All at once; whatever one of them could not do stops the measurement."""
    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(each) for each in work]:
            done.result()
