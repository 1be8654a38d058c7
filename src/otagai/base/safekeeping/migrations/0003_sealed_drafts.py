"""Drafts lie encrypted, and the worker may forget them; it reads their age, not a word of them. What is being typed now is kept."""

from django.db import migrations, models

from otagai.base.safekeeping.sealed import sealed

SQL = """
CREATE POLICY forgotten ON safekeeping_draft FOR DELETE TO otagai_worker USING (true);
CREATE POLICY aged ON safekeeping_draft FOR SELECT TO otagai_worker USING (true);
REVOKE ALL ON safekeeping_draft FROM otagai_worker;
GRANT DELETE ON safekeeping_draft TO otagai_worker;
GRANT SELECT (id, saved_at) ON safekeeping_draft TO otagai_worker;
"""


def seal(apps, schema_editor):
    """Seal what was kept open."""
    for draft in apps.get_model("safekeeping", "Draft").objects.iterator():
        draft.sealed = sealed(draft.fields, user_id=draft.user_id, form=draft.form)
        draft.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0002_key_and_form")]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="sealed",
            field=models.BinaryField("書いている途中の文（封をしたもの）", default=b""),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField(model_name="draft", name="fields"),
        migrations.AddIndex(model_name="draft", index=models.Index(name="drafts_by_age", fields=["saved_at"])),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
