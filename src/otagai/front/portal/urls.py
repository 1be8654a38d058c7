"""The addresses of the portal. None of them holds a name, a number or a passphrase."""

from django.urls import path

from otagai.front.portal.views import (
    activities,
    group,
    home,
    know_how,
    places,
    reply,
    signups,
    talk,
    window,
    windows_list,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("first/", home.first, name="first"),
    path("about/", home.about, name="about"),
    path("help/", home.topic, {"topic": "help"}, name="help"),
    path("learn/", home.topic, {"topic": "learn"}, name="learn"),
    path("talk/", talk.talk, name="talk"),
    path("talk/receipt/", talk.receipt, name="receipt"),
    path("reply/", reply.reply, name="reply"),
    path("reply/again/", reply.again, name="again"),
    path("reply/sent/", reply.sent_again, name="sent_again"),
    path("places/", places.find, name="places"),
    path("places/outline.geojson", places.outline, name="outline"),
    path("places/<int:pk>/", places.place, name="place"),
    path("places/<int:pk>/calendar.ics", places.calendar, name="calendar"),
    path("activities/", activities.activities, name="activities"),
    path("activities/calendar.ics", activities.feed, name="activities_feed"),
    path("activities/month.pdf", activities.month, name="activities_month"),
    path("know-how/", know_how.know_hows, name="know_hows"),
    path("know-how/<int:pk>/", know_how.know_how, name="know_how"),
    path("know-how/<int:pk>/a4.pdf", know_how.know_how_paper, name="know_how_paper"),
    path("activities/signed-up/", signups.signed_up, name="signed_up"),
    path("activities/take-back/", signups.take_back, name="take_back"),
    path("activities/<int:pk>/sign-up/", signups.sign_up, name="sign_up"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/calendar.ics", activities.activity_feed, name="activity_feed"),
    path("windows/", places.windows, name="windows"),
    path("windows/list.pdf", windows_list.windows_list, name="windows_list"),
    path("g/<str:token>/", group.group, name="group"),
    path("g/<str:token>/change/", group.group_change, name="group_change"),
    path("g/<str:token>/session/", group.group_session, name="group_session"),
    path("w/<str:token>/", window.window, name="window"),
    path("w/<str:token>/card/", window.card, name="card"),
    path("w/<str:token>/check/", window.window_check, name="window_check"),
    path("w/<str:token>/paper/", window.paper, name="paper"),
]
