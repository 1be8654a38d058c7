"""Who was only asked by a letter reads what was agreed to towards them, and writes and takes back nothing."""

from django.db import migrations

SQL = """
DROP POLICY seen_in_circle ON consents_consent;
CREATE POLICY seen_in_circle ON consents_consent TO otagai_app
  USING (circles_leads(circle_id) OR (recipient_id = ANY (app_organizations()) AND circles_sees(circle_id)))
  WITH CHECK (circles_leads(circle_id));
"""


class Migration(migrations.Migration):
    dependencies = [("consents", "0002_closed"), ("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
