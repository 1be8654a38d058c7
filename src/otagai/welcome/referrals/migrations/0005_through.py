"""What a taker sees because of a letter hangs on that letter; whom it was not about is hidden, also after it was accepted.

`referrals_not_them(consultation)` ends the places that a letter about the consultation gave in circles of people to whom the
consultation is linked no longer. Nothing else: whoever calls it takes part in the consultation, or ends a place of their own.
"""

from django.db import migrations

SQL = """
UPDATE circles_membership m SET through = 'referral:' || r.id
FROM referrals_referral r JOIN intake_consultation c ON c.id = r.consultation_id
WHERE m.until IS NULL AND m.organization_id = r.receiver_id AND m.through = '' AND (m.circle_id = r.circle_id
  OR (r.state IN ('sent', 'received') AND m.basis = 'referred' AND (m.circle_id = c.circle_id
    OR m.circle_id IN (SELECT p.circle_id FROM intake_consultationperson p WHERE p.consultation_id = c.id))));
CREATE FUNCTION referrals_not_them(whose bigint) RETURNS TABLE (circle_id bigint, organization_id bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE circles_membership m SET until = clock_timestamp()
  FROM referrals_referral r JOIN intake_consultation c ON c.id = r.consultation_id
  WHERE r.consultation_id = whose AND m.through = 'referral:' || r.id AND m.until IS NULL
    AND m.circle_id NOT IN (c.circle_id, r.circle_id)
    AND NOT EXISTS (SELECT 1 FROM intake_consultationperson p
      WHERE p.consultation_id = whose AND p.circle_id = m.circle_id AND p.until IS NULL)
    AND (m.organization_id = ANY (app_organizations()) OR circles_leads(c.circle_id))
  RETURNING m.circle_id, m.organization_id
$$;
REVOKE EXECUTE ON FUNCTION referrals_not_them(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_headline"), ("circles", "0008_through"), ("intake", "0006_urgent_first"),
    ]  # fmt: skip
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
