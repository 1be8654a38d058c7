"""Who was only asked by a letter sees of somebody what the letter passes on: not how they lived, with whom, or how never to call.

A household is joined by whoever takes part in its circle, or in that of one of its people.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION people_may_join(which bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM people_household h WHERE h.id = which AND circles_leads(h.circle_id))
    OR EXISTS (SELECT 1 FROM people_householdmember m WHERE m.household_id = which AND circles_leads(m.circle_id))
$$;
REVOKE EXECUTE ON FUNCTION people_may_join(bigint) FROM PUBLIC;
DROP POLICY seen_in_circle ON people_person;
CREATE POLICY seen_in_circle ON people_person TO otagai_app USING (circles_sees(circle_id)) WITH CHECK (circles_leads(circle_id));
DROP POLICY seen_in_circle ON people_contactmethod;
CREATE POLICY seen_in_circle ON people_contactmethod TO otagai_app
  USING (circles_leads(circle_id) OR (until IS NULL AND safety <> 'never' AND circles_sees(circle_id)))
  WITH CHECK (circles_leads(circle_id));
DROP POLICY seen_in_circle ON people_household;
CREATE POLICY seen_in_circle ON people_household TO otagai_app
  USING (circles_leads(circle_id)) WITH CHECK (circles_leads(circle_id));
DROP POLICY seen_in_circle ON people_householdmember;
CREATE POLICY seen_in_circle ON people_householdmember TO otagai_app
  USING (circles_leads(circle_id)) WITH CHECK (circles_leads(circle_id) AND people_may_join(household_id));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_alike_within"), ("circles", "0009_leads")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
