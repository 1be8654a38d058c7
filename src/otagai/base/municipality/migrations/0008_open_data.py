"""Under which licence the town gives its open data away, and whom one asks about it. Public, as everything the town says of itself."""

from django.db import migrations, models

import otagai.kernel.licences


class Migration(migrations.Migration):
    dependencies = [("municipality", "0007_draft_days")]
    operations = [
        migrations.AddField(
            model_name="municipality",
            name="licence",
            field=models.CharField(
                "オープンデータの使い方の約束",
                blank=True,
                choices=otagai.kernel.licences.Licence.choices,
                default="",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="municipality",
            name="licence_contact",
            field=models.CharField("オープンデータの問い合わせ先", blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
