"""A 子どもを守る家 is somebody's home: the database, too, keeps it out of every list for residents."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0011_open_numbers")]

    operations = [
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=~models.Q(kind__in=["safe_house"]) | models.Q(is_public=False),
                name="no_list_leads_to_a_home",
                violation_error_message="「子どもを守る家」は 人のお宅なので、住民の案内には のせません。",
            ),
        ),
    ]
