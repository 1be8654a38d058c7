"""circles_sees(circle): the one predicate behind every policy on tables about people. Deny beats allow."""

from django.db import migrations

SQL = """
CREATE FUNCTION circles_sees(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM circles_membership m JOIN circles_circle k ON k.id = m.circle_id
    WHERE m.circle_id = c AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
      AND (m.user_id = app_user() OR (NOT k.named_only AND m.organization_id = ANY (app_organizations())))
  ) AND NOT EXISTS (
    SELECT 1 FROM circles_exclusion x WHERE x.circle_id = c AND x.user_id = app_user() AND x.until IS NULL
  )
$$;
CREATE FUNCTION circles_is_new(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT NOT EXISTS (SELECT 1 FROM circles_membership WHERE circle_id = c) $$;
ALTER TABLE circles_circle ENABLE ROW LEVEL SECURITY; ALTER TABLE circles_circle FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON circles_circle TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY opened ON circles_circle FOR INSERT TO otagai_app WITH CHECK (true);
CREATE POLICY numbered ON circles_circle FOR SELECT TO otagai_app USING (true);
CREATE POLICY changed ON circles_circle FOR UPDATE TO otagai_app USING (circles_sees(id)) WITH CHECK (true);
ALTER TABLE circles_membership ENABLE ROW LEVEL SECURITY; ALTER TABLE circles_membership FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON circles_membership TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY seen ON circles_membership FOR SELECT TO otagai_app USING (
  circles_sees(circle_id) OR user_id = app_user() OR organization_id = ANY (app_organizations()));
CREATE POLICY joined ON circles_membership FOR INSERT TO otagai_app
  WITH CHECK (circles_sees(circle_id) OR circles_is_new(circle_id));
CREATE POLICY left_it ON circles_membership FOR UPDATE TO otagai_app USING (circles_sees(circle_id)) WITH CHECK (true);
ALTER TABLE circles_exclusion ENABLE ROW LEVEL SECURITY; ALTER TABLE circles_exclusion FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON circles_exclusion TO otagai_owner, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY in_circle ON circles_exclusion TO otagai_app USING (circles_sees(circle_id)) WITH CHECK (circles_sees(circle_id));
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0002_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
