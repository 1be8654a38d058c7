"""Who was only asked by a letter makes nobody unfindable: the keys of a person are renewed by those who may write."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION people_rekey(whom bigint, now_keys bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  its_circle bigint;
BEGIN
  SELECT circle_id INTO its_circle FROM people_person WHERE id = whom;
  IF its_circle IS NULL OR NOT (current_setting('role', true) = 'otagai_worker'
     OR session_user IN ('otagai_owner', 'otagai_worker') OR circles_leads(its_circle)) THEN
    RAISE insufficient_privilege USING MESSAGE = 'not in the circle';
  END IF;
  DELETE FROM people_searchkey WHERE person_id = whom AND key <> ALL (now_keys);
  INSERT INTO people_searchkey (circle_id, person_id, key)
    SELECT its_circle, whom, k FROM unnest(now_keys) AS k ON CONFLICT DO NOTHING;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_only_asked")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
