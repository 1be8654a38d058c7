"""people_alike(keys): who shares a strong key (telephone, whole name, birth date) and may be the same person."""

from django.db import migrations, models

SQL = """
CREATE FUNCTION people_alike(wanted bigint[], most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  -- A key that very many share (the telephone of a facility) says little: 500 of them are enough to look at.
  SELECT s.person_id FROM unnest(wanted) AS k(key)
  CROSS JOIN LATERAL (SELECT o.person_id, o.circle_id FROM people_searchkey o WHERE o.key = k.key LIMIT 500) s
  WHERE session_user = 'otagai_owner' OR circles_sees(s.circle_id)
  GROUP BY s.person_id ORDER BY count(*) DESC, s.person_id LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_closed")]
    operations = [
        migrations.AlterField(
            model_name="person",
            name="birth",
            field=models.CharField(blank=True, max_length=11, verbose_name="生年月日（一部でもよい）"),
        ),
        migrations.RunSQL(SQL, "DROP FUNCTION people_alike(bigint[], integer)"),
    ]
