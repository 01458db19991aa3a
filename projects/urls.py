"""The addresses of this floor under /projects/."""

from django.urls import path

from projects.views import activities, answering, asking, joining_from, of_person, projects, quick

app_name = "projects"
urlpatterns = [
    path("", projects.projects, name="projects"),
    path("new/", projects.project_new, name="project_new"),
    path("<int:pk>/", projects.project, name="project"),
    path("<int:pk>/edit/", projects.project_edit, name="project_edit"),
    path("<int:pk>/stage/", projects.project_stage, name="project_stage"),
    path("<int:pk>/involved-from/", projects.project_first_stage, name="project_first_stage"),
    path("<int:pk>/meeting/", projects.project_meeting, name="project_meeting"),
    path("<int:pk>/ask/", asking.ask, name="ask"),
    path("<int:pk>/join/", joining_from.invite_to_join, name="invite_to_join"),
    path("at-meeting/<int:meeting_id>/", projects.at_meeting, name="at_meeting"),
    path("people/find/", quick.find_people, name="find_people"),
    path("activities/to-complete/", activities.to_complete, name="to_complete"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/logged/", quick.logged, name="logged"),
    path("activities/<int:pk>/take-back/", quick.take_back, name="activity_take_back"),
    path("activities/<int:pk>/bring-back/", quick.bring_back, name="activity_bring_back"),
    path("questions/<int:pk>/done/", activities.quality_done, name="quality_done"),
    path("of/<int:pk>/", of_person.of_person, name="of_person"),
    path("my-involvement/", activities.mine, name="mine"),
    path("work/<int:pk>/", asking.opportunity, name="opportunity"),
    path("work/<int:pk>/history/", of_person.opportunity_history, name="opportunity_history"),
    path("work/<int:pk>/ask-more/", asking.ask_more, name="ask_more"),
    path("work/<int:pk>/close/", asking.close, name="opportunity_close"),
    path("work/<int:pk>/cancel/", asking.cancel, name="opportunity_cancel"),
    path("invitations/<int:pk>/answer/", answering.answer, name="answer"),
    path("invitations/<int:pk>/answer-for/", asking.answer_for, name="answer_for"),
]
