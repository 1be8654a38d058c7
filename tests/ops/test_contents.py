"""Counting what a database holds."""

from ops.contents import contents, differences
from ops.postgres import DATABASE, Cluster


def test_rows_and_content_are_counted_for_every_table(town_cluster: Cluster) -> None:
    found = contents(lambda statement: town_cluster.sql(statement, database=DATABASE))
    assert found["public.resident"][0] == 3


def test_a_changed_letter_changes_the_fingerprint_but_the_order_does_not(town_cluster: Cluster) -> None:
    def ask(statement: str) -> str:
        return town_cluster.sql(statement, database=DATABASE)

    ask("CREATE TABLE drawer (name text); INSERT INTO drawer VALUES ('高'), ('橋')")
    before = contents(ask)["public.drawer"]
    ask("TRUNCATE drawer; INSERT INTO drawer VALUES ('橋'), ('高')")
    assert contents(ask)["public.drawer"] == before
    ask("UPDATE drawer SET name = '髙' WHERE name = '高'")
    changed = contents(ask)["public.drawer"]
    ask("DROP TABLE drawer")
    assert changed[0] == before[0]
    assert changed[1] != before[1]


def test_every_difference_is_named() -> None:
    promised = {"a": (1, "x"), "b": (2, "y"), "c": (3, "z"), "d": (4, "w")}
    restored = {"b": (1, "y"), "c": (3, "q"), "d": (4, "w"), "e": (5, "v")}
    assert differences(promised, restored) == [
        "a: 戻っていません",
        "e: 余分にあります",
        "b: 2 件のはずが 1 件",
        "c: 件数は同じですが 中身が違います",
    ]


def test_the_same_has_no_difference() -> None:
    assert differences({"a": (1, "x")}, {"a": (1, "x")}) == []
