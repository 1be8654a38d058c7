"""What changed of places and windows is noted by triggers, whichever door the change came through; one line for a transaction.

`places_note_change` is called by the triggers of other rooms too (activities).
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SQL = """
REVOKE ALL ON places_change, places_lastlook FROM otagai_public;

CREATE FUNCTION places_note_change(of_place bigint, of_activity bigint, said text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF cardinality(said) = 0 THEN RETURN; END IF;
  IF of_place IS NOT NULL THEN
    INSERT INTO places_change AS kept (place_id, what, at, xact) VALUES (of_place, said, clock_timestamp(), txid_current())
      ON CONFLICT (xact, place_id) WHERE activity_id IS NULL
      DO UPDATE SET what = ARRAY(SELECT DISTINCT unnest(kept.what || excluded.what));
  ELSE
    INSERT INTO places_change AS kept (activity_id, what, at, xact) VALUES (of_activity, said, clock_timestamp(), txid_current())
      ON CONFLICT (xact, activity_id) WHERE place_id IS NULL
      DO UPDATE SET what = ARRAY(SELECT DISTINCT unnest(kept.what || excluded.what));
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION places_note_change(bigint, bigint, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_note_change(bigint, bigint, text[]) TO otagai_owner, otagai_app, otagai_worker;

CREATE FUNCTION places_place_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said text[] := '{}';
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM places_note_change(NEW.id, NULL, ARRAY[CASE WHEN NEW.source_key <> '' THEN 'listed' ELSE 'added' END]);
    RETURN NULL;
  END IF;
  IF NEW.ended_on IS NOT NULL AND OLD.ended_on IS NULL THEN said := said || 'ended'::text; END IF;
  IF NEW.ended_on IS NULL AND OLD.ended_on IS NOT NULL OR NEW.is_public AND NOT OLD.is_public THEN said := said || 'added'::text; END IF;
  IF NEW.hidden_on IS NOT NULL AND OLD.hidden_on IS NULL THEN said := said || 'resting'::text; END IF;
  IF NEW.hidden_on IS NULL AND OLD.hidden_on IS NOT NULL THEN said := said || 'back'::text; END IF;
  IF (NEW.name, NEW.kind, NEW.form, NEW.also) IS DISTINCT FROM (OLD.name, OLD.kind, OLD.form, OLD.also) THEN
    said := said || 'name'::text; END IF;
  IF (NEW.address, NEW.private_address, NEW.around, NEW.latitude, NEW.longitude)
    IS DISTINCT FROM (OLD.address, OLD.private_address, OLD.around, OLD.latitude, OLD.longitude) THEN said := said || 'where'::text; END IF;
  IF NEW.open_text <> OLD.open_text THEN said := said || 'hours'::text; END IF;
  IF (NEW.phone, NEW.url, NEW.organization_id) IS DISTINCT FROM (OLD.phone, OLD.url, OLD.organization_id) THEN
    said := said || 'contact'::text; END IF;
  IF (NEW.what, NEW.doings, NEW.capacity) IS DISTINCT FROM (OLD.what, OLD.doings, OLD.capacity) THEN said := said || 'what'::text; END IF;
  IF (NEW.who_for, NEW.fee) IS DISTINCT FROM (OLD.who_for, OLD.fee) THEN said := said || 'for_whom'::text; END IF;
  IF (NEW.how_to_come, NEW.welcomer, NEW.welcome_note, NEW.goes_along)
    IS DISTINCT FROM (OLD.how_to_come, OLD.welcomer, OLD.welcome_note, OLD.goes_along) THEN said := said || 'coming'::text; END IF;
  IF (NEW.wheelchair, NEW.toilet, NEW.parking, NEW.has, NEW.has_not)
    IS DISTINCT FROM (OLD.wheelchair, OLD.toilet, OLD.parking, OLD.has, OLD.has_not) THEN said := said || 'access'::text; END IF;
  PERFORM places_note_change(NEW.id, NULL, said);
  RETURN NULL;
END $$;

CREATE FUNCTION places_hours_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM places_note_change(CASE WHEN TG_OP = 'DELETE' THEN OLD.place_id ELSE NEW.place_id END, NULL, ARRAY['hours']);
  RETURN NULL;
END $$;

CREATE FUNCTION places_window_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('open', 'paused', 'returned') AND (TG_OP = 'INSERT' OR NEW.state <> OLD.state) THEN
    PERFORM places_note_change(NEW.place_id, NULL, ARRAY['window_' || NEW.state]);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER notes_change AFTER INSERT OR UPDATE ON places_place FOR EACH ROW EXECUTE FUNCTION places_place_changed();
CREATE TRIGGER notes_change AFTER INSERT OR UPDATE OR DELETE ON places_opening
  FOR EACH ROW EXECUTE FUNCTION places_hours_changed();
CREATE TRIGGER notes_change AFTER INSERT OR UPDATE OR DELETE ON places_openingexception
  FOR EACH ROW EXECUTE FUNCTION places_hours_changed();
CREATE TRIGGER notes_change AFTER INSERT OR UPDATE ON places_window FOR EACH ROW EXECUTE FUNCTION places_window_moved();
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0008_sessions"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("activity_id", models.BigIntegerField(null=True)),
                (
                    "what",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("xact", models.BigIntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("activity_id", None)),
                        fields=("xact", "place"),
                        name="a_change_of_a_place_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("place", None)),
                        fields=("xact", "activity_id"),
                        name="a_change_of_an_activity_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activity_id", None), ("place__isnull", False)),
                            models.Q(("activity_id__isnull", False), ("place", None)),
                            _connector="OR",
                        ),
                        name="a_change_is_of_one_thing",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("what__contains", ["listed"]), _negated=True),
                        fields=["at", "id"],
                        name="changes_in_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("change_id", models.BigIntegerField()),
                ("snapshot", models.TextField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
