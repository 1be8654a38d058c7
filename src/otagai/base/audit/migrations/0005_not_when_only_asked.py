"""Who was only asked by a letter reads neither what was once written about somebody nor who has read it."""

from django.db import migrations

SQL = """
DROP POLICY seen ON audit_version;
CREATE POLICY seen ON audit_version FOR SELECT TO otagai_app
  USING (CASE WHEN circle_id IS NULL THEN app_oversight() ELSE circles_leads(circle_id) END);
DROP POLICY seen_in_circle ON audit_reading;
CREATE POLICY seen_in_circle ON audit_reading FOR SELECT TO otagai_app
  USING (circle_id IS NOT NULL AND circles_leads(circle_id));
DROP POLICY seen ON audit_deed;
CREATE POLICY seen ON audit_deed FOR SELECT TO otagai_app
  USING (app_oversight() OR user_id = app_user() OR (circle_id IS NOT NULL AND circles_leads(circle_id)));
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_read_in_the_circle"), ("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
