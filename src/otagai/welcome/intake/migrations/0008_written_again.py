"""A letter that goes on stands on the desk until somebody takes it up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0007_newest_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="wrote_again_at",
            field=models.DateTimeField(null=True, verbose_name="続きの手紙"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("wrote_again_at__isnull", False)),
                fields=["holder", "next_date", "id"],
                name="written_again",
            ),
        ),
    ]
