"""The pace of the public pages in a table of its own: what the public role writes is read as numbers, by nobody as anything else.

The shared cache of the staff zone holds pickled values; whoever steals the public server must not be able to put one there.
"""

from django.db import migrations

SQL = """
CREATE TABLE letterbox_pace (key varchar(200) PRIMARY KEY, number integer NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX letterbox_pace_expires ON letterbox_pace (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON letterbox_pace TO otagai_public;
GRANT DELETE ON letterbox_pace TO otagai_app, otagai_worker;
REVOKE ALL ON otagai_cache FROM otagai_public;
"""


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0004_desk_opens"), ("municipality", "0002_published")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
