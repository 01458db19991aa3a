"""The addresses of the kinds of work, under /projects/."""

from django.urls import path

from projects.views import kinds

urlpatterns = [
    path("<int:pk>/kind/", kinds.kind_choose, name="kind_choose"),
    path("<int:pk>/needs/<slug:point>/", kinds.need, name="need"),
]
