"""Closed by circle; what was agreed to be shown is read by whoever helps beginnings, and written in its circle alone."""

from django.db import migrations

from otagai.base.circles.policies import KEEPERS, keep_versions, protect

IN_CIRCLE = ("startups_wish", "startups_preparation", "startups_proposalturn")
PROPOSAL = (
    "ALTER TABLE startups_proposal ENABLE ROW LEVEL SECURITY; ALTER TABLE startups_proposal FORCE ROW LEVEL SECURITY;"
    "CREATE POLICY seen ON startups_proposal FOR SELECT TO otagai_app "
    "USING (circles_sees(circle_id) OR agreed_on IS NOT NULL);"
    "CREATE POLICY proposed ON startups_proposal FOR INSERT TO otagai_app WITH CHECK (circles_sees(circle_id));"
    "CREATE POLICY changed ON startups_proposal FOR UPDATE TO otagai_app USING (circles_sees(circle_id)) "
    "WITH CHECK (circles_sees(circle_id));"
) + "".join(
    f"CREATE POLICY kept_by_{role} ON startups_proposal TO {role} USING (true) WITH CHECK (true);" for role in KEEPERS
)
STAYS = "".join(
    f"CREATE TRIGGER stays_in_its_circle BEFORE UPDATE OF circle_id ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION circles_row_stays();"
    for table in ("startups_proposal", *IN_CIRCLE)
)
APPEND_ONLY = "REVOKE UPDATE ON startups_wish, startups_proposalturn FROM otagai_app, otagai_worker;"


class Migration(migrations.Migration):
    dependencies = [("startups", "0001_initial"), ("circles", "0008_through"), ("audit", "0004_read_in_the_circle")]
    operations = [
        protect(*IN_CIRCLE),
        migrations.RunSQL(PROPOSAL + STAYS + APPEND_ONLY, migrations.RunSQL.noop),
        keep_versions("startups_proposal", "startups_preparation"),
    ]
