"""The number by which other systems know a place; against which disasters an 指定緊急避難場所 is designated, and for how many."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.functions
from django.db import migrations, models

import otagai.town.places.words

SQL = """
GRANT SELECT (uid, hazards) ON places_place TO otagai_public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0007_what_one_can_do_there"),
    ]

    operations = [
        migrations.AlterField(
            model_name="place",
            name="capacity",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="入れる人数"),
        ),
        migrations.AddField(
            model_name="place",
            name="hazards",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=otagai.town.places.words.Hazard.choices, max_length=20),
                blank=True,
                default=list,
                size=None,
                verbose_name="逃げてよい災害",
            ),
        ),
        migrations.AddField(
            model_name="place",
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
