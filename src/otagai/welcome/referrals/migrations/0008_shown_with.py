"""「だれが見たか」 of a person also counts the pages that showed them: every consultation linked to them, while it was, and its
letters. Whoever oversees has no place in the circles, so the links are told by a function, and numbers are all that it tells.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION referrals_shown_with(whose bigint)
RETURNS TABLE (subject text, subject_id bigint, since timestamptz, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH linked AS (
    SELECT p.consultation_id, p.since, p.until FROM intake_consultationperson p
    WHERE p.person_id = whose AND (app_oversight() OR circles_leads(p.circle_id)))
  SELECT 'consultation', l.consultation_id, l.since, l.until FROM linked l
  UNION ALL
  SELECT 'referral', r.id, l.since, l.until FROM linked l JOIN referrals_referral r USING (consultation_id)
$$;
REVOKE EXECUTE ON FUNCTION referrals_shown_with(bigint) FROM PUBLIC;
"""
BACK = "DROP FUNCTION referrals_shown_with(bigint)"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_loads_since"), ("intake", "0007_newest_first"), ("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, BACK)]
