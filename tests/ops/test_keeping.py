"""A kept town comes back whole, or not at all."""

import json
import tarfile
from pathlib import Path

import pytest

from ops import keeping, keys
from ops.ground import Home
from ops.postgres import DATABASE, Cluster
from ops.say import Trouble


@pytest.fixture
def living_home(town_cluster: Cluster, tmp_path: Path, log: Path) -> Home:
    """The home of the town in the test cluster, with keys."""
    home = Home(tmp_path / "var").prepare()
    keys.provide(home.keys, log=log)
    home.kind_file.write_text("real\n")
    return home


@pytest.fixture
def kept_file(town_cluster: Cluster, living_home: Home, tmp_path: Path, log: Path) -> Path:
    """A backup of that town."""
    keeping.backup(living_home, town_cluster, tmp_path / "town.tar", log=log)
    return tmp_path / "town.tar"


def test_a_kept_town_comes_back_with_every_row_and_key(
    kept_file: Path, living_home: Home, open_place: Path, log: Path
) -> None:
    fresh = Home(open_place / "restored")
    kept, cluster = keeping.restore(kept_file, fresh, major=None, log=log)
    try:
        assert (
            cluster.sql("SELECT string_agg(name, ',' ORDER BY id) FROM resident", database=DATABASE) == "髙橋,山﨑,佐藤"
        )
        assert (
            cluster.sql("SELECT tableowner FROM pg_tables WHERE tablename = 'resident'", database=DATABASE)
            == "otagai_owner"
        )
        assert kept.rows == 3
        assert fresh.kind() == "real"
        for name in (keys.SIGNING, *keys.LETTERBOX):
            assert (fresh.keys / name).read_bytes() == (living_home.keys / name).read_bytes()
    finally:
        cluster.stop("immediate")


def test_a_picture_comes_back_byte_for_byte(
    town_cluster: Cluster, living_home: Home, open_place: Path, tmp_path: Path, log: Path
) -> None:
    town_cluster.sql("INSERT INTO drawing SELECT decode('524946460057454250ff00', 'hex')", database=DATABASE)
    keeping.backup(living_home, town_cluster, tmp_path / "pictured.tar", log=log)
    _, cluster = keeping.restore(tmp_path / "pictured.tar", Home(open_place / "pictured"), major=None, log=log)
    try:
        assert cluster.sql("SELECT encode(content, 'hex') FROM drawing", database=DATABASE) == "524946460057454250ff00"
    finally:
        cluster.stop("immediate")
        town_cluster.sql("DELETE FROM drawing", database=DATABASE)


def test_the_file_is_closed_and_never_overwritten(
    kept_file: Path, town_cluster: Cluster, living_home: Home, log: Path
) -> None:
    assert kept_file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Trouble, match="もうあります"):
        keeping.backup(living_home, town_cluster, kept_file, log=log)
    assert [path.name for path in kept_file.parent.glob(".otagai-backup-*")] == []


def test_rows_written_meanwhile_are_in_neither_the_count_nor_the_dump(town_cluster: Cluster) -> None:
    with keeping.moment(town_cluster) as held:
        town_cluster.sql("INSERT INTO resident VALUES (99, '遅れて来た人')", database=DATABASE)
        try:
            assert keeping.contents(held.ask)["public.resident"][0] == 3
        finally:
            town_cluster.sql("DELETE FROM resident WHERE id = 99", database=DATABASE)


def test_nothing_is_restored_over_something_that_is_there(kept_file: Path, living_home: Home, log: Path) -> None:
    with pytest.raises(Trouble, match="空ではありません"):
        keeping.restore(kept_file, living_home, major=None, log=log)


def rewritten(kept_file: Path, target: Path, name: str, content: bytes) -> Path:
    """The same backup with one part replaced or added."""
    with tarfile.open(kept_file) as old, tarfile.open(target, "w") as new:
        parts = {member.name: old.extractfile(member).read() for member in old}
        for part, found in (parts | {name: content}).items():
            file = target.with_suffix(".part")
            file.write_bytes(found)
            new.add(file, arcname=part)
    return target


