"""After how many months a place is asked about, and rests until confirmed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0004_settled_version")]
    operations = [
        migrations.AddField(
            model_name="municipality",
            name="place_ask_months",
            field=models.PositiveSmallIntegerField("居場所を たしかめ直すまで（か月）", default=6),
        ),
        migrations.AddField(
            model_name="municipality",
            name="place_hide_months",
            field=models.PositiveSmallIntegerField("住民の案内から 休ませるまで（か月）", default=12),
        ),
    ]
