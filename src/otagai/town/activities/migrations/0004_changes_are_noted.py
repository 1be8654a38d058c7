"""What changes of published activities is noted beside what changes of places (places.0009)."""

from django.db import migrations

SQL = """
CREATE FUNCTION activities_activity_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := CASE WHEN TG_OP = 'INSERT' THEN 'draft' ELSE OLD.state END;
BEGIN
  IF NEW.state <> before AND NEW.state <> 'draft' THEN
    PERFORM places_note_change(NULL, NEW.id, ARRAY[CASE NEW.state WHEN 'published' THEN 'published' WHEN 'cancelled' THEN 'called_off'
      ELSE 'ended' END]);
  ELSIF NEW.state IN ('published', 'cancelled') AND to_jsonb(NEW) - 'version' <> to_jsonb(OLD) - 'version' THEN
    PERFORM places_note_change(NULL, NEW.id, ARRAY['changed']);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION activities_days_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_activity bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.activity_id ELSE NEW.activity_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = of_activity AND a.state IN ('published', 'cancelled')) THEN
    PERFORM places_note_change(NULL, of_activity, ARRAY['hours']);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER notes_change AFTER INSERT OR UPDATE ON activities_activity
  FOR EACH ROW EXECUTE FUNCTION activities_activity_changed();
CREATE TRIGGER notes_change AFTER INSERT OR UPDATE OR DELETE ON activities_recurrence
  FOR EACH ROW EXECUTE FUNCTION activities_days_changed();
CREATE TRIGGER notes_change AFTER INSERT OR UPDATE OR DELETE ON activities_activityday
  FOR EACH ROW EXECUTE FUNCTION activities_days_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_known_elsewhere"), ("places", "0009_what_changed")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
