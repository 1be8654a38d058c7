"""For how many days what somebody left half written is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0006_sign_up_keep_days")]
    operations = [
        migrations.AddField(
            model_name="municipality",
            name="draft_days",
            field=models.PositiveSmallIntegerField("書きかけを 預かる日数", default=14),
        ),
    ]
