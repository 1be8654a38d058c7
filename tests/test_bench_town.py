"""The town that the benches measure is a town: it loads into today's tables, and its pages show what is measured."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bench.population import load, receipt
from otagai.base.accounts.models import User

SIZE = 40


@pytest.fixture
def measured(transactional_db: None) -> Client:
    """The measuring person at the desk of a loaded town."""
    settings = connection.settings_dict
    mine = settings["USER"]
    connection.close()
    settings["USER"] = "otagai_owner"
    load(f"host={settings['HOST']} port={settings['PORT'] or 5432} user=postgres dbname={settings['NAME']}", SIZE)
    connection.close()
    settings["USER"] = mine
    client = Client()
    client.force_login(User.objects.get(username="bench1"), backend="otagai.base.accounts.backend.ByUserName")
    return client


def test_every_measured_page_shows_what_is_measured(measured: Client, settings: Settings) -> None:
    settings.OTAGAI_DEMO = True  # the measuring client has no second factor
    assert receipt(1) in measured.get(reverse("desk:list")).content.decode()
    opened = measured.get(reverse("desk:consultation", args=[1])).content.decode()
    assert opened.count('class="entry') >= 50
    finder = measured.get(reverse("portal:places")).content.decode()
    assert finder.count("data-place=") == 20
    assert "次に開く日" in finder
    with psycopg.connect(
        host=connection.settings_dict["HOST"], user="postgres", dbname=connection.settings_dict["NAME"]
    ) as root:
        counted = root.execute("SELECT count(*) FROM intake_record").fetchone()
    assert counted == (SIZE * 4 + 196,)
