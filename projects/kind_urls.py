"""The addresses of the kinds of work, under /projects/."""

from django.urls import path

from projects.views import co_leading, kinds

urlpatterns = [
    path("<int:pk>/kind/", kinds.kind_choose, name="kind_choose"),
    path("<int:pk>/needs/<slug:point>/", kinds.need, name="need"),
    path("<int:pk>/together/", co_leading.co_lead_new, name="co_lead_new"),
    path("together/<int:pk>/end/", co_leading.co_lead_end, name="co_lead_end"),
    path("together/<int:pk>/did/", co_leading.co_lead_did, name="co_lead_did"),
    path("together/<int:pk>/hear-more/", co_leading.co_lead_hears, name="co_lead_hears"),
]
