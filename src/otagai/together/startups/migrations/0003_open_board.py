"""Residents read title, words and what is still looked for, where it was agreed that everybody may; nothing else of a proposal."""

from django.db import migrations, models

SQL = """
GRANT SELECT (id, kind, title, what, area_id, state, open_on, place_id) ON startups_proposal TO otagai_public;
CREATE POLICY open_to_all ON startups_proposal FOR SELECT TO otagai_public
  USING (open_on IS NOT NULL AND agreed_on IS NOT NULL AND state IN ('idea', 'preparing', 'started', 'going'));
GRANT SELECT (id, proposal_id, step, readiness) ON startups_preparation TO otagai_public;
CREATE POLICY open_to_all ON startups_preparation FOR SELECT TO otagai_public
  USING (EXISTS (SELECT 1 FROM startups_proposal p WHERE p.id = proposal_id));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("startups", "0002_closed"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="open_on",
            field=models.DateField(blank=True, null=True, verbose_name="住民にも見せてよいと 聞いた日"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("open_on__isnull", True), ("agreed_on__isnull", False), _connector="OR"),
                name="proposal_open_as_agreed",
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
