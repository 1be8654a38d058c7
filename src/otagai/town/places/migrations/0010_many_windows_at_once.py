"""説明会, the yearly check, and the stock ledger: what is known of the flags begins it. A window answers the check by its link."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import otagai.town.places.words

SQL = """
REVOKE ALL ON places_bannermove, places_briefing, places_briefingguest, places_checkround, places_checkline FROM otagai_public;

INSERT INTO places_bannermove (banner_id, from_state, to_state, "on", at)
  SELECT id, '', 'in_stock', since, now() FROM places_banner;
INSERT INTO places_bannermove (banner_id, from_state, to_state, window_id, "on", at)
  SELECT id, 'in_stock', state, window_id, since, now() FROM places_banner WHERE state <> 'in_stock';

CREATE FUNCTION places_check_asked(hashed text) RETURNS date LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.due_on FROM places_windowlink l JOIN places_window w ON w.id = l.window_id JOIN places_checkline c ON c.window_id = w.id
    JOIN places_checkround r ON r.id = c.round_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      AND w.state = 'open' AND r.closed_on IS NULL AND c.answered_at IS NULL LIMIT 1
$$;

CREATE FUNCTION places_check_by_token(hashed text, wished text, said text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  today date := (now_at AT TIME ZONE 'Asia/Tokyo')::date;
  of_window bigint;
  line bigint;
BEGIN
  SELECT w.id, c.id INTO of_window, line FROM places_windowlink l JOIN places_window w ON w.id = l.window_id
    JOIN places_checkline c ON c.window_id = w.id JOIN places_checkround r ON r.id = c.round_id
    WHERE l.token_hash = hashed AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now_at)
      AND w.state = 'open' AND r.closed_on IS NULL AND c.answered_at IS NULL FOR UPDATE OF c;
  IF line IS NULL OR wished NOT IN ('go_on', 'pause', 'stop') THEN RETURN false; END IF;
  UPDATE places_checkline SET answered_at = now_at, how = 'link', wish = wished, note = left(said, 200) WHERE id = line;
  IF wished = 'go_on' THEN
    UPDATE places_window SET next_check_on = (today + interval '1 year')::date WHERE id = of_window;
    UPDATE places_place SET verified_on = GREATEST(verified_on, today), verified_by_id = NULL, asked_on = NULL, hidden_on = NULL
      WHERE id = (SELECT place_id FROM places_window WHERE id = of_window);
    INSERT INTO places_windowstep (window_id, from_state, to_state, note, at)
      VALUES (of_window, 'open', 'open', '年次確認（リンク）', now_at);
  END IF;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION places_check_asked(text), places_check_by_token(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_check_asked(text), places_check_by_token(text, text, text)
  TO otagai_public, otagai_app, otagai_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0009_what_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BannerMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_state",
                    models.CharField(blank=True, choices=otagai.town.places.words.BannerState.choices, max_length=20),
                ),
                ("to_state", models.CharField(choices=otagai.town.places.words.BannerState.choices, max_length=20)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "banner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="places.banner"
                    ),
                ),
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
                    "window",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.window"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Briefing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="いつ")),
                ("starts_at", models.TimeField(verbose_name="何時から")),
                ("where", models.CharField(max_length=120, verbose_name="会場")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="伝えること")),
                ("told_at", models.DateTimeField(null=True, verbose_name="出席を書いた時")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年度")),
                ("started_on", models.DateField(verbose_name="始めた日")),
                ("due_on", models.DateField(verbose_name="お返事の期限")),
                ("closed_on", models.DateField(null=True, verbose_name="終えた日")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BriefingGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came", models.BooleanField(null=True, verbose_name="来た")),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guests", to="places.briefing"
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="briefings", to="places.window"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("briefing", "window"), name="invited_once")],
            },
        ),
        migrations.CreateModel(
            name="CheckLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答えた時")),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=otagai.town.places.words.CheckHow.choices,
                        max_length=10,
                        verbose_name="どうやって",
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=otagai.town.places.words.CheckWish.choices,
                        max_length=10,
                        verbose_name="これから",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="places.window"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="places.checkround"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "window"), name="checked_once_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("how", ""), ("wish", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("how", ""), _negated=True),
                                models.Q(("wish", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_says_how_and_what",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
