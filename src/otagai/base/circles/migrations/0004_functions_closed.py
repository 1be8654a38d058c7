"""Functions that look past row-level security are for staff and worker alone; the public role calls just the ones named for it.

Whoever steals the public server can set any setting of its own transaction; so it must not be able to call what asks them.
"""

from django.db import migrations

SQL = """
DO $$
DECLARE
  found regprocedure;
BEGIN
  FOR found IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
               WHERE n.nspname = 'public' AND p.prosecdef LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', found);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO otagai_app, otagai_worker', found);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION places_window_by_token(text, timestamptz) TO otagai_public;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0003_sight"),
        ("audit", "0003_quiet"),
        ("people", "0003_alike"),
        ("places", "0002_not_for_the_public"),
        ("referrals", "0003_loads"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
