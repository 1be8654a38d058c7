"""The number by which other systems know an activity, and the list of events from which it came."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_open_door"),
        ("areas", "0004_published_population"),
        ("organizations", "0003_open_number"),
        ("places", "0008_open_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="source",
            field=models.CharField(blank=True, max_length=120, verbose_name="出典"),
        ),
        migrations.AddField(
            model_name="activity",
            name="source_key",
            field=models.CharField(blank=True, max_length=160, verbose_name="出典での番号"),
        ),
        migrations.AddField(
            model_name="activity",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("source", "source_key"),
                name="activity_once_per_source",
            ),
        ),
    ]
