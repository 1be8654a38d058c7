"""People and households: closed by circle, versioned, found only through people_found(keys)."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions, protect

SQL = """
REVOKE ALL ON people_searchkey FROM otagai_app, otagai_worker;
ALTER TABLE people_searchkey ENABLE ROW LEVEL SECURITY; ALTER TABLE people_searchkey FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON people_searchkey TO otagai_owner USING (true) WITH CHECK (true);

CREATE FUNCTION people_found(wanted bigint[], most integer) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- Start from the rarest key, then ask for the others one by one; the circle decides last.
  RETURN QUERY
    WITH rarest AS (
      SELECT k.key FROM unnest(wanted) AS k(key)
      ORDER BY (SELECT count(*) FROM (SELECT 1 FROM people_searchkey s WHERE s.key = k.key LIMIT 3000) c) LIMIT 1
    )
    SELECT s.person_id FROM people_searchkey s
    WHERE s.key = (SELECT key FROM rarest)
      AND NOT EXISTS (
        SELECT 1 FROM unnest(wanted) AS w(key)
        WHERE NOT EXISTS (SELECT 1 FROM people_searchkey o WHERE o.key = w.key AND o.person_id = s.person_id))
      AND (session_user = 'otagai_owner' OR circles_sees(s.circle_id))
    LIMIT most;
END $$;

CREATE FUNCTION people_rekey(whom bigint, now_keys bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  its_circle bigint;
BEGIN
  SELECT circle_id INTO its_circle FROM people_person WHERE id = whom;
  IF its_circle IS NULL OR NOT (current_setting('role', true) = 'otagai_worker'
     OR session_user IN ('otagai_owner', 'otagai_worker') OR circles_sees(its_circle)) THEN
    RAISE insufficient_privilege USING MESSAGE = 'not in the circle';
  END IF;
  DELETE FROM people_searchkey WHERE person_id = whom AND key <> ALL (now_keys);
  INSERT INTO people_searchkey (circle_id, person_id, key)
    SELECT its_circle, whom, k FROM unnest(now_keys) AS k ON CONFLICT DO NOTHING;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("audit", "0002_closed")]
    operations = [
        protect("people_person", "people_contactmethod", "people_household", "people_householdmember"),
        keep_versions("people_person", "people_contactmethod", "people_household", "people_householdmember"),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
