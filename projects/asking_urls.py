"""The addresses of asking: requests, the brief, who is asked, what is settled; joined to those under /projects/."""

from django.urls import path

from projects.views import closeness, fair, interests, requests, settling, to_come, work

patterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/spot/", requests.spot, name="spot"),
    path("requests/notice/", requests.notice, name="notice"),
    path("requests/<int:pk>/", requests.request, name="request"),
    path("requests/<int:pk>/decide/", requests.request_decide, name="request_decide"),
    path("requests/<int:pk>/change/", requests.request_change, name="request_change"),
    path("requests/<int:pk>/take-back/", requests.request_take_back, name="request_take_back"),
    path("requests/<int:pk>/draft/", requests.request_draft, name="request_draft"),
    path("<int:pk>/work/new/", work.work_new, name="work_new"),
    path("work/<int:pk>/edit/", work.work_edit, name="work_edit"),
    path("work/<int:pk>/check/", work.work_check, name="work_check"),
    path("work/<int:pk>/open/", work.work_open, name="work_open"),
    path("work/<int:pk>/match/", fair.match, name="match"),
    path("work/<int:pk>/waves/stop/", fair.waves_stop, name="waves_stop"),
    path("work/<int:pk>/choose/", settling.choose, name="choose"),
    path("work/<int:pk>/panel/", settling.panel, name="panel"),
    path("work/<int:pk>/done/", settling.finish, name="work_done"),
    path("invitations/<int:pk>/place/", settling.give_place, name="give_place"),
    path("invitations/<int:pk>/step-back/", settling.step_back, name="step_back"),
    path("invitations/<int:pk>/close/", closeness.closeness, name="closeness"),
    path("invitations/<int:pk>/close-for/", closeness.closeness_for, name="closeness_for"),
    path("invitations/<int:pk>/told/", settling.work_told, name="work_told"),
    path("too-close/<int:pk>/", closeness.closeness_decide, name="closeness_decide"),
    path("asked-so-far/", fair.fair_asks, name="fair_asks"),
    path("my-interests/", interests.my_interests, name="my_interests"),
    path("of/<int:pk>/interests/", interests.interests_of, name="interests_of"),
    path("of/<int:pk>/could-join/", interests.could_join_of, name="could_join_of"),
    path("of/<int:pk>/could-join/<int:work>/", interests.join_in_for, name="join_in_for"),
    path("said-yes/", to_come.said_yes, name="said_yes"),
    path("could-join/", interests.could_join, name="could_join"),
    path("could-join/<int:pk>/", interests.join_in, name="join_in"),
]
