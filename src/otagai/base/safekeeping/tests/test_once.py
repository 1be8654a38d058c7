"""One submission is one record, however often the button is pressed; drafts are their writer's own."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from otagai.base.circles.scope import Scope, acting_in
from otagai.base.safekeeping import actions, jobs, queries
from otagai.base.safekeeping.middleware import CleanInput
from otagai.base.safekeeping.models import Draft, Submission
from tests.factories import a_user, acting, an_organization, as_, as_public, as_worker

Organization: Any = apps.get_model("organizations", "Organization")  # base knows the town above by name alone

KEY = uuid.UUID("7b0d5a3e-9f3b-4c8d-8b6a-0d6f1f1e2a3b")


@pytest.mark.django_db
def test_a_second_press_gets_the_first_result() -> None:
    made: list[int] = []

    def create() -> str:
        made.append(1)
        return f"/result/{len(made)}/"

    assert actions.once(KEY, form="a", create=create) == "/result/1/"
    assert actions.once(KEY, form="a", create=create) == "/result/1/"
    assert len(made) == 1


@pytest.mark.django_db
def test_the_same_key_in_another_form_is_another_submission() -> None:
    assert actions.once(KEY, form="a", create=lambda: "/a/") == "/a/"
    assert actions.once(KEY, form="b", create=lambda: "/b/") == "/b/"
    assert actions.once(KEY, form="a", create=lambda: "/c/") == "/a/"


@pytest.mark.django_db
def test_the_public_role_reads_only_the_submission_whose_key_it_names() -> None:
    other = uuid.uuid4()
    with as_public():
        assert actions.once(KEY, form="a", create=lambda: "K7-301") == "K7-301"
        actions.once(other, form="a", create=lambda: "K7-302")
    with as_public():
        assert [kept.result for kept in Submission.objects.all()] == ["K7-302"], (
            "the last one named, in this transaction"
        )
        assert actions.once(KEY, form="a", create=lambda: "new") == "K7-301"
        assert [kept.result for kept in Submission.objects.all()] == ["K7-301"]


@pytest.mark.django_db
def test_what_failed_may_be_sent_again() -> None:
    def breaks() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        actions.once(KEY, form="a", create=breaks)
    assert actions.once(KEY, form="a", create=lambda: "/now/") == "/now/"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_make_one() -> None:
    results: list[str] = []

    def press() -> None:
        with acting_in(Scope()):
            results.append(actions.once(KEY, form="a", create=lambda: str(an_organization().pk)))
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(set(results)) == 1
    assert Organization.objects.count() == 1
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_is_kept_changed_dropped_and_seen_by_its_writer_alone() -> None:
    who, other = acting(a_user()), acting(a_user())
    with as_(who):
        actions.keep_draft(by=who, form="new", fields={"text": "はじめ"})
        actions.keep_draft(by=who, form="new", fields={"text": "つづき"})
        assert queries.draft_of(by=who, form="new") == {"text": "つづき"}
    with as_(other):
        assert not Draft.objects.exists()
        assert queries.draft_of(by=other, form="new") == {}
    with as_(who):
        actions.drop_draft(by=who, form="new")
        assert queries.draft_of(by=who, form="new") == {}


SECRET = "夫に たたかれている"


@pytest.mark.django_db
def test_no_word_of_a_draft_lies_open_in_the_table_and_a_moved_row_opens_for_nobody() -> None:
    who, other = acting(a_user()), acting(a_user())
    with as_(who):
        actions.keep_draft(by=who, form="new", fields={"query": SECRET})
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(d)::text, sealed FROM safekeeping_draft d")
            [(row, kept)] = cursor.fetchall()
        for open_text in (SECRET, SECRET.encode("unicode_escape").decode(), "query"):
            assert open_text not in row and open_text.encode() not in bytes(kept)
        assert SECRET.encode().hex() not in row
        Draft.objects.update(form="other")
        assert queries.draft_of(by=who, form="other") == {}
    with as_(other):
        Draft.objects.create(user=other.user, form="new", sealed=kept)
        assert queries.draft_of(by=other, form="new") == {}


@pytest.mark.django_db
def test_a_draft_is_forgotten_some_days_after_the_last_word_and_never_while_somebody_writes() -> None:
    at, who = timezone.now(), acting(a_user())
    with as_(who):
        for form in ("left", "going on"):
            actions.keep_draft(by=who, form=form, fields={"text": "はじめ"})
        Draft.objects.update(saved_at=at - timedelta(days=15))
        actions.keep_draft(by=who, form="going on", fields={"text": "つづき"})
    assert jobs.forget_drafts(0) == 1
    with as_(who):
        assert queries.draft_of(by=who, form="left") == {}
        assert queries.draft_of(by=who, form="going on") == {"text": "つづき"}
    with as_worker():
        assert actions.forget_drafts(days=14, at=at + timedelta(days=13)) == 0
        assert actions.forget_drafts(days=14, at=at + timedelta(days=15)) == 1


@pytest.mark.django_db
def test_the_worker_knows_the_age_of_a_draft_and_reads_nothing_of_it() -> None:
    who = acting(a_user())
    with as_(who):
        actions.keep_draft(by=who, form="new", fields={"text": SECRET})
    with as_worker():
        assert Draft.objects.values_list("saved_at").count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(Draft.objects.values_list("sealed", "user_id"))


def test_characters_that_no_database_stores_are_taken_out_at_the_door() -> None:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    CleanInput(view)(RequestFactory().post("/?q=a%00b", {"text": "山\x00田 {{ x }} =1+1", "more": ["1", "2\x00"]}))
    assert seen[0].GET["q"] == "ab"
    assert seen[0].POST["text"] == "山田 {{ x }} =1+1"
    assert seen[0].POST.getlist("more") == ["1", "2"]


@pytest.mark.django_db
def test_a_nul_in_a_search_breaks_no_page() -> None:
    assert Client().get("/accounts/login/?next=%00").status_code == 200
