"""Every family of themes is gathered by itself: one row for each. What the first shape counted is counted again by the worker."""

from django.db import migrations, models

import otagai.insight.profiles.words


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]
    operations = [
        migrations.RunSQL("TRUNCATE profiles_themecount", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="themecount", name="themes_counted_once"),
        migrations.RemoveField(model_name="themecount", name="counts"),
        migrations.AddField(
            model_name="themecount",
            name="family",
            field=models.CharField(
                choices=otagai.insight.profiles.words.Family.choices,
                default="other",
                max_length=20,
                verbose_name="種類",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="themecount",
            name="count",
            field=models.PositiveIntegerField(default=0, verbose_name="件数"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="themecount",
            constraint=models.UniqueConstraint(fields=("since", "family", "areas"), name="themes_counted_once"),
        ),
        migrations.AddConstraint(
            model_name="themecount",
            constraint=models.CheckConstraint(
                condition=models.Q(("count", 0), ("count__gte", models.F("smallest")), _connector="OR"),
                name="no_theme_of_few",
            ),
        ),
    ]
