"""Consultations closed by circle; the story (records, steps) is append-only."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions, protect

CLOSED = (
    "intake_consultation",
    "intake_folder",
    "intake_voice",
    "intake_record",
    "intake_step",
    "intake_consultationperson",
    "intake_escalation",
)
SQL = """
REVOKE UPDATE ON intake_record, intake_step, intake_escalation FROM otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("audit", "0002_closed")]
    operations = [
        protect(*CLOSED),
        keep_versions("intake_consultation", "intake_voice", "intake_record", "intake_consultationperson"),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
