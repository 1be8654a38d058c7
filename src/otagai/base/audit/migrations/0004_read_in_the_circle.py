"""Those who stand in a circle may see who has read its pages: 「だれが見たか」 for the person who asks."""

from django.db import migrations

SQL = """
CREATE POLICY seen_in_circle ON audit_reading FOR SELECT TO otagai_app
  USING (circle_id IS NOT NULL AND circles_sees(circle_id));
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_quiet"), ("circles", "0003_sight")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
