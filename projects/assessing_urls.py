"""How are we doing? The yearly look at ourselves, under /projects/."""

from django.urls import path

from projects.views import looks, scoring

urlpatterns = [
    path("look/", looks.looks, name="looks"),
    path("look/new/", looks.look_new, name="look_new"),
    path("look/rules/", looks.look_rules, name="look_rules"),
    path("look/<int:pk>/", looks.look, name="look"),
    path("look/<int:pk>/edit/", looks.look_edit, name="look_edit"),
    path("look/<int:pk>/finish/", looks.look_finish, name="look_finish"),
    path("look/<int:pk>/people/", looks.look_people, name="look_people"),
    path("look/<int:pk>/score/", scoring.look_score, name="look_score"),
    path("look/<int:pk>/take-back/", scoring.look_take_back, name="look_take_back"),
    path("look/<int:pk>/paper/", scoring.look_paper, name="look_paper"),
    path("look/<int:pk>/together/<int:item>/", scoring.look_together, name="look_together"),
]
