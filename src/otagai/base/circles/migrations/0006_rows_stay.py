"""A record stays in its circle: whoever stands in two circles does not carry a row from one into the other."""

from django.db import migrations

SQL = """
CREATE FUNCTION circles_row_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.circle_id IS DISTINCT FROM OLD.circle_id THEN
    RAISE insufficient_privilege USING MESSAGE = 'a record stays in its circle';
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE
  found regclass;
BEGIN
  FOR found IN SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'circle_id'
               AND NOT a.attisdropped LOOP
    EXECUTE format('CREATE TRIGGER stays_in_its_circle BEFORE UPDATE OF circle_id ON %s
      FOR EACH ROW EXECUTE FUNCTION circles_row_stays()', found);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0005_only_ends"),
        ("audit", "0004_read_in_the_circle"),
        ("consents", "0002_closed"),
        ("disclosure", "0002_closed"),
        ("intake", "0002_closed"),
        ("people", "0002_closed"),
        ("referrals", "0002_closed"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
