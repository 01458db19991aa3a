"""The addresses of asking: requests, the brief, who is asked, what is settled; joined to those under /projects/."""

from django.urls import path

from projects.views import requests, work

patterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/spot/", requests.spot, name="spot"),
    path("requests/notice/", requests.notice, name="notice"),
    path("requests/<int:pk>/", requests.request, name="request"),
    path("requests/<int:pk>/decide/", requests.request_decide, name="request_decide"),
    path("requests/<int:pk>/draft/", requests.request_draft, name="request_draft"),
    path("<int:pk>/work/new/", work.work_new, name="work_new"),
    path("work/<int:pk>/edit/", work.work_edit, name="work_edit"),
    path("work/<int:pk>/check/", work.work_check, name="work_check"),
    path("work/<int:pk>/open/", work.work_open, name="work_open"),
]
