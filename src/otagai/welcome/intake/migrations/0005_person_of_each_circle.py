"""Each side says in its own circle whom a consultation is about: what others wrote there neither shows nor stands in the way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_cards")]
    operations = [
        migrations.RemoveConstraint(model_name="consultationperson", name="one_person_now"),
        migrations.AddConstraint(
            model_name="consultationperson",
            constraint=models.UniqueConstraint(
                name="one_person_now_in_a_circle",
                fields=["consultation", "circle"],
                condition=models.Q(("until__isnull", True)),
            ),
        ),
    ]
