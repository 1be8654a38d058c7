"""The page of a consultation, and what can be done there."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_today(town, browser, consultation):
    client = browser(town.csw)
    for url in (reverse("desk:today"), reverse("desk:list"), reverse("desk:consultation", args=[consultation.pk]), reverse("desk:consultation_print", args=[consultation.pk]),reverse("desk:consultation_change", args=[consultation.pk]),reverse("desk:consultation_hold", args=[consultation.pk])):
        answer = client.get(url)
        assert answer.status_code == 200, url
