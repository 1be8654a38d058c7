"""Versions of accounts leave out the passphrase (even hashed) and the moment of the last log-in; pages of readings are found quickly."""

from django.db import migrations, models

SQL = """
CREATE OR REPLACE FUNCTION audit_keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  is_now jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  difference jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(n.key, jsonb_build_array(o.value, n.value)) INTO difference
      FROM jsonb_each(is_now) n JOIN jsonb_each(to_jsonb(OLD)) o USING (key) WHERE n.value IS DISTINCT FROM o.value;
  ELSE
    difference := is_now;
  END IF;
  IF TG_TABLE_NAME = 'accounts_user' THEN difference := difference - 'password' - 'last_login'; END IF;
  IF difference IS NULL OR difference = '{}'::jsonb THEN RETURN NULL; END IF;
  INSERT INTO audit_version (at, "table", row_id, circle_id, operation, user_id, role, why, origin, changes)
  VALUES (clock_timestamp(), TG_TABLE_NAME, (is_now ->> 'id')::bigint, (is_now ->> 'circle_id')::bigint,
    left(TG_OP, 1), app_user(), coalesce(nullif(current_setting('role', true), 'none'), session_user),
    coalesce(current_setting('app.why', true), ''), coalesce(current_setting('app.origin', true), ''), difference);
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_closed")]
    operations = [
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="reading", index=models.Index(fields=["circle_id", "-id"], name="readings_of_circle")
        ),
    ]
