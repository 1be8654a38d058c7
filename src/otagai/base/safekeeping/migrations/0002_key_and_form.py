"""A submission is known by its key and its form together; the public role reads only the one whose key it names."""

from django.db import migrations, models

SQL = """
ALTER TABLE safekeeping_submission ENABLE ROW LEVEL SECURITY; ALTER TABLE safekeeping_submission FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON safekeeping_submission TO otagai_owner, otagai_app, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY sent ON safekeeping_submission FOR INSERT TO otagai_public WITH CHECK (true);
CREATE POLICY own_key ON safekeeping_submission FOR SELECT TO otagai_public
  USING (key = nullif(current_setting('app.submission', true), '')::uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0001_initial"), ("municipality", "0002_published")]
    operations = [
        migrations.AlterField(model_name="submission", name="key", field=models.UUIDField()),
        migrations.AddField(
            model_name="submission",
            name="id",
            field=models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("key", "form"), name="one_result_per_key_and_form"),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
