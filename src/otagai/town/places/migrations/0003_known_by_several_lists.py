"""A place that several lists name is one place: its other kinds, the lists it stands in, and its postal code."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SQL = "GRANT SELECT (also, postcode) ON places_place TO otagai_public; REVOKE ALL ON places_listing FROM otagai_public;"


class Migration(migrations.Migration):
    dependencies = [("places", "0002_not_for_the_public")]
    operations = [
        migrations.AddField(
            model_name="place",
            name="also",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30),
                blank=True,
                default=list,
                size=None,
                verbose_name="ほかの種類",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="postcode",
            field=models.CharField(blank=True, db_index=True, max_length=8, verbose_name="郵便番号"),
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=120, verbose_name="出典")),
                ("source_key", models.CharField(max_length=160, verbose_name="出典での番号")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listings", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(fields=("source", "source_key"), name="listed_once_per_source"),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
