"""Inside the town that is killed again and again: found it, look into it. Runs as a process of its own, as the owner."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 — the models must be there first
from django.db.models import Count, Exists, OuterRef  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from otagai.base.accounts.acting import WORKER  # noqa: E402
from otagai.base.circles.models import Membership  # noqa: E402
from otagai.base.municipality.models import Municipality  # noqa: E402
from otagai.base.safekeeping.models import Submission  # noqa: E402
from otagai.kernel import sealing  # noqa: E402
from otagai.welcome.intake import actions as intake  # noqa: E402
from otagai.welcome.intake.models import Consultation, Folder, Record, Step, Voice  # noqa: E402
from otagai.welcome.letterbox.models import Letter, Slip  # noqa: E402
from tests.factories import a_town, a_user, an_organization, as_worker  # noqa: E402


def found() -> dict[str, Any]:
    """A town with one organisation and one CSW, who has logged in."""
    shakyo = an_organization("港市社会福祉協議会")
    a_town(shakyo)
    key = sealing.read_key(settings.OTAGAI_KEYS, sealing.PUBLIC_NAME).hex()
    Municipality.objects.update(letterbox_key=key)
    client = Client()
    client.force_login(a_user(organization=shakyo))
    session = client.session
    session["second_factor"] = True
    session.set_expiry(24 * 60 * 60)
    session.save()
    return {"session": client.cookies[settings.SESSION_COOKIE_NAME].value}


def look() -> dict[str, Any]:
    """What is there after the last fall, before and after the letters that still lie there are opened."""
    with as_worker():
        before = whatever_is_half()
        opened = 1
        while opened:
            opened = intake.open_letters(by=WORKER, at=timezone.now())
        return {
            "letters": list(Letter.objects.values_list("receipt_number", flat=True)),
            "slips": list(Slip.objects.values_list("receipt_number", flat=True)),
            "consultations": list(Consultation.objects.values_list("receipt_number", flat=True)),
            "voices": list(Voice.objects.values_list("text", flat=True)),
            "submissions": Submission.objects.count(),
            "unopened": Letter.objects.filter(opened_at__isnull=True).count(),
            "half": before | {f"{name} (letters opened)": count for name, count in whatever_is_half().items()},
        }


def whatever_is_half() -> dict[str, int]:
    """How many of each kind lack a part that is written in the same transaction; all must be 0."""
    one = Consultation.objects.all()
    of = {"consultation": OuterRef("pk")}
    stands = Membership.objects.filter(circle=OuterRef("circle"), until__isnull=True)
    lone_letters = Letter.objects.exclude(kind="again").exclude(
        receipt_number__in=Slip.objects.values("receipt_number")
    )
    twice = Letter.objects.values("submission").annotate(number=Count("pk")).filter(number__gt=1)
    opened = Letter.objects.filter(opened_at__isnull=False).exclude(kind="again")
    return {
        "consultations without a circle": one.filter(~Exists(stands)).count(),
        "consultations without a folder": one.filter(~Exists(Folder.objects.filter(**of))).count(),
        "consultations without their words": one.filter(~Exists(Voice.objects.filter(**of))).count(),
        "consultations without a first step": one.filter(~Exists(Step.objects.filter(**of))).count(),
        "consultations without a next date": one.filter(ended_at__isnull=True, next_date__isnull=True).count(),
        "heard but not recorded": one.filter(door="phone").filter(~Exists(Record.objects.filter(**of))).count(),
        "letters without a slip": lone_letters.count(),
        "letters twice": twice.count(),
        "opened letters without a consultation": opened.exclude(
            receipt_number__in=one.values("receipt_number")
        ).count(),
    }


ASKED: dict[str, Callable[[], dict[str, Any]]] = {"found": found, "look": look}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(ASKED[sys.argv[1]](), ensure_ascii=False))
