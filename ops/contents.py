"""What a database holds, in numbers: rows and a fingerprint of the content for every table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Ask = Callable[[str], str]
"""Runs one SQL statement as superuser and returns rows, one per line, columns divided by tabs."""

TABLES = """
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
ORDER BY 1
"""
# The sum of one hash per row does not depend on their order; hashtextextended is the same in PostgreSQL 15 to 18.
ONE = "SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t"


def contents(ask: Ask) -> dict[str, tuple[int, str]]:
    """Table name → (number of rows, fingerprint of their content)."""
    tables = ask(TABLES).split("\n")
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(tables), 40):
        union = " UNION ALL ".join(ONE.format(table=table) for table in tables[start : start + 40] if table)
        for row in ask(union).splitlines() if union else []:
            table, count, fingerprint = row.split("\t")
            found[table] = (int(count), fingerprint)
    return found


def differences(promised: Mapping[str, tuple[int, str]], restored: Mapping[str, tuple[int, str]]) -> list[str]:
    """One Japanese line for each table that is missing, additional, or different; none when all is there."""
    lines = [f"{table}: 戻っていません" for table in sorted(promised.keys() - restored.keys())]
    lines += [f"{table}: 余分にあります" for table in sorted(restored.keys() - promised.keys())]
    for table in sorted(promised.keys() & restored.keys()):
        (rows, mark), (rows_now, mark_now) = promised[table], restored[table]
        if rows != rows_now:
            lines.append(f"{table}: {rows} 件のはずが {rows_now} 件")
        elif mark != mark_now:
            lines.append(f"{table}: 件数は同じですが 中身が違います")
    return lines
