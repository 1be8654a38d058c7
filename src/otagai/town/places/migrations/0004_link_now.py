"""places_window_by_token: whether a link still holds is decided by the clock of the database, never by who asks."""

from django.db import migrations

SQL = """
CREATE FUNCTION places_window_by_token(hashed text)
RETURNS TABLE (window_id bigint, place_name text, holder text) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  UPDATE places_windowlink l SET last_used_at = at
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.last_used_at IS NULL OR l.last_used_at < at - interval '1 hour');
  RETURN QUERY SELECT l.window_id, p.name::text, l.holder::text
    FROM places_windowlink l JOIN places_window w ON w.id = l.window_id JOIN places_place p ON p.id = w.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > at)
      AND w.state = 'open' AND p.ended_on IS NULL;
END $$;
REVOKE EXECUTE ON FUNCTION places_window_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_window_by_token(text) TO otagai_public, otagai_app, otagai_worker;
DROP FUNCTION places_window_by_token(text, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0003_known_by_several_lists"), ("circles", "0004_functions_closed")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
