"""A cluster of one's own."""

import subprocess
import time
from pathlib import Path

import pytest

from ops import postgres
from ops.postgres import DATABASE, Cluster
from ops.say import Trouble


def as_role(cluster: Cluster, role: str, statement: str) -> subprocess.CompletedProcess[str]:
    """psql as one of the town's roles."""
    command = [
        cluster.binaries.program("psql"),
        "-X",
        "-A",
        "-t",
        "-h",
        cluster.socket,
        "-U",
        role,
        "-d",
        DATABASE,
        "-c",
        statement,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_cluster_runs_and_a_second_start_changes_nothing(town_cluster: Cluster) -> None:
    assert town_cluster.running()
    assert town_cluster.start() is False


def test_nobody_reaches_it_over_the_network(town_cluster: Cluster) -> None:
    assert town_cluster.sql("SHOW listen_addresses") == ""
    assert town_cluster.socket.stat().st_mode & 0o077 == 0


def test_what_a_town_writes_is_really_on_the_disk(town_cluster: Cluster) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert town_cluster.sql(f"SHOW {setting}") == "on"


def test_the_roles_own_nothing_and_cannot_step_round_row_level_security(town_cluster: Cluster) -> None:
    powers = town_cluster.sql(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles"
        " WHERE rolname LIKE 'otagai%' ORDER BY 1"
    )
    assert powers.splitlines() == [
        "otagai_app\tf\tf\tf\tf\tf",
        "otagai_owner\tf\tf\tf\tt\tt",
        "otagai_public\tf\tf\tf\tf\tt",
        "otagai_worker\tf\tf\tf\tf\tt",
    ]


def test_the_roles_can_be_founded_again(town_cluster: Cluster) -> None:
    town_cluster.found_roles()
    assert town_cluster.found_database() is False


def test_the_app_may_step_down_to_public_but_not_up_to_owner_or_worker(town_cluster: Cluster) -> None:
    assert as_role(town_cluster, "otagai_app", "SET ROLE otagai_public").returncode == 0
    assert as_role(town_cluster, "otagai_app", "SET ROLE otagai_owner").returncode != 0
    assert as_role(town_cluster, "otagai_app", "SET ROLE otagai_worker").returncode != 0
    assert as_role(town_cluster, "otagai_public", "SET ROLE otagai_app").returncode != 0


def test_the_app_cannot_make_or_change_tables(town_cluster: Cluster) -> None:
    assert as_role(town_cluster, "otagai_app", "SELECT count(*) FROM resident").stdout.strip() == "3"
    assert as_role(town_cluster, "otagai_app", "CREATE TABLE mine (id int)").returncode != 0
    assert as_role(town_cluster, "otagai_app", "DROP TABLE resident").returncode != 0


def test_the_log_does_not_repeat_a_name_that_was_doubled(town_cluster: Cluster) -> None:
    town_cluster.sql(
        "CREATE TABLE secret_name (name text UNIQUE); INSERT INTO secret_name VALUES ('ひみつの花子')",
        database=DATABASE,
    )
    with pytest.raises(Trouble):
        town_cluster.sql("INSERT INTO secret_name VALUES ('ひみつの花子')", database=DATABASE)
    town_cluster.sql("DROP TABLE secret_name", database=DATABASE)
    assert "花子" not in town_cluster.log.read_text(encoding="utf-8", errors="replace")


def test_a_half_made_cluster_is_made_anew(open_place: Path) -> None:
    cluster = postgres.cluster(open_place / "half" / "town", lasting=False)
    cluster.who.own(cluster.directory)
    cluster.who.own(cluster.files)
    (cluster.files / "PG_VERSION").write_text("broken")
    assert cluster.start() is True
    assert cluster.sql("SELECT 1") == "1"
    assert cluster.stop("immediate") is True
    assert cluster.stop() is False


def test_after_a_power_cut_the_cluster_starts_again(open_place: Path) -> None:
    cluster = postgres.cluster(open_place / "cut" / "town", lasting=True)
    cluster.start()
    cluster.sql("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)")
    leader = int((cluster.files / "postmaster.pid").read_text().splitlines()[0])
    subprocess.run(["kill", "-9", str(leader)], check=True)
    while cluster.running():
        time.sleep(0.05)
    assert cluster.start() is True
    assert cluster.sql("SELECT id FROM kept") == "7"
    cluster.stop("immediate")


def test_a_long_path_gets_a_short_socket(open_place: Path) -> None:
    deep = open_place / ("とても深いところ" * 6)
    cluster = postgres.cluster(deep / "town", lasting=False)
    assert len(str(cluster.socket / ".s.PGSQL.5432").encode()) < 100
    cluster.start()
    assert cluster.sql("SELECT 1") == "1"
    cluster.stop("immediate")


def test_a_socket_directory_that_a_stranger_made_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(Trouble, match="別の利用者"):
        postgres.safe_short_directory(tmp_path / "link")


def test_the_note_says_which_version_made_the_cluster(town_cluster: Cluster, tmp_path: Path) -> None:
    assert postgres.made_by(town_cluster.directory) == town_cluster.binaries.major
    assert postgres.made_by(tmp_path) is None
