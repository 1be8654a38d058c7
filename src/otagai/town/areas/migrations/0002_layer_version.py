"""A layer counts its editions, so that a map made of it can be kept until the next one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]
    operations = [
        migrations.AddField(model_name="arealayer", name="version", field=models.PositiveIntegerField(default=0)),
    ]
