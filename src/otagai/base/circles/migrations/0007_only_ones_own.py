"""Whoever stands in a circle ends their own place, not another's; only a letter nobody answered yet is taken back.

An organisation ends its own membership or stands on another basis (accepting, leaving). Another's it may only end, only while
that one merely waits as the taker of a letter, and only when it stands there for more than a letter itself. What has ended
stays ended; no membership is given a date to come. Nobody lifts an exclusion, and a circle of named people stays one.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION circles_leads(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM circles_membership m
    WHERE m.circle_id = c AND m.basis <> 'referred'
      AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
      AND (m.user_id = app_user() OR m.organization_id = ANY (app_organizations()))
  )
$$;
REVOKE EXECUTE ON FUNCTION circles_leads(bigint) FROM PUBLIC;
DROP POLICY left_it ON circles_membership;
CREATE POLICY ended_own ON circles_membership FOR UPDATE TO otagai_app
  USING (until IS NULL AND circles_sees(circle_id) AND (user_id = app_user() OR organization_id = ANY (app_organizations())))
  WITH CHECK ((until IS NULL OR until <= clock_timestamp() + interval '5 minutes')
    AND (user_id = app_user() OR organization_id = ANY (app_organizations())));
CREATE POLICY ended_waiting ON circles_membership FOR UPDATE TO otagai_app
  USING (until IS NULL AND basis = 'referred' AND circles_sees(circle_id) AND circles_leads(circle_id))
  WITH CHECK (basis = 'referred' AND until IS NOT NULL AND until <= clock_timestamp() + interval '5 minutes');
DROP POLICY seen ON circles_membership;
CREATE POLICY seen ON circles_membership FOR SELECT TO otagai_app USING (
  organization_id = ANY (app_organizations()) OR user_id = app_user() OR circles_sees(circle_id));
REVOKE UPDATE (until) ON circles_exclusion FROM otagai_app;
DROP POLICY changed ON circles_circle;
CREATE POLICY closed_further ON circles_circle FOR UPDATE TO otagai_app USING (circles_sees(id)) WITH CHECK (named_only);
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0006_rows_stay")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
