"""Measuring: ./otagai bench web --size 100000 (the pages, here), ./otagai bench places (bench/places.py: the finder with
5,000 places) and ./otagai bench reach (see bench/reach.py)

Prints, for each page, requests/s, p50/p95, SQL statements and bytes, beside the floor doing the same work and — for list,
open and save — beside Django admin over the same tables, all in one run on one machine. Only ratios count (the machine is
shared and noisy); each bar is printed with the figure it judges.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otagai.config.settings")


def prepare(size: int, *, of_places: int | None = None) -> str:
    """The name of a loaded database of that size (and with so many places); made anew."""
    from django.core.management import call_command
    from django.db import connection

    from bench.population import PLACES, load

    host = os.environ["OTAGAI_DB_HOST"]
    name = f"otagai_bench_{size}" + (f"_{of_places}" if of_places else "")
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as root:
        root.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        root.execute(f'CREATE DATABASE "{name}" OWNER otagai_owner')
    connection.close()
    connection.settings_dict |= {"NAME": name, "USER": "otagai_owner"}
    call_command("migrate", verbosity=0)
    load(f"host={host} user=postgres dbname={name}", size, of_places=of_places or PLACES)
    connection.close()
    return name


def main() -> int:
    """Run the bench of that name; the exit code says whether every bar was met."""
    if sys.argv[1:2] == ["reach"]:
        from bench.reach import main as reach

        return reach(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="./otagai bench", description=__doc__)
    parser.add_argument("name", choices=["web", "reach", "places"])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=5_000, help="of the bench of that name")
    parser.add_argument("--seconds", type=float, default=4, help="per measured load")
    chosen = parser.parse_args()
    os.environ["OTAGAI_DEMO"] = "1"  # no second factor for the measuring client; everything else as in use
    os.environ["OTAGAI_ORIGIN"] = "http://127.0.0.1:8191"
    os.environ["OTAGAI_SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ["OTAGAI_STATIC_ROOT"] = str(Path(tempfile.gettempdir()) / "otagai-bench-static")
    os.environ.pop("OTAGAI_TESTING", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", "--noinput", "--ignore", "hx-*", verbosity=0)
    if chosen.name == "places":
        from bench.places import PEOPLE, measure_places

        return measure_places(prepare(PEOPLE, of_places=chosen.places), chosen.places)
    from bench.web import measure

    small = max(chosen.size // 10, 1000)
    return measure(prepare(small), prepare(chosen.size), chosen.size, chosen.seconds)


if __name__ == "__main__":
    raise SystemExit(main())
