"""A membership can end or change its basis, nothing else: nobody carries their place over into a foreign circle."""

from django.db import migrations

SQL = """
REVOKE UPDATE ON circles_membership, circles_exclusion, circles_circle FROM otagai_app;
GRANT UPDATE (until, basis) ON circles_membership TO otagai_app;
GRANT UPDATE (until) ON circles_exclusion TO otagai_app;
GRANT UPDATE (named_only) ON circles_circle TO otagai_app;
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0004_functions_closed")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
