"""Addresses of 地区カルテ and わたしの地区."""

from django.urls import path

from otagai.insight.profiles.views import paper, profile, work

app_name = "profiles"
urlpatterns = [
    path("", profile.listing, name="list"),
    path("mine/", work.mine, name="mine"),
    path("<int:pk>/", profile.profile, name="profile"),
    path("<int:pk>/paper/", paper.paper, name="paper"),
    path("<int:pk>/treasures/", profile.treasure, name="treasure"),
    path("<int:pk>/treasures/<int:treasure>/withdraw/", profile.treasure_withdraw, name="treasure_withdraw"),
    path("<int:pk>/work/", work.work, name="work"),
    path("<int:pk>/work/print/", work.printed, name="work_print"),
    path("<int:pk>/work/note/", work.note, name="note"),
    path("<int:pk>/work/visits/", work.visit, name="visit"),
    path("<int:pk>/work/steps/", work.step, name="step"),
    path("<int:pk>/work/steps/<int:step>/close/", work.step_close, name="step_close"),
    path("<int:pk>/work/steps/<int:step>/reopen/", work.step_reopen, name="step_reopen"),
]
