"""A desk ends; it is not deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="desk",
            name="until",
            field=models.DateField(blank=True, null=True, verbose_name="いつまで"),
        ),
    ]
