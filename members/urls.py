"""The addresses of this floor under /members/."""

from django.urls import path

from members.views import drafts

app_name = "members"
urlpatterns = [
    path("drafts/<slug:form>/", drafts.draft, name="draft"),
    path("kept/", drafts.kept, name="kept"),
    path("kept/<int:pk>/forget/", drafts.kept_forget, name="kept_forget"),
]
