"""circles_limits(circles): whom a notice must not reach, whoever sends it; numbers of circles and accounts, no rows."""

from django.db import migrations

SQL = """
CREATE FUNCTION circles_limits(asked bigint[]) RETURNS TABLE (kind text, circle_id bigint, user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'only', k.id, NULL::bigint FROM circles_circle k WHERE k.id = ANY (asked) AND k.named_only
  UNION ALL
  SELECT 'named', m.circle_id, m.user_id FROM circles_membership m
    WHERE m.circle_id = ANY (asked) AND m.user_id IS NOT NULL
      AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
  UNION ALL
  SELECT 'shut', x.circle_id, x.user_id FROM circles_exclusion x WHERE x.circle_id = ANY (asked) AND x.until IS NULL
$$;
REVOKE EXECUTE ON FUNCTION circles_limits(bigint[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
