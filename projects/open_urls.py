"""Addresses of this floor that the contract fixes outside /projects/."""

from django.urls import path

from projects.views import answering, quick, recognition

urlpatterns = [
    path("involvement/new/", quick.quick_log, name="quick_log"),
    path("invitations/<str:token>/", answering.invitation, name="invitation"),
    path("invitations/<str:token>/ring/", answering.invitation_ring, name="invitation_ring"),
    path("invitations/<str:token>/recognition/", recognition.invitation_recognition, name="invitation_recognition"),
]
