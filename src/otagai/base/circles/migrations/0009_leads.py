"""Who was only asked by a letter sees what the letter is about, and neither who else stands there nor lets anybody in.

`circles_leads(circle)`: stands in the circle for more than an unanswered letter. It asks what `circles_sees` asks (named people,
exclusions) and stands behind every policy that is about taking part, not about reading what was passed on. Such a place takes
the basis that its letter was answered with (referrals.0006), and no other.
"""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION circles_leads(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM circles_membership m JOIN circles_circle k ON k.id = m.circle_id
    WHERE m.circle_id = c AND m.basis <> 'referred'
      AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
      AND (m.user_id = app_user() OR (NOT k.named_only AND m.organization_id = ANY (app_organizations())))
  ) AND NOT EXISTS (
    SELECT 1 FROM circles_exclusion x WHERE x.circle_id = c AND x.user_id = app_user() AND x.until IS NULL
  )
$$;
DROP POLICY seen ON circles_membership;
CREATE POLICY seen ON circles_membership FOR SELECT TO otagai_app USING (
  organization_id = ANY (app_organizations()) OR user_id = app_user() OR circles_leads(circle_id));
DROP POLICY joined ON circles_membership;
CREATE POLICY joined ON circles_membership FOR INSERT TO otagai_app
  WITH CHECK (circles_leads(circle_id) OR circles_is_new(circle_id));
DROP POLICY in_circle ON circles_exclusion;
CREATE POLICY in_circle ON circles_exclusion TO otagai_app USING (circles_sees(circle_id)) WITH CHECK (circles_leads(circle_id));
DROP POLICY closed_further ON circles_circle;
CREATE POLICY closed_further ON circles_circle FOR UPDATE TO otagai_app USING (circles_leads(id)) WITH CHECK (named_only);
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0008_through")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
