"""What migrations say about tables of people: row-level security by circle, and what the public role may touch."""

from __future__ import annotations

from django.db import migrations

KEEPERS = ("otagai_owner", "otagai_worker")


def protected_sql(table: str, column: str = "circle_id") -> str:
    """SQL that closes a table: the app role sees and writes only rows of circles it stands in; keepers work on all."""
    keepers = "".join(
        f"CREATE POLICY kept_by_{role} ON {table} TO {role} USING (true) WITH CHECK (true);\n" for role in KEEPERS
    )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY seen_in_circle ON {table} TO otagai_app USING (circles_sees({column})) "
        f"WITH CHECK (circles_sees({column}));\n{keepers}"
    )


def protect(*tables: str) -> migrations.RunSQL:
    """Migration operation: the tables are about people, each row belongs to the circle in its circle_id."""
    return migrations.RunSQL("".join(protected_sql(table) for table in tables), migrations.RunSQL.noop)


def keep_versions(*tables: str) -> migrations.RunSQL:
    """Migration operation: every insert and update of the tables leaves a version (base.audit)."""
    sql = "".join(
        f"CREATE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_keep_version();\n"
        for table in tables
    )
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


def published(*tables: str) -> migrations.RunSQL:
    """Migration operation: the public role may read these tables (nothing about people)."""
    return migrations.RunSQL(f"GRANT SELECT ON {', '.join(tables)} TO otagai_public;", migrations.RunSQL.noop)


def deletable(*tables: str) -> migrations.RunSQL:
    """Migration operation: rows here are not records (sessions, caches, jobs), the app may delete them."""
    return migrations.RunSQL(
        f"GRANT DELETE ON {', '.join(tables)} TO otagai_app, otagai_worker;", migrations.RunSQL.noop
    )
