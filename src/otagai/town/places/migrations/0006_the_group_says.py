"""A link may open the page of a place instead of a window's; what its group says comes in through one function."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import otagai.town.places.words

SQL = """
REVOKE ALL ON places_placenews FROM otagai_public;

CREATE FUNCTION places_place_by_token(hashed text)
RETURNS TABLE (place_id bigint, holder text, name text, phone text, what text, who_for text, fee text, open_text text,
  how_to_come text, welcomer text, verified_on date, is_shown boolean) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  UPDATE places_windowlink l SET last_used_at = at
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.last_used_at IS NULL OR l.last_used_at < at - interval '1 hour');
  RETURN QUERY SELECT p.id, l.holder::text, p.name::text, p.phone::text, p.what, p.who_for::text, p.fee::text, p.open_text::text,
      p.how_to_come::text, p.welcomer::text, p.verified_on, p.is_public AND p.hidden_on IS NULL
    FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > at) AND p.ended_on IS NULL;
END $$;

CREATE FUNCTION places_news_by_token(hashed text, sent uuid, said jsonb) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := clock_timestamp();
  link bigint;
  place bigint;
  new_rows integer;
BEGIN
  SELECT l.id, p.id INTO link, place FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > at) AND p.ended_on IS NULL;
  IF place IS NULL OR length(said::text) > 20000 THEN RETURN false; END IF;
  INSERT INTO places_placenews (place_id, link_id, submission, said, state, said_at)
    VALUES (place, link, sent, said, CASE WHEN said = '{}'::jsonb THEN 'unchanged' ELSE 'waiting' END, at)
    ON CONFLICT (submission) DO NOTHING;
  GET DIAGNOSTICS new_rows = ROW_COUNT;
  IF new_rows > 0 AND said = '{}'::jsonb THEN
    UPDATE places_place SET verified_on = GREATEST(verified_on, (at AT TIME ZONE 'Asia/Tokyo')::date), verified_by_id = NULL,
      asked_on = NULL, hidden_on = NULL WHERE id = place;
  END IF;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION places_place_by_token(text), places_news_by_token(text, uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_place_by_token(text), places_news_by_token(text, uuid, jsonb)
  TO otagai_public, otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_places_stay_true"),
        ("circles", "0004_functions_closed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="windowlink",
            name="window",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="links", to="places.window"
            ),
        ),
        migrations.AddField(
            model_name="windowlink",
            name="place",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="links", to="places.place"
            ),
        ),
        migrations.AddConstraint(
            model_name="windowlink",
            constraint=models.CheckConstraint(
                name="a_link_opens_one_thing",
                condition=models.Q(window__isnull=False, place__isnull=True)
                | models.Q(window__isnull=True, place__isnull=False),
            ),
        ),
        migrations.CreateModel(
            name="PlaceNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.UUIDField(unique=True)),
                ("said", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=otagai.town.places.words.NewsState.choices,
                        default=otagai.town.places.words.NewsState["WAITING"],
                        max_length=20,
                    ),
                ),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="news", to="places.place"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="places.windowlink",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
