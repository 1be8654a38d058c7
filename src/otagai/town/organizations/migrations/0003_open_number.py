"""The number by which other systems know an organisation."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

SQL = """
GRANT SELECT (uid) ON organizations_organization TO otagai_public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_desk_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
