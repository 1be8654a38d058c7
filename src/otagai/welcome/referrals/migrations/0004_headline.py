"""Every letter says in one line what it is about; letters written before keep the line they had, if they had one."""

from django.db import migrations, models

SQL = """
UPDATE referrals_referral SET headline = left(coalesce(
  (SELECT line ->> 'value' FROM jsonb_array_elements(letter) AS line WHERE line ->> 'item' = 'gist' LIMIT 1), ''), 120);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_loads")]
    operations = [
        migrations.AddField(
            model_name="referral",
            name="headline",
            field=models.CharField("相談の要点（受け取る人に見える ひとこと）", max_length=120, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
