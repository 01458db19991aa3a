"""The addresses of texts people agree on, and of decisions, under /projects/."""

from django.urls import path

from projects.views import changes, commenting, deciding, positions, register, taking_on, texts

urlpatterns = [
    path("agreements/", texts.agreements, name="agreements"),
    path("agreements/new/", texts.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", texts.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", texts.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/step/", texts.agreement_step, name="agreement_step"),
    path("agreements/<int:pk>/version/", texts.version_new, name="version_new"),
    path("agreements/<int:pk>/changes/", changes.changes, name="changes"),
    path("agreements/<int:pk>/take-back/", taking_on.pack_print, name="pack_print"),
    path("agreements/<int:pk>/take-back.docx", taking_on.pack, name="pack"),
    path("agreements/<int:pk>/ratify/", taking_on.ratify, name="ratify"),
    path("agreements/<int:pk>/publish/", taking_on.publish, name="publish"),
    path("agreements/<int:pk>/unpublish/", taking_on.unpublish, name="unpublish"),
    path("agreements/<int:pk>/said/", commenting.comments, name="comments"),
    path("agreements/<int:pk>/say/", commenting.comment_new, name="comment_new"),
    path("agreements/said/<int:pk>/", commenting.comment_settle, name="comment_settle"),
    path("agreements/said/<int:pk>/same/", commenting.comment_merge, name="comment_merge"),
    path("agreements/<int:pk>/ask/", deciding.decision_new, name="decision_new"),
    path("decisions/", register.decisions, name="decisions"),
    path("decisions/note/", register.decision_note, name="decision_note"),
    path("decisions/<int:pk>/", deciding.decision, name="decision"),
    path("decisions/<int:pk>/edit/", deciding.decision_edit, name="decision_edit"),
    path("decisions/<int:pk>/note/", register.decision_note, name="decision_note_edit"),
    path("decisions/<int:pk>/step/", deciding.decision_step, name="decision_step"),
    path("decisions/<int:pk>/outcome/", deciding.decision_decide, name="decision_decide"),
    path("decisions/<int:pk>/voice/", deciding.decision_voice, name="decision_voice"),
    path("decisions/<int:pk>/review/", register.decision_review, name="decision_review"),
    path("decisions/<int:pk>/position/<int:voice_id>/", positions.position, name="position"),
    path("objections/<int:pk>/answer/", positions.objection_answer, name="objection_answer"),
    path("objections/<int:pk>/take-back/", positions.objection_withdraw, name="objection_withdraw"),
]
