"""What one can do at a place, what helps to come, who goes along the first time; of a private home residents learn the 町名."""

import django.contrib.postgres.fields
from django.db import migrations, models

SQL = """
GRANT SELECT (has, has_not, doings, capacity, around, welcome_note, goes_along) ON places_place TO otagai_public;
UPDATE places_place SET postcode = '' WHERE form = 'private_home';

DROP FUNCTION places_place_by_token(text);
CREATE FUNCTION places_place_by_token(hashed text)
RETURNS TABLE (place_id bigint, holder text, name text, phone text, what text, who_for text, fee text, open_text text,
  how_to_come text, welcomer text, welcome_note text, verified_on date, is_shown boolean) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  UPDATE places_windowlink l SET last_used_at = at
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.last_used_at IS NULL OR l.last_used_at < at - interval '1 hour');
  RETURN QUERY SELECT p.id, l.holder::text, p.name::text, p.phone::text, p.what, p.who_for::text, p.fee::text, p.open_text::text,
      p.how_to_come::text, p.welcomer::text, p.welcome_note::text, p.verified_on, p.is_public AND p.hidden_on IS NULL
    FROM places_windowlink l JOIN places_place p ON p.id = l.place_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > at) AND p.ended_on IS NULL;
END $$;
REVOKE EXECUTE ON FUNCTION places_place_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_place_by_token(text) TO otagai_public, otagai_app, otagai_worker;
"""


def words(name, label):
    """An array of words, none by default."""
    field = django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name=label
    )
    return migrations.AddField(model_name="place", name=name, field=field)


def text(name, label, longest):
    """A line of text, empty by default."""
    field = models.CharField(blank=True, max_length=longest, verbose_name=label, default="")
    return migrations.AddField(model_name="place", name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("places", "0006_the_group_says"), ("circles", "0004_functions_closed")]
    operations = [
        words("has", "あるもの"),
        words("has_not", "ないもの"),
        words("doings", "できること"),
        migrations.AddField(
            model_name="place",
            name="capacity",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="入れる人数"),
        ),
        text("around", "あたり（住民に見せる町名）", 60),
        text("welcome_note", "はじめての方へ", 300),
        text("goes_along", "いっしょに行く人", 80),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=~models.Q(has__overlap=models.F("has_not")),
                name="there_or_not_there",
                violation_error_message="「ある」と「ない」の 両方には できません。",
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
