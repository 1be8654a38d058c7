"""The public role can append a letter and read safe slips; receipt numbers come from one sequence and are never reused."""

from django.db import migrations

SQL = """
CREATE SEQUENCE letterbox_receipt_seq;
GRANT USAGE ON SEQUENCE letterbox_receipt_seq TO otagai_app, otagai_worker, otagai_public;
REVOKE UPDATE ON letterbox_letter FROM otagai_app;
GRANT INSERT ON letterbox_letter, letterbox_slip TO otagai_public;
GRANT SELECT (id, receipt_number, submission, kind, window_id, quarantined, arrived_at) ON letterbox_letter TO otagai_public;
GRANT SELECT ON letterbox_slip, letterbox_slipmessage TO otagai_public;
GRANT USAGE ON SEQUENCE letterbox_letter_id_seq, letterbox_slip_id_seq TO otagai_public;
"""


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0001_initial"), ("circles", "0003_sight")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
