"""The ledger: closed by circle, append-only."""

from django.db import migrations

from otagai.base.circles.policies import protect


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("audit", "0002_closed")]
    operations = [
        protect("disclosure_disclosure"),
        migrations.RunSQL(
            "REVOKE UPDATE ON disclosure_disclosure FROM otagai_app, otagai_worker;", migrations.RunSQL.noop
        ),
    ]
