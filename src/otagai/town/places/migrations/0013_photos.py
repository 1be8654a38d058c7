"""Photos of places: residents see those that staff looked at; a group sends and takes down its own through functions that know its link."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import otagai.town.places.words
from otagai.base.circles.policies import keep_versions

SQL = """
REVOKE ALL ON places_photo, places_photofile FROM otagai_public;
REVOKE UPDATE ON places_photofile FROM otagai_app, otagai_worker;
GRANT DELETE ON places_photofile TO otagai_app, otagai_worker;
GRANT SELECT (front_photo, front_alt) ON places_place TO otagai_public;
GRANT SELECT (id, place_id, state, alt, thumb, small, large, width, height, home_hidden) ON places_photo TO otagai_public;
GRANT SELECT (id, photo_id, sha256, content) ON places_photofile TO otagai_public;

ALTER TABLE places_photo ENABLE ROW LEVEL SECURITY; ALTER TABLE places_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON places_photo TO otagai_owner, otagai_app, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY published ON places_photo FOR SELECT TO otagai_public USING (state = 'shown'
  AND EXISTS (SELECT 1 FROM places_place p WHERE p.id = place_id AND (p.form <> 'private_home' OR home_hidden)));
ALTER TABLE places_photofile ENABLE ROW LEVEL SECURITY; ALTER TABLE places_photofile FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON places_photofile TO otagai_owner, otagai_app, otagai_worker USING (true) WITH CHECK (true);
CREATE POLICY published ON places_photofile FOR SELECT TO otagai_public
  USING (EXISTS (SELECT 1 FROM places_photo f WHERE f.id = photo_id));
ALTER TABLE places_photofile ADD CONSTRAINT a_drawing_is_found_by_its_bytes CHECK (sha256 = encode(sha256(content), 'hex'));
ALTER TABLE places_photofile ADD CONSTRAINT a_drawing_is_light CHECK (length(content) <= 120000);

CREATE FUNCTION places_choose_front_photo(of_place bigint) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE places_place p SET (front_photo, front_alt) = (SELECT coalesce(max(f.thumb), ''), coalesce(max(f.alt), '') FROM (
      SELECT thumb, alt FROM places_photo WHERE place_id = of_place AND state = 'shown' AND (p.form <> 'private_home' OR home_hidden)
      ORDER BY id LIMIT 1) f)
    WHERE p.id = of_place
