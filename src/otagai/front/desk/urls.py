"""Addresses of the desk."""

from django.urls import include, path

from otagai.front.desk.views import (
    acts,
    agreed,
    cards,
    changes,
    consultation,
    drafts,
    letters,
    listing,
    new,
    own_cards,
    refer,
    referral,
    sight,
    today,
    whom,
)

app_name = "desk"

OF_ONE = "consultations/<int:pk>/"
DEEDS = [path(f"{OF_ONE}{name}/", view, name=f"consultation_{name}") for name, view in acts.VIEWS.items()]
OF_BATON = "referrals/<int:pk>/"
BATONS = [path(f"{OF_BATON}{name}/", view, name=f"referral_{name}") for name, view in referral.VIEWS.items()]

urlpatterns = [
    path("", today.today, name="today"),
    path("letters/", today.open_letters, name="open_letters"),
    path("letters/trouble/", letters.letters, name="letters"),
    path("consultations/", listing.listing, name="list"),
    path("consultations/new/", new.new, name="new"),
    path("consultations/new/draft/", drafts.draft, name="draft"),
    path(OF_ONE, consultation.consultation, name="consultation"),
    path(f"{OF_ONE}print/", consultation.printed, name="consultation_print"),
    path(f"{OF_ONE}change/", changes.change, name="consultation_change"),
    path(f"{OF_ONE}consents/", agreed.consultation_consents, name="consultation_consents"),
    path(f"{OF_ONE}sight/", sight.sight, name="consultation_sight"),
    path(f"{OF_ONE}hold/", changes.hold, name="consultation_hold"),
    path(f"{OF_ONE}person/", whom.person, name="consultation_person"),
    path(f"{OF_ONE}person/unlink/", whom.unlink, name="consultation_unlink"),
    path(f"{OF_ONE}no-answer/<str:method>/", acts.no_answer, name="consultation_no_answer"),
    *DEEDS,
    path(f"{OF_ONE}refer/", refer.choose, name="refer"),
    path(f"{OF_ONE}refer/<int:organization>/", refer.write, name="refer_to"),
    path("cards/", cards.cards, name="cards"),
    path("cards/own/", own_cards.own_cards, name="own_cards"),
    path("cards/own/write/", own_cards.own_card, name="own_card"),
    path("cards/print/", cards.blank, name="cards_blank"),
    path("cards/print/<int:window>/", cards.blank, name="cards_print"),
    path("cards/key-in/", cards.key_in, name="card_key_in"),
    path(OF_BATON, referral.referral, name="referral"),
    *BATONS,
    path("", include("otagai.front.desk.urls_town")),
]