@pytest.mark.parametrize("part", [keeping.DUMP, "keys/letterbox.key", "keys/secret_key"])
def test_a_changed_part_is_noticed_before_anything_is_restored(
    kept_file: Path, tmp_path: Path, log: Path, part: str
) -> None:
    changed = rewritten(kept_file, tmp_path / "changed.tar", part, b"changed")
    with pytest.raises(Trouble, match="書き出したときと違います"):
        keeping.restore(changed, Home(tmp_path / "fresh"), major=None, log=log)


@pytest.mark.parametrize("name", ["../../escaped", "/escaped", "keys/authorized_keys"])
def test_a_part_with_a_foreign_name_is_refused(kept_file: Path, tmp_path: Path, log: Path, name: str) -> None:
    changed = rewritten(kept_file, tmp_path / "changed.tar", name, b"x")
    with pytest.raises(Trouble, match="知らないもの"):
        keeping.restore(changed, Home(tmp_path / "fresh"), major=None, log=log)


def test_a_file_that_is_not_there_is_not_called_damaged(tmp_path: Path, log: Path) -> None:
    with pytest.raises(Trouble, match="というファイルがありません"):
        keeping.restore(tmp_path / "none.tar", Home(tmp_path / "fresh"), major=None, log=log)
    assert not (tmp_path / "fresh").exists()


def test_a_restore_that_failed_leaves_nothing_half_done_and_its_log_stays(
    kept_file: Path, open_place: Path, tmp_path: Path, log: Path
) -> None:
    with tarfile.open(kept_file) as archive:
        listed = json.loads(archive.extractfile(keeping.LIST).read())
    listed["tables"]["public.resident"][0] = 4
    changed = rewritten(kept_file, tmp_path / "changed.tar", keeping.LIST, json.dumps(listed).encode())
    fresh = Home(open_place / "half-done")
    fresh.root.mkdir()
    with pytest.raises(Trouble, match="4 件のはずが 3 件"):
        keeping.restore(changed, fresh, major=None, log=log)
    assert list(fresh.root.iterdir()) == []
    with pytest.raises(Trouble) as failed:  # the database's own log lay in the place that was cleared
        keeping.restore(changed, fresh, major=99, log=log)
    assert failed.value.log in (None, log)
    _, cluster = keeping.restore(kept_file, fresh, major=None, log=log)
    cluster.stop("immediate")


def test_a_cut_off_file_is_refused(kept_file: Path, tmp_path: Path, log: Path) -> None:
    cut = tmp_path / "cut.tar"
    cut.write_bytes(kept_file.read_bytes()[:5000])
    with pytest.raises(Trouble):
        keeping.restore(cut, Home(tmp_path / "fresh"), major=None, log=log)


def test_rows_that_did_not_come_back_are_noticed(kept_file: Path, tmp_path: Path, open_place: Path, log: Path) -> None:
    with tarfile.open(kept_file) as archive:
        listed = json.load(archive.extractfile(keeping.LIST))
    listed["tables"]["public.resident"][0] = 4
    lying = rewritten(kept_file, tmp_path / "lying.tar", keeping.LIST, json.dumps(listed).encode())
    fresh = Home(open_place / "lying")
    with pytest.raises(Trouble, match="4 件のはずが 3 件"):
        keeping.restore(lying, fresh, major=None, log=log)
    assert fresh.kind() == "", "a town that is not whole cannot be opened"
    assert not keeping.postgres.cluster(fresh.town, lasting=True).running()


def test_a_form_from_the_future_is_refused(kept_file: Path, tmp_path: Path, log: Path) -> None:
    future = rewritten(kept_file, tmp_path / "future.tar", keeping.LIST, json.dumps({"form": 99}).encode())
    with pytest.raises(Trouble, match="この版は知りません"):
        keeping.restore(future, Home(tmp_path / "fresh"), major=None, log=log)
