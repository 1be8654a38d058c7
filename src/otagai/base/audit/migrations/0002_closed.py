"""Versions by trigger, and traces that the app role can add to but neither change nor remove."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions

SQL = """
CREATE FUNCTION audit_keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  is_now jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  difference jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(n.key, jsonb_build_array(o.value, n.value)) INTO difference
      FROM jsonb_each(is_now) n JOIN jsonb_each(to_jsonb(OLD)) o USING (key) WHERE n.value IS DISTINCT FROM o.value;
    IF difference IS NULL THEN RETURN NULL; END IF;
  ELSE
    difference := is_now;
  END IF;
  INSERT INTO audit_version (at, "table", row_id, circle_id, operation, user_id, role, why, origin, changes)
  VALUES (clock_timestamp(), TG_TABLE_NAME, (is_now ->> 'id')::bigint, (is_now ->> 'circle_id')::bigint,
    left(TG_OP, 1), app_user(), coalesce(nullif(current_setting('role', true), 'none'), session_user),
    coalesce(current_setting('app.why', true), ''), coalesce(current_setting('app.origin', true), ''), difference);
  RETURN NULL;
END $$;

REVOKE INSERT, UPDATE ON audit_version FROM otagai_app, otagai_worker;
REVOKE UPDATE ON audit_reading, audit_deed FROM otagai_app, otagai_worker;

ALTER TABLE audit_version ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_version FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON audit_version TO otagai_owner USING (true) WITH CHECK (true);
CREATE POLICY worker_reads ON audit_version FOR SELECT TO otagai_worker USING (true);
CREATE POLICY seen ON audit_version FOR SELECT TO otagai_app
  USING (CASE WHEN circle_id IS NULL THEN app_oversight() ELSE circles_sees(circle_id) END);

ALTER TABLE audit_reading ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON audit_reading TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY written ON audit_reading FOR INSERT TO otagai_app WITH CHECK (user_id = app_user());
CREATE POLICY overseen ON audit_reading FOR SELECT TO otagai_app USING (app_oversight() OR user_id = app_user());

ALTER TABLE audit_deed ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_deed FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON audit_deed TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY written ON audit_deed FOR INSERT TO otagai_app WITH CHECK (user_id IS NOT DISTINCT FROM app_user());
CREATE POLICY seen ON audit_deed FOR SELECT TO otagai_app
  USING (app_oversight() OR user_id = app_user() OR (circle_id IS NOT NULL AND circles_sees(circle_id)));
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("circles", "0003_sight"), ("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        keep_versions("circles_membership", "circles_exclusion", "accounts_assignment", "accounts_user"),
    ]
