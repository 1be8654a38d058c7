"""A place that came through a letter takes the basis with which the letter was answered; no basis changes otherwise.

Whoever was only asked cannot help themselves to more: the answer comes first, and everybody concerned sees it.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION referrals_answered_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.basis <> 'referred' OR NOT EXISTS (
    SELECT 1 FROM referrals_referral r
    WHERE 'referral:' || r.id = OLD.through AND r.receiver_id = OLD.organization_id AND r.state = NEW.basis
      AND r.state IN ('accepted', 'joined')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the letter is answered first';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION referrals_answered_first() FROM PUBLIC;
CREATE TRIGGER answered_first BEFORE UPDATE OF basis ON circles_membership
  FOR EACH ROW WHEN (NEW.basis IS DISTINCT FROM OLD.basis) EXECUTE FUNCTION referrals_answered_first();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_through"), ("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
