"""Who shut somebody out, or closed a circle to all but those named, may undo it; so may who answers for an organisation in it.

No other colleague may, and nobody lifts their own exclusion: whoever is shut out does not lead the circle. A place by name that
came with the closing (`through = 'named'`) ends with it. Exclusions are read by those who lead, not by who was only asked.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = """
CREATE FUNCTION circles_answers_for(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM circles_membership m JOIN accounts_assignment a ON a.organization_id = m.organization_id
    WHERE m.circle_id = c AND m.basis <> 'referred'
      AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
      AND a.organization_id = ANY (app_organizations()) AND a.user_id = app_user() AND a.duty = 'organization_leader'
      AND a.since <= (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date
      AND (a.until IS NULL OR a.until > (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date)
  )
$$;
CREATE FUNCTION circles_may_open(c bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM circles_circle k WHERE k.id = c AND (NOT k.named_only OR k.named_by_id = app_user() OR circles_answers_for(c))
  )
$$;
REVOKE EXECUTE ON FUNCTION circles_answers_for(bigint) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION circles_may_open(bigint) FROM PUBLIC;
GRANT UPDATE (named_by_id) ON circles_circle TO otagai_app;
DROP POLICY closed_further ON circles_circle;
CREATE POLICY closed_or_opened ON circles_circle FOR UPDATE TO otagai_app USING (circles_leads(id))
  WITH CHECK (circles_may_open(id) AND (NOT named_only OR named_by_id = app_user()));
CREATE POLICY ended_named ON circles_membership FOR UPDATE TO otagai_app
  USING (until IS NULL AND through = 'named' AND circles_leads(circle_id) AND circles_may_open(circle_id))
  WITH CHECK (user_id IS NOT NULL AND through = 'named' AND until IS NOT NULL
    AND until <= clock_timestamp() + interval '5 minutes');
GRANT UPDATE (until) ON circles_exclusion TO otagai_app;
DROP POLICY in_circle ON circles_exclusion;
CREATE POLICY read ON circles_exclusion FOR SELECT TO otagai_app USING (circles_leads(circle_id));
CREATE POLICY set_by_me ON circles_exclusion FOR INSERT TO otagai_app
  WITH CHECK (circles_leads(circle_id) AND by_id = app_user() AND until IS NULL);
CREATE POLICY lifted ON circles_exclusion FOR UPDATE TO otagai_app
  USING (until IS NULL AND circles_leads(circle_id) AND (by_id = app_user() OR circles_answers_for(circle_id)))
  WITH CHECK (until IS NOT NULL);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0010_limits"),
        ("accounts", "0002_sessions_ended"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="circle",
            name="named_by",
            field=models.ForeignKey(
                settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+"
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="by",
            field=models.ForeignKey(
                settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+"
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
