"""The front door may open letters by hand while the worker is away: it marks them, and changes nothing else of them."""

from django.db import migrations

SQL = "GRANT UPDATE (opened_at, trouble, tried_at) ON letterbox_letter TO otagai_app;"


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0003_tried_at")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
