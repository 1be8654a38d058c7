"""The worker clears away its finished jobs, old sign-ins of workers and past periods: they are no records."""

from django.db import migrations

SQL = """
GRANT DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers
  TO otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0002_published"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
