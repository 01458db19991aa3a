"""The addresses of the day of a gathering, under /meetings/."""

from django.urls import path

from meetings.views import day, door, evaluating, ideas, next_steps, planning, speakers, tables
from members.web import all_of_module

of = "gatherings/<int:pk>/"
urlpatterns = all_of_module(
    "conference",
    [
        path(of + "day/", day.day, name="day"),
        path(of + "programme/", day.programme_edit, name="day_programme"),
        path("sessions/<int:pk>/", day.session_edit, name="session"),
        path("sessions/<int:pk>/remove/", day.session_remove, name="session_remove"),
        path(of + "speakers/", speakers.speakers, name="speakers"),
        path("speakers/<int:pk>/", speakers.speaker, name="speaker"),
        path("speakers/talks/<int:pk>/", speakers.speaker_talk, name="speaker_talk"),
        path("speakers/files/<int:pk>/", speakers.speaker_file, name="speaker_file"),
        path(of + "tables/", tables.tables, name="day_tables"),
        path(of + "tables/sheets.pdf", tables.table_sheets, name="table_sheets"),
        path("tables/<int:pk>/", tables.table, name="day_table"),
        path(of + "ideas/", ideas.ideas, name="day_ideas"),
        path(of + "goals/", ideas.goals, name="day_goals"),
        path(of + "goals/hand-over/", ideas.goals_hand_over, name="day_goals_hand_over"),
        path("goals/<int:pk>/", ideas.goal, name="day_goal"),
        path(of + "badges.pdf", day.badges, name="badges"),
        path(of + "door-list.pdf", day.door_list, name="door_list"),
        path(of + "door/", door.door, name="door"),
        path(of + "door/press/", door.door_press, name="door_press"),
        path(of + "door/phone/", door.door_phone, name="door_phone"),
        path(of + "door/paper/", door.door_paper, name="door_paper"),
        path(of + "door/worker.js", door.door_worker, name="door_worker"),
        path(of + "evaluation/", evaluating.evaluation, name="day_evaluation"),
        path(of + "evaluation/sheet.pdf", evaluating.evaluation_sheet, name="day_evaluation_sheet"),
        path(of + "evaluation/paper/", evaluating.evaluation_paper, name="day_evaluation_paper"),
        path(of + "next/", next_steps.next_steps, name="next_steps"),
        path("next/<int:pk>/", next_steps.next_step, name="next_step"),
        path(of + "planning/", planning.planning, name="planning"),
        path("planning/tasks/<int:pk>/", planning.planning_task, name="planning_task"),
        path("planning/lines/<int:pk>/", planning.planning_line, name="planning_line"),
    ],
)
