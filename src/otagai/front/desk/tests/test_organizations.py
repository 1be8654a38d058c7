"""団体・機関 at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, sql_of, text_of
from otagai.town.organizations.models import Desk, Organization
from otagai.town.organizations.words import Capacity, OrganizationKind
from tests.factories import an_area, an_organization

pytestmark = pytest.mark.django_db
MOST_SQL = 12


@pytest.fixture
def centre() -> Organization:
    """A centre that takes on worries about care."""
    return an_organization(
        "南部地域包括支援センター", kind=OrganizationKind.COMMUNITY_SUPPORT_CENTER, phone="054-627-0000",
        takes_on="65歳以上の方の どんな相談も", themes=["care"],
    )  # fmt: skip


def page(centre: Organization) -> str:
    return reverse("desk:organization", args=[centre.pk])


def typed(centre: Organization, **changed: Any) -> dict[str, Any]:
    facts = {"kind": centre.kind, "name": centre.name, "phone": centre.phone, "takes_on": centre.takes_on}
    return {**facts, "themes": centre.themes, "version": centre.version, **changed}


def test_a_stranger_is_asked_to_log_in(centre: Organization) -> None:
    for address in (reverse("desk:organizations"), page(centre), reverse("desk:organization_new")):
        response = Client().get(address)
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


def test_anybody_at_the_desk_reads_what_an_organisation_takes_on(centre: Organization) -> None:
    client = somebody(Duty.COUNSELLOR)
    assert len(sql_of(client, page(centre))) <= MOST_SQL
    shown = text_of(client.get(page(centre)))
    assert "65歳以上の方の どんな相談も" in shown
    assert "支えている" in shown


def test_a_window_host_reads_it_without_the_numbers_of_casework(centre: Organization) -> None:
    shown = text_of(somebody(Duty.WINDOW_HOST).get(page(centre)))
    assert "65歳以上" in shown
    assert "かかえている相談" not in shown
    assert "書きなおす" not in shown


def test_the_list_is_by_kind_and_searched_by_name(centre: Organization) -> None:
    an_organization("港ふれあいサロン", kind=OrganizationKind.SALON)
    client = somebody(Duty.CSW)
    assert len(sql_of(client, reverse("desk:organizations"))) <= MOST_SQL
    everybody = text_of(client.get(reverse("desk:organizations")))
    assert everybody.index("南部地域包括支援センター") < everybody.index("港ふれあいサロン")
    found = text_of(client.get(reverse("desk:organizations"), {"q": "港"}))
    assert "港ふれあいサロン" in found
    assert "南部地域包括支援センター" not in found
    assert "見つかりませんでした" in text_of(client.get(reverse("desk:organizations"), {"q": "ないもの"}))


def test_its_own_people_say_with_one_tap_that_it_is_full(centre: Organization) -> None:
    client = somebody(Duty.COUNSELLOR, centre)
    response = client.post(reverse("desk:organization_capacity", args=[centre.pk]), {"capacity": "full", "note": ""})
    assert response.status_code == 302
    centre.refresh_from_db()
    assert centre.capacity == Capacity.FULL
    assert centre.capacity_updated_on is not None


def test_people_of_another_organisation_do_not_say_it(centre: Organization) -> None:
    client = somebody(Duty.COUNSELLOR)
    response = client.post(reverse("desk:organization_capacity", args=[centre.pk]), {"capacity": "full"})
    assert response.status_code == 403


def test_a_leader_writes_only_the_own_organisation(centre: Organization) -> None:
    own = somebody(Duty.ORGANIZATION_LEADER, centre)
    assert own.get(reverse("desk:organization_edit", args=[centre.pk])).status_code == 200
    other = somebody(Duty.ORGANIZATION_LEADER)
    for name in ("organization_edit", "organization_desks", "organization_areas"):
        assert other.get(reverse(f"desk:{name}", args=[centre.pk])).status_code == 403
    assert other.post(reverse("desk:organization_end", args=[centre.pk])).status_code == 403


def test_a_counsellor_may_not_write_at_all(centre: Organization) -> None:
    assert somebody(Duty.COUNSELLOR, centre).get(reverse("desk:organization_edit", args=[centre.pk])).status_code == 403


def test_an_organisation_that_does_not_exist_is_not_found() -> None:
    client = somebody(Duty.SYSTEM_ADMINISTRATOR)
    for name in ("organization", "organization_edit", "organization_desks", "organization_areas"):
        assert client.get(reverse(f"desk:{name}", args=[987654])).status_code == 404
    for name in ("organization_capacity", "organization_end"):
        address = reverse(f"desk:{name}", args=[987654])
        assert somebody(Duty.ORGANIZATION_LEADER).post(address, {"capacity": "open"}).status_code == 404


def test_writing_anew(centre: Organization) -> None:
    client = somebody(Duty.CSW)
    response = client.post(
        reverse("desk:organization_edit", args=[centre.pk]),
        typed(centre, takes_on="家族の相談も", themes=["care", "mind"]),
    )
    assert response.status_code == 302
    centre.refresh_from_db()
    assert (centre.takes_on, centre.themes, centre.version) == ("家族の相談も", ["care", "mind"], 2)


def test_whoever_wrote_meanwhile_is_not_overwritten(centre: Organization) -> None:
    client = somebody(Duty.CSW)
    edit = reverse("desk:organization_edit", args=[centre.pk])
    assert client.post(edit, typed(centre, takes_on="先に書いた人")).status_code == 302
    late = client.post(edit, typed(centre, takes_on="あとから書いた人"))
    assert late.status_code == 409
    assert "先に書いた人" in text_of(late)
    assert "あとから書いた人" in text_of(late)


def test_a_broken_rule_keeps_what_was_typed(centre: Organization) -> None:
    client = somebody(Duty.CSW)
    response = client.post(
        reverse("desk:organization_new"), typed(centre, takes_on="長く書いた説明", version=""), follow=True
    )
    assert response.status_code == 422
    assert "もう あります" in text_of(response)
    assert "長く書いた説明" in text_of(response)


def test_a_new_organisation_gets_its_desk_next() -> None:
    client = somebody(Duty.SYSTEM_ADMINISTRATOR)
    response = client.post(reverse("desk:organization_new"), {"kind": "npo", "name": "ごみ出し応援隊"})
    made = Organization.objects.get(name="ごみ出し応援隊")
    assert response.url == reverse("desk:organization_desks", args=[made.pk])


def desks(**first: str) -> dict[str, str]:
    counts = {"desks-TOTAL_FORMS": "1", "desks-INITIAL_FORMS": "0"}
    return counts | {f"desks-0-{name}": value for name, value in first.items()}


def test_the_desks_are_written_and_one_without_hours_is_none(centre: Organization) -> None:
    client, address = somebody(Duty.CSW), reverse("desk:organization_desks", args=[centre.pk])
    lacking = client.post(address, desks(name="総合窓口", phone="054-627-0000", hours=""))
    assert lacking.status_code == 422
    assert "総合窓口" in text_of(lacking)
    given = client.post(address, desks(name="総合窓口", phone="054-627-0000", hours="月〜金 8:30–17:15"))
    assert given.status_code == 302
    assert Desk.objects.get(organization=centre).hours == "月〜金 8:30–17:15"


def test_the_areas_it_serves(centre: Organization) -> None:
    area = an_area("焼津南小学校区")
    client, address = somebody(Duty.CSW), reverse("desk:organization_areas", args=[centre.pk])
    assert client.post(address, {"areas": [area.pk]}).status_code == 302
    assert "焼津南小学校区" in text_of(client.get(page(centre)))
    assert client.post(address, {"areas": [area.pk + 1000]}).status_code == 422


def test_an_organisation_ends_and_leaves_the_list(centre: Organization) -> None:
    client = somebody(Duty.CSW)
    assert client.post(reverse("desk:organization_end", args=[centre.pk])).status_code == 302
    assert centre.name not in text_of(client.get(reverse("desk:organizations")))


def test_the_button_pressed_twice_makes_one_organisation() -> None:
    client = somebody(Duty.SYSTEM_ADMINISTRATOR)
    form = {"kind": "npo", "name": "ごみ出し応援隊", "key": "5d0c2f9e-8d5c-4a6f-9a55-2f0f6d4c1a11"}
    first = client.post(reverse("desk:organization_new"), form)
    again = client.post(reverse("desk:organization_new"), form)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url
