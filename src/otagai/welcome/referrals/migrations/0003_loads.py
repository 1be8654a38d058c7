"""How much an organisation carries, and how many batons of a consultation are unanswered: numbers, never rows."""

from django.db import migrations

SQL = """
CREATE FUNCTION referrals_loads(asked bigint[])
RETURNS TABLE (organization_id bigint, held bigint, waiting bigint, median_days numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id,
    (SELECT count(*) FROM intake_consultation c WHERE c.holder_id = o.id AND c.ended_at IS NULL),
    (SELECT count(*) FROM referrals_referral r WHERE r.receiver_id = o.id AND r.state IN ('sent', 'received')),
    (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.answered_at - r.sent_at) / 86400))::numeric, 1)
       FROM referrals_referral r WHERE r.receiver_id = o.id AND r.answered_at > now() - interval '1 year')
  FROM unnest(asked) AS o(id)
$$;
CREATE FUNCTION referrals_unanswered(whose bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM referrals_referral r
  WHERE r.consultation_id = whose AND r.state IN ('sent', 'received', 'accepted', 'joined', 'contacted')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_closed"), ("intake", "0002_closed")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
