"""Running numbers of paper cards; a window may print blank ones from its own page (the public role), and read none."""

from django.db import migrations

SQL = """
CREATE SEQUENCE intake_card_seq;
GRANT USAGE ON SEQUENCE intake_card_seq TO otagai_app, otagai_worker, otagai_public;
GRANT INSERT ON intake_connectioncard TO otagai_public;
GRANT SELECT (id, serial) ON intake_connectioncard TO otagai_public;
GRANT USAGE ON SEQUENCE intake_connectioncard_id_seq TO otagai_public;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_desk_indexes")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
