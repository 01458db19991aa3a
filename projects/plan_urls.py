"""The plan and its goals, under /projects/."""

from django.urls import path

from projects.views import goals, plans

urlpatterns = [
    path("plan/", plans.plans, name="plans"),
    path("plan/make/", plans.plan_make, name="plan_make"),
    path("plan/new/", plans.plan_new, name="plan_new"),
    path("plan/<int:pk>/", plans.plan, name="plan"),
    path("plan/<int:pk>/timeline/", plans.plan_timeline, name="plan_timeline"),
    path("plan/<int:pk>/print/", plans.plan_print, name="plan_print"),
    path("plan/<int:pk>/edit/", plans.plan_edit, name="plan_edit"),
    path("plan/<int:pk>/goal/", goals.goal_new, name="goal_new"),
    path("goals/<int:pk>/", goals.goal, name="goal"),
    path("goals/<int:pk>/end/", goals.goal_end, name="goal_end"),
    path("goals/<int:pk>/again/", goals.goal_again, name="goal_again"),
    path("goals/<int:pk>/edit/", goals.goal_edit, name="goal_edit"),
]
