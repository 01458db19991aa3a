"""The quarter's two minutes, under /projects/."""

from django.urls import path

from projects.views import good_example, quarter, team

urlpatterns = [
    path("<int:pk>/example/", good_example.good_example, name="good_example"),
    path("teams/<int:pk>/", team.team, name="team"),
    path("quarter/", quarter.quarter, name="quarter"),
    path("quarter/<int:pk>/", quarter.quarter_of, name="quarter_of"),
    path("quarter/<int:pk>/lead/", quarter.team_lead, name="team_lead"),
]
