"""people_alike: the circle is asked before the cut, so that strangers who share a key never hide whom one may see."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION people_alike(wanted bigint[], most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  -- A key that very many share (the telephone of a facility) says little: 500 of those one may see are enough to look at.
  SELECT s.person_id FROM unnest(wanted) AS k(key)
  CROSS JOIN LATERAL (
    SELECT o.person_id FROM people_searchkey o
    WHERE o.key = k.key AND (session_user = 'otagai_owner' OR circles_sees(o.circle_id)) LIMIT 500) s
  GROUP BY s.person_id ORDER BY count(*) DESC, s.person_id LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_alike"), ("circles", "0003_sight")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
