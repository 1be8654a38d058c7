"""What arrived is shown newest first; the index of the order it had before is used by nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_urgent_first")]
    operations = [
        migrations.RemoveIndex(model_name="consultation", name="desk_by_state"),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                name="arrived_newest",
                fields=["holder", "-arrived_at", "-id"],
                condition=models.Q(ended_at__isnull=True, state="arrived"),
            ),
        ),
    ]
