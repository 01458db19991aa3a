"""The front page, the home of every role, and two short pages for everybody."""

from django.urls import path

from coproduction.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
