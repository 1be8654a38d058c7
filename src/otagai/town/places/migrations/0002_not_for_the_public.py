"""Addresses of private homes and links of windows: closed to the public role. A link is found by its whole token only."""

import django.contrib.postgres.fields
from django.db import migrations, models

SQL = """
REVOKE SELECT ON places_place FROM otagai_public;
GRANT SELECT (id, kind, form, name, kana, organization_id, address, latitude, longitude, phone, url, what, who_for, fee,
  open_text, how_to_come, welcomer, wheelchair, toilet, parking, is_public, verified_on, ended_on) ON places_place TO otagai_public;

ALTER TABLE places_place ENABLE ROW LEVEL SECURITY; ALTER TABLE places_place FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON places_place TO otagai_owner, otagai_app, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY published ON places_place FOR SELECT TO otagai_public USING (is_public AND ended_on IS NULL);

REVOKE SELECT (id, window_id, token_hash, expires_at, revoked_at) ON places_windowlink FROM otagai_public;
CREATE FUNCTION places_window_by_token(hashed text, at timestamptz)
RETURNS TABLE (window_id bigint, place_name text, holder text) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE places_windowlink l SET last_used_at = at
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.last_used_at IS NULL OR l.last_used_at < at - interval '1 hour');
  RETURN QUERY SELECT l.window_id, p.name::text, l.holder::text
    FROM places_windowlink l JOIN places_window w ON w.id = l.window_id JOIN places_place p ON p.id = w.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > at)
      AND w.state = 'open' AND p.ended_on IS NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("municipality", "0002_published")]
    operations = [
        migrations.AddField(
            model_name="place",
            name="private_address",
            field=models.CharField(blank=True, max_length=200, verbose_name="住所（公開しない）"),
        ),
        migrations.AddField(model_name="opening", name="closed_at_year_end", field=models.BooleanField(default=True)),
        migrations.AlterField(
            model_name="opening",
            name="weeks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SmallIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
