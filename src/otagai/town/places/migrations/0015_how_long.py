"""From when to when people met, where the group says so; its link tells and reads it through the same two functions."""

from django.db import migrations, models

SQL = """
CREATE OR REPLACE FUNCTION places_session_by_token(hashed text, sent uuid, said jsonb) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  link bigint;
  place bigint;
  new_rows integer;
BEGIN
  SELECT l.id, p.id INTO link, place FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now_at) AND p.ended_on IS NULL;
  IF place IS NULL OR length(said::text) > 4000 THEN RETURN ''; END IF;
  IF (said->>'held_on')::date > ((now_at AT TIME ZONE 'Asia/Tokyo')::date + 366) THEN RETURN ''; END IF;
  INSERT INTO places_session (place_id, link_id, submission, held_on, part, begins, ends, children, adults, seniors, elders,
      unknown, first_timers, hosts, near_misses, near_miss_note, at)
    SELECT place, link, sent, (said->>'held_on')::date, said->>'part', (said->>'begins')::time, (said->>'ends')::time,
      (said->>'children')::smallint, (said->>'adults')::smallint, (said->>'seniors')::smallint, (said->>'elders')::smallint,
      (said->>'unknown')::smallint, (said->>'first_timers')::smallint, (said->>'hosts')::smallint,
      ARRAY(SELECT jsonb_array_elements_text(said->'near_misses')), left(said->>'near_miss_note', 200), now_at
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS new_rows = ROW_COUNT;
  IF new_rows > 0 OR EXISTS (SELECT 1 FROM places_session s WHERE s.submission = sent AND s.place_id = place) THEN
    RETURN 'stored';
  END IF;
  RETURN 'known';
END $$;

DROP FUNCTION places_sessions_by_token(text);
CREATE FUNCTION places_sessions_by_token(hashed text)
  RETURNS TABLE (held_on date, part text, begins time, ends time, came integer) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.held_on, s.part::text, s.begins, s.ends, (s.children + s.adults + s.seniors + s.elders + s.unknown)::integer
    FROM places_session s JOIN places_place p ON p.id = s.place_id JOIN places_windowlink l ON l.place_id = p.id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      AND p.ended_on IS NULL AND s.withdrawn_at IS NULL
    ORDER BY s.held_on DESC, s.id DESC LIMIT 6
$$;
REVOKE EXECUTE ON FUNCTION places_sessions_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_sessions_by_token(text) TO otagai_public, otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0014_looks_of_areas"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="begins",
            field=models.TimeField(blank=True, null=True, verbose_name="何時から"),
        ),
        migrations.AddField(
            model_name="session",
            name="ends",
            field=models.TimeField(blank=True, null=True, verbose_name="何時まで"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begins__isnull", True), ("ends__isnull", True)),
                    models.Q(("begins__isnull", False), ("ends__gt", models.F("begins")), ("ends__isnull", False)),
                    _connector="OR",
                ),
                name="session_ends_after_it_began",
                violation_error_message="「何時まで」は「何時から」より あとの時間にしてください。",
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
