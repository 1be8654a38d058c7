"""What the public role may read, and what is no record and may be deleted."""

from django.db import migrations

from otagai.base.circles.policies import deletable, published

CACHE = """
CREATE TABLE otagai_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX otagai_cache_expires ON otagai_cache (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON otagai_cache TO otagai_public;
GRANT SELECT, INSERT ON safekeeping_submission TO otagai_public;
GRANT SELECT (id, kind, name, kana, phone, address, themes, takes_on, capacity, since, until)
  ON organizations_organization TO otagai_public;
GRANT SELECT (id, place_id, organization_id, state, opened_on) ON places_window TO otagai_public;
GRANT SELECT (id, window_id, token_hash, expires_at, revoked_at) ON places_windowlink TO otagai_public;
ALTER TABLE notices_notice ENABLE ROW LEVEL SECURITY; ALTER TABLE notices_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON notices_notice TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY given ON notices_notice FOR INSERT TO otagai_app WITH CHECK (true);
CREATE POLICY own ON notices_notice FOR SELECT TO otagai_app USING (user_id = app_user());
CREATE POLICY own_read ON notices_notice FOR UPDATE TO otagai_app USING (user_id = app_user());
ALTER TABLE safekeeping_draft ENABLE ROW LEVEL SECURITY; ALTER TABLE safekeeping_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON safekeeping_draft TO otagai_owner USING (true) WITH CHECK (true);
CREATE POLICY own ON safekeeping_draft TO otagai_app USING (user_id = app_user()) WITH CHECK (user_id = app_user());
"""


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0001_initial"),
        ("areas", "0001_initial"),
        ("organizations", "0001_initial"),
        ("places", "0001_initial"),
        ("safekeeping", "0001_initial"),
        ("notices", "0001_initial"),
        ("sessions", "0001_initial"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
        ("circles", "0003_sight"),
    ]
    operations = [
        migrations.RunSQL(CACHE, migrations.RunSQL.noop),
        published(
            "municipality_municipality",
            "areas_arealayer",
            "areas_area",
            "areas_overlap",
            "organizations_desk",
            "organizations_servicearea",
            "places_place",
            "places_opening",
            "places_openingexception",
        ),
        deletable(
            "django_session",
            "otagai_cache",
            "safekeeping_draft",
            "mfa_authenticator",
            "account_emailaddress",
            "places_opening",
            "places_openingexception",
            "areas_overlap",
        ),
    ]
