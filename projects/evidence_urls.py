"""Files that show what came of a piece of work, under /projects/."""

from django.urls import path

from projects.views import evidence, pictured

urlpatterns = [
    path("<int:pk>/evidence/", evidence.of_project, name="evidence_of"),
    path("<int:pk>/evidence/new/", evidence.evidence_new, name="evidence_new"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/people/", evidence.evidence_people, name="evidence_people"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("pictured/<int:pk>/", pictured.pictured_decide, name="pictured_decide"),
    path("pictured/<int:pk>/file/", pictured.pictured_file, name="pictured_file"),
]
