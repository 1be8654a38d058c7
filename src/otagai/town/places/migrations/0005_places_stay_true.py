"""Places that nobody confirmed for long: asked about, then resting; the database shows residents none that rests."""

from django.db import migrations, models

SQL = """
GRANT SELECT (asked_on, hidden_on) ON places_place TO otagai_public;
DROP POLICY published ON places_place;
CREATE POLICY published ON places_place FOR SELECT TO otagai_public
  USING (is_public AND ended_on IS NULL AND hidden_on IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0004_link_now")]
    operations = [
        migrations.AddField(
            model_name="place",
            name="asked_on",
            field=models.DateField("たしかめる番になった日", blank=True, null=True),
        ),
        migrations.AddField(
            model_name="place",
            name="hidden_on",
            field=models.DateField("住民の案内から 休んだ日", blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                name="places_to_confirm", fields=["verified_on"], condition=models.Q(asked_on__isnull=False)
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
