"""Cards written after log-in: their writer sees what became of them, nobody else sees who wrote them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = """
ALTER TABLE letterbox_owncard ENABLE ROW LEVEL SECURITY; ALTER TABLE letterbox_owncard FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON letterbox_owncard TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY own ON letterbox_owncard TO otagai_app USING (user_id = app_user()) WITH CHECK (user_id = app_user());
REVOKE UPDATE ON letterbox_owncard FROM otagai_app;
"""


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0005_pace"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="OwnCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own", to="letterbox.slip"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
