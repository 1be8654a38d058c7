"""Names in the circle of the hosts of today; numbers and seats may be appended and counted by the public role."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions, protect

PUBLIC = """
GRANT SELECT, INSERT ON signups_signup, signups_signupend TO otagai_public;
GRANT USAGE ON SEQUENCE signups_signup_id_seq, signups_signupend_id_seq TO otagai_public;
REVOKE UPDATE ON signups_signup, signups_signupend, signups_telling, signups_participant FROM otagai_app;
REVOKE UPDATE ON signups_signup, signups_signupend, signups_telling FROM otagai_worker;
"""
# Whoever no longer holds the activity reads no name from the very next request on, also before the worker has been round.
HOSTS_OF_TODAY = """
CREATE POLICY hosts_of_today ON signups_participant AS RESTRICTIVE TO otagai_app USING (
  EXISTS (SELECT FROM activities_hosting h WHERE h.activity_id = signups_participant.activity_id
    AND h.organization_id = ANY (app_organizations()))
  OR EXISTS (SELECT FROM activities_signupterms t WHERE t.activity_id = signups_participant.activity_id
    AND t.keeper_id = ANY (app_organizations())));
"""
CLOSED = ("signups_roll", "signups_participant", "signups_telling")
STAYS = """
CREATE TRIGGER stays_in_its_circle BEFORE UPDATE OF circle_id ON {0} FOR EACH ROW EXECUTE FUNCTION circles_row_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("signups", "0001_initial"), ("circles", "0006_rows_stay"), ("audit", "0002_closed")]
    operations = [
        protect(*CLOSED),
        keep_versions("signups_roll", "signups_telling"),
        migrations.RunSQL("".join(map(STAYS.format, CLOSED)), migrations.RunSQL.noop),
        migrations.RunSQL(PUBLIC + HOSTS_OF_TODAY, migrations.RunSQL.noop),
    ]
