"""How long a programme goes on funding the same group, and whether it funds a beginning once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0004_repaying"),
    ]

    operations = [
        migrations.AddField(
            model_name="terms",
            name="startup_once",
            field=models.BooleanField(default=False, verbose_name="立ち上げは 1回だけ"),
        ),
        migrations.AddField(
            model_name="terms",
            name="years_max",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="同じ団体へ 何年度まで"),
        ),
    ]
