"""A place that came through a letter is a row of its own: it ends with the letter, and a place of one's own stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("circles", "0007_only_ones_own")]
    operations = [
        migrations.AddField(
            model_name="membership",
            name="through",
            field=models.CharField("何を通して", max_length=40, blank=True, default=""),
        ),
        migrations.RemoveConstraint(model_name="membership", name="organization_stands_once_in_a_circle"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                name="organization_stands_once_in_a_circle",
                fields=["circle", "organization", "through"],
                condition=models.Q(("organization__isnull", False), ("until__isnull", True)),
            ),
        ),
    ]
