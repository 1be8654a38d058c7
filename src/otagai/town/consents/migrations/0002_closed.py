"""Consents: closed by circle, versioned."""

from django.db import migrations

from otagai.base.circles.policies import keep_versions, protect


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial"), ("audit", "0002_closed")]
    operations = [
        protect("consents_consent"),
        keep_versions("consents_consent"),
    ]
