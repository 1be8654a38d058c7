"""Referrals: closed by circle (giver and taker), versioned; steps are append-only."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions, protect


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("audit", "0002_closed")]
    operations = [
        protect("referrals_referral", "referrals_referralstep"),
        keep_versions("referrals_referral"),
        migrations.RunSQL(
            "REVOKE UPDATE ON referrals_referralstep FROM otagai_app, otagai_worker;", migrations.RunSQL.noop
        ),
    ]
