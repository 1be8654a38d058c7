"""Lists of population that the town has published, and under which licence; the public role reads no others."""

from django.db import migrations, models

SQL = """
GRANT SELECT ON areas_populationpoint TO otagai_public;
ALTER TABLE areas_populationpoint ENABLE ROW LEVEL SECURITY; ALTER TABLE areas_populationpoint FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON areas_populationpoint TO otagai_owner, otagai_app, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY published ON areas_populationpoint FOR SELECT TO otagai_public USING (licence <> '');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_population"),
    ]

    operations = [
        migrations.AddField(
            model_name="populationpoint",
            name="licence",
            field=models.CharField(blank=True, max_length=40, verbose_name="公開のライセンス"),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
