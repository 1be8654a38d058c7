"""From when on answers are counted is said by whoever asks: the town's day is not read off the clock of the database."""

from django.db import migrations

SQL = """
DROP FUNCTION referrals_loads(bigint[]);
CREATE FUNCTION referrals_loads(asked bigint[], answered_since timestamptz)
RETURNS TABLE (organization_id bigint, held bigint, waiting bigint, median_days numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id,
    (SELECT count(*) FROM intake_consultation c WHERE c.holder_id = o.id AND c.ended_at IS NULL),
    (SELECT count(*) FROM referrals_referral r WHERE r.receiver_id = o.id AND r.state IN ('sent', 'received')),
    (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.answered_at - r.sent_at) / 86400))::numeric, 1)
       FROM referrals_referral r WHERE r.receiver_id = o.id AND r.answered_at > answered_since)
  FROM unnest(asked) AS o(id)
$$;
REVOKE EXECUTE ON FUNCTION referrals_loads(bigint[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals_loads(bigint[], timestamptz) TO otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_answered_first"), ("circles", "0004_functions_closed")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
