"""Who answers for somebody whose mail never arrived sees to whom: the leader of their organisation, else who keeps the system."""

from django.db import migrations

SQL = """
CREATE FUNCTION notices_answers_for(receiver bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH held AS (
    SELECT user_id, organization_id, duty FROM accounts_assignment
    WHERE since <= (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date
      AND (until IS NULL OR until > (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date)
  ), leaders AS (
    SELECT l.user_id FROM held l JOIN held theirs ON theirs.organization_id = l.organization_id
    WHERE theirs.user_id = receiver AND l.duty = 'organization_leader'
  )
  SELECT EXISTS (SELECT 1 FROM leaders WHERE user_id = app_user())
    OR (NOT EXISTS (SELECT 1 FROM leaders)
        AND EXISTS (SELECT 1 FROM held WHERE user_id = app_user() AND duty = 'system_administrator'))
$$;
REVOKE EXECUTE ON FUNCTION notices_answers_for(bigint) FROM PUBLIC;
CREATE POLICY answered_for ON notices_message FOR SELECT TO otagai_app
  USING (state = 'given_up' AND notices_answers_for(receiver_id));
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_receiver"), ("accounts", "0002_sessions_ended")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