$$;
REVOKE EXECUTE ON FUNCTION places_choose_front_photo(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_choose_front_photo(bigint) TO otagai_owner, otagai_app, otagai_worker;
CREATE FUNCTION places_photo_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM places_choose_front_photo(NEW.place_id);
  RETURN NULL;
END $$;
CREATE FUNCTION places_form_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM places_choose_front_photo(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER chooses_front AFTER INSERT OR UPDATE ON places_photo FOR EACH ROW EXECUTE FUNCTION places_photo_changed();
CREATE TRIGGER chooses_front AFTER UPDATE OF form ON places_place FOR EACH ROW
  WHEN (NEW.form IS DISTINCT FROM OLD.form) EXECUTE FUNCTION places_form_changed();

CREATE FUNCTION places_photos_by_token(hashed text) RETURNS jsonb LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('is_home', p.form = 'private_home', 'photos', coalesce((
      SELECT jsonb_agg(jsonb_build_object('pk', f.id, 'alt', f.alt, 'state', f.state, 'width', f.width, 'height', f.height) ORDER BY f.id)
      FROM places_photo f WHERE f.place_id = p.id AND f.state IN ('waiting', 'shown')), '[]'::jsonb))
    FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      AND p.ended_on IS NULL
$$;
CREATE FUNCTION places_drawing_by_token(hashed text, photo bigint) RETURNS bytea LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.content FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    JOIN places_photo f ON f.place_id = p.id AND f.id = photo AND f.state IN ('waiting', 'shown')
    JOIN places_photofile d ON d.photo_id = f.id AND d.sha256 = f.small
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      AND p.ended_on IS NULL
$$;
CREATE FUNCTION places_photo_by_token(hashed text, sent uuid, said jsonb, drawings bytea[]) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  link bigint;
  place bigint;
  made bigint;
  hashes text[];
BEGIN
  SELECT l.id, p.id INTO link, place FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now_at) AND p.ended_on IS NULL
    FOR UPDATE OF p;
  IF place IS NULL OR length(said::text) > 4000 OR cardinality(drawings) <> 3 THEN RETURN ''; END IF;
  IF EXISTS (SELECT 1 FROM places_photo f WHERE f.submission = sent AND f.place_id = place) THEN RETURN 'stored'; END IF;
  IF (SELECT count(*) FROM places_photo f WHERE f.place_id = place AND f.state = 'waiting') >= 3 THEN RETURN 'full'; END IF;
  hashes := ARRAY(SELECT encode(sha256(d), 'hex') FROM unnest(drawings) WITH ORDINALITY AS each(d, n) ORDER BY n);
  INSERT INTO places_photo (place_id, link_id, submission, state, alt, people, asker, asked, asked_on, home_hidden, thumb, small, large,
      width, height, sent_at, down_why)
    VALUES (place, link, sent, 'waiting', left(said->>'alt', 120), said->>'people', left(said->>'asker', 80), left(said->>'asked', 120),
      (said->>'asked_on')::date, (said->>'home_hidden')::boolean, hashes[1], hashes[2], hashes[3], (said->>'width')::smallint,
      (said->>'height')::smallint, now_at, '')
    ON CONFLICT (submission) DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN RETURN ''; END IF;
  INSERT INTO places_photofile (photo_id, sha256, content)
    SELECT DISTINCT ON (d) made, encode(sha256(d), 'hex'), d FROM unnest(drawings) AS each(d);
  RETURN 'stored';
END $$;
CREATE FUNCTION places_photo_down_by_token(hashed text, photo bigint, why text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  link bigint;
BEGIN
  SELECT l.id INTO link FROM places_windowlink l JOIN places_place p ON p.id = l.place_id JOIN places_photo f ON f.place_id = p.id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now_at) AND p.ended_on IS NULL
      AND f.id = photo;
  IF link IS NULL THEN RETURN false; END IF;
  UPDATE places_photo SET state = 'taken_down', down_at = now_at, down_link_id = link, down_why = left(why, 120)
    WHERE id = photo AND state IN ('waiting', 'shown');
  DELETE FROM places_photofile WHERE photo_id = photo;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION places_photos_by_token(text), places_drawing_by_token(text, bigint),
  places_photo_by_token(text, uuid, jsonb, bytea[]), places_photo_down_by_token(text, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_photos_by_token(text), places_drawing_by_token(text, bigint),
  places_photo_by_token(text, uuid, jsonb, bytea[]), places_photo_down_by_token(text, bigint, text)
  TO otagai_public, otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0012_homes_are_kept_inside"),
        ("audit", "0005_not_when_only_asked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="front_alt",
            field=models.CharField(
                db_default="", default="", editable=False, max_length=120, verbose_name="一覧に出す写真のことば"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="front_photo",
            field=models.CharField(
                db_default="", default="", editable=False, max_length=64, verbose_name="一覧に出す写真"
            ),
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=otagai.town.places.words.PhotoState.choices,
                        default=otagai.town.places.words.PhotoState["WAITING"],
                        max_length=20,
                    ),
                ),
                ("alt", models.CharField(max_length=120, verbose_name="写真のことば")),
                (
                    "people",
                    models.CharField(
                        choices=otagai.town.places.words.PhotoPeople.choices, max_length=20, verbose_name="写っている人"
                    ),
                ),
                ("asker", models.CharField(blank=True, max_length=80, verbose_name="聞いた人")),
                ("asked", models.CharField(blank=True, max_length=120, verbose_name="だれに聞いたか")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="聞いた日")),
                ("home_hidden", models.BooleanField(default=False, verbose_name="どの家か わからない")),
                ("thumb", models.CharField(max_length=64)),
                ("small", models.CharField(max_length=64)),
                ("large", models.CharField(max_length=64)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("down_why", models.CharField(blank=True, max_length=120, verbose_name="下げたわけ")),
                ("down_at", models.DateTimeField(null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "down_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "down_link",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.windowlink"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="places.windowlink",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhotoFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("content", models.BinaryField()),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="places.photo"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["place", "state"], name="photos_of_a_place"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["sent_at"], name="photos_waiting"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("people", "nobody"),
                    models.Q(
                        models.Q(("asker", ""), _negated=True),
                        models.Q(("asked", ""), _negated=True),
                        ("asked_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="everybody_in_a_photo_was_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt", ""), _negated=True), name="a_photo_is_said_in_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="photofile",
            constraint=models.UniqueConstraint(fields=("photo", "sha256"), name="a_drawing_once_a_photo"),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        keep_versions("places_photo"),
    ]
