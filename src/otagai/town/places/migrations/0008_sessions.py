"""開催の記録: each time people met at a place, in numbers; the public role writes it through one function and reads no row."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import otagai.town.places.words

SQL = """
REVOKE ALL ON places_session FROM otagai_public;

CREATE FUNCTION places_session_by_token(hashed text, sent uuid, said jsonb) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  link bigint;
  place bigint;
  new_rows integer;
BEGIN
  SELECT l.id, p.id INTO link, place FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now_at) AND p.ended_on IS NULL;
  IF place IS NULL OR length(said::text) > 4000 THEN RETURN ''; END IF;
  IF (said->>'held_on')::date > ((now_at AT TIME ZONE 'Asia/Tokyo')::date + 366) THEN RETURN ''; END IF;
  INSERT INTO places_session (place_id, link_id, submission, held_on, part, children, adults, seniors, elders, unknown,
      first_timers, hosts, near_misses, near_miss_note, at)
    SELECT place, link, sent, (said->>'held_on')::date, said->>'part', (said->>'children')::smallint, (said->>'adults')::smallint,
      (said->>'seniors')::smallint, (said->>'elders')::smallint, (said->>'unknown')::smallint, (said->>'first_timers')::smallint,
      (said->>'hosts')::smallint, ARRAY(SELECT jsonb_array_elements_text(said->'near_misses')),
      left(said->>'near_miss_note', 200), now_at
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS new_rows = ROW_COUNT;
  IF new_rows > 0 OR EXISTS (SELECT 1 FROM places_session s WHERE s.submission = sent AND s.place_id = place) THEN
    RETURN 'stored';
  END IF;
  RETURN 'known';
END $$;

CREATE FUNCTION places_sessions_by_token(hashed text) RETURNS TABLE (held_on date, part text, came integer) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.held_on, s.part::text, (s.children + s.adults + s.seniors + s.elders + s.unknown)::integer
    FROM places_session s JOIN places_place p ON p.id = s.place_id JOIN places_windowlink l ON l.place_id = p.id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      AND p.ended_on IS NULL AND s.withdrawn_at IS NULL
    ORDER BY s.held_on DESC, s.id DESC LIMIT 6
$$;
REVOKE EXECUTE ON FUNCTION places_session_by_token(text, uuid, jsonb), places_sessions_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_session_by_token(text, uuid, jsonb), places_sessions_by_token(text)
  TO otagai_public, otagai_app, otagai_worker;
"""


def number(label=None):
    """How many people."""
    return models.PositiveSmallIntegerField(**({"verbose_name": label} if label else {}), default=0)


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0007_what_one_can_do_there"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.UUIDField(unique=True)),
                ("held_on", models.DateField(verbose_name="いつ")),
                (
                    "part",
                    models.CharField(
                        choices=otagai.town.places.words.DayPart.choices, max_length=12, verbose_name="時間"
                    ),
                ),
                ("children", number()),
                ("adults", number()),
                ("seniors", number()),
                ("elders", number()),
                ("unknown", number()),
                ("first_timers", number("はじめて来た人")),
                ("hosts", number("ひらいた人・手伝った人")),
                (
                    "near_misses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="ヒヤリ",
                    ),
                ),
                ("near_miss_note", models.CharField(blank=True, max_length=200, verbose_name="ヒヤリのこと")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="places.windowlink",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="places.place"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["held_on", "place"], name="sessions_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("place", "held_on", "part"),
                        name="met_once_in_a_part_of_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            first_timers__lte=models.F("children")
                            + models.F("adults")
                            + models.F("seniors")
                            + models.F("elders")
                            + models.F("unknown")
                        ),
                        name="first_timers_are_among_those_who_came",
                        violation_error_message="はじめて来た人は、来た人の数までです。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
