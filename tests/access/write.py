"""`python -m tests.access.write`: docs/access-matrix.md anew."""

import django

django.setup()

from tests.access.paper import FILE, written  # noqa: E402 — the models must be there first

FILE.write_text(written(), encoding="utf-8")
