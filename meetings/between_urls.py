"""The addresses under /meetings/ of what is between the bodies, of the Network's meetings, and of other groups."""

from django.urls import path

from meetings.views import groups, network, practice, questions

urlpatterns = [
    path("questions/", questions.questions, name="questions"),
    path("questions/new/", questions.question_new, name="question_new"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/correct/", questions.question_correct, name="question_correct"),
    path("questions/<int:pk>/owner/", questions.question_owner, name="question_owner"),
    path("questions/<int:pk>/agenda/", questions.question_agenda, name="question_agenda"),
    path("questions/<int:pk>/take-back/", questions.question_take_back, name="question_take_back"),
    path("questions/between-us/", questions.between_us, name="between_us"),
    # the Network
    path("network/", network.network, name="network"),
    path("network/came/", network.network_came, name="network_came"),
    path("network/<int:pk>/", network.network_rounds, name="network_rounds"),
    path("network/<int:pk>/turns/", network.network_turns, name="network_turns"),
    path("network/<int:pk>/came-for/", network.network_came_for, name="network_came_for"),
    path("network/actions/<int:pk>/done/", network.network_action_done, name="network_action_done"),
    path("good-practice/", practice.practices, name="practices"),
    path("good-practice/new/", practice.practice_new, name="practice_new"),
    path("good-practice/<int:pk>/", practice.practice, name="practice"),
    path("good-practice/<int:pk>/edit/", practice.practice_edit, name="practice_edit"),
    path("good-practice/<int:pk>/away/", practice.practice_away, name="practice_away"),
    path("good-practice/<int:pk>/file/", practice.practice_file, name="practice_file"),
    # other groups of people with lived experience
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/year/", groups.groups_year, name="groups_year"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.group_edit, name="group_edit"),
    path("groups/<int:pk>/touch/", groups.group_touch, name="group_touch"),
    path("groups/<int:pk>/visit/", groups.visit_new, name="visit_new"),
    path("groups/<int:pk>/invite/", groups.group_invite, name="group_invite"),
    path("groups/visits/<int:pk>/away/", groups.visit_away, name="visit_away"),
    path("groups/invitations/<int:pk>/said/", groups.group_said, name="group_said"),
]
