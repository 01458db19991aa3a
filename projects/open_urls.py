"""Addresses of this floor that the contract fixes outside /projects/."""

from django.urls import path

from projects.views import answering, deciding_by_link, in_public, quick, recognition

urlpatterns = [
    path("our-story/", in_public.our_story, name="our_story"),
    path("our-story/<int:pk>/picture/", in_public.our_story_picture, name="our_story_picture"),
    path("what-we-agreed/", in_public.agreed, name="agreed"),
    path("what-we-agreed/<int:pk>/", in_public.agreed_text, name="agreed_text"),
    path("you-said/", in_public.you_said, name="you_said"),
    path("involvement/new/", quick.quick_log, name="quick_log"),
    path("decisions/<str:token>/", deciding_by_link.decision_by_link, name="decision_by_link"),
    path("invitations/<str:token>/", answering.invitation, name="invitation"),
    path("invitations/<str:token>/ring/", answering.invitation_ring, name="invitation_ring"),
    path("invitations/<str:token>/recognition/", recognition.invitation_recognition, name="invitation_recognition"),
    path("invitations/<str:token>/too-close/", answering.invitation_close, name="invitation_close"),
]
