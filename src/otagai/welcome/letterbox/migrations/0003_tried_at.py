"""A letter that could not be opened says when that was tried, so that it is tried again later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0002_closed")]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="tried_at",
            field=models.DateTimeField(null=True, verbose_name="前に開けようとした"),
        ),
    ]
