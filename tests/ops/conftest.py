"""The launcher is tried as people use it: with real programs, real clusters and real files — without Django."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops import postgres
from ops.ground import Home
from ops.postgres import Cluster


@pytest.fixture(scope="session")
def open_place() -> Iterator[Path]:
    """A directory that the database user can reach when root runs the tests (pytest's own is closed)."""
    place = Path(tempfile.mkdtemp(prefix="otagai-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def town_cluster(open_place: Path) -> Iterator[Cluster]:
    """A running cluster with roles, the town's database, and three residents in it; room for a drawing."""
    cluster = postgres.cluster(open_place / "home" / "town", lasting=True)
    cluster.start()
    cluster.found_roles()
    cluster.found_database()
    cluster.sql(
        "CREATE TABLE resident (id int PRIMARY KEY, name text);"
        "ALTER TABLE resident OWNER TO otagai_owner; GRANT SELECT ON resident TO otagai_app;"
        "INSERT INTO resident VALUES (1, '髙橋'), (2, '山﨑'), (3, '佐藤');"
        "CREATE TABLE drawing (content bytea); ALTER TABLE drawing OWNER TO otagai_owner",
        database=postgres.DATABASE,
    )
    yield cluster
    cluster.stop("immediate")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home of a town."""
    return Home(tmp_path / "var").prepare()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the steps write."""
    return tmp_path / "step.log"


@pytest.fixture(autouse=True)
def an_ordinary_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests run under test settings; the launcher they try must not know."""
    for name in ("OTAGAI_TESTING", "OTAGAI_CHECKING", "OTAGAI_DEMO", "OTAGAI_SECRET_KEY", "OTAGAI_HOME"):
        monkeypatch.delenv(name, raising=False)
