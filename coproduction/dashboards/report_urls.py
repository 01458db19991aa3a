"""The addresses of reports to the Board."""

from django.urls import path, re_path

from coproduction.dashboards import (
    group_part_views,
    report_copy_views,
    report_desk_views,
    report_rest_views,
    report_views,
)

urlpatterns = [
    path("board-report.pdf", report_views.board_report_pdf, name="board_report_pdf"),
    path("reports/copies/<int:pk>/", report_copy_views.report_copy, name="report_copy"),
    path("reports/copies/<int:pk>/figures.pdf", report_copy_views.report_copy_file, name="report_copy_file"),
    path("reports/", report_views.reports, name="reports"),
    path("reports/tell-me/", report_views.tell_me, name="report_tell_me"),
    path("reports/new/", report_desk_views.report_new, name="report_new"),
    path("reports/counting/<int:pk>/", report_desk_views.report_counting_page, name="report_counting"),
    path("reports/<int:pk>/", report_views.report, name="report"),
    path("reports/<int:pk>/pack/", report_views.pack, name="report_pack"),
    re_path(r"^reports/(?P<pk>[0-9]{1,18})/report\.(?P<form>pdf|docx)$", report_views.report_file, name="report_file"),
    path("reports/<int:pk>/all/<slug:what>/", report_rest_views.rest, name="report_rest"),
    path("reports/<int:pk>/edit/", report_desk_views.report_edit, name="report_edit"),
    path("reports/<int:pk>/count/", report_desk_views.report_count, name="report_count"),
    path("reports/<int:pk>/correct/", report_desk_views.report_correct, name="report_correct"),
    path("reports/<int:pk>/throw-away/", report_desk_views.report_throw_away, name="report_throw_away"),
    path("reports/<int:pk>/approve/", report_desk_views.report_approve, name="report_approve"),
    path("reports/<int:pk>/part/", group_part_views.part, name="report_part"),
    path("reports/<int:pk>/part/for/", group_part_views.part_for, name="report_part_for"),
    path("reports/<int:pk>/part/hand-in/", group_part_views.part_hand_in, name="report_part_hand_in"),
    path("reports/<int:pk>/part/take-back/", group_part_views.part_take_back, name="report_part_take_back"),
    path("reports/<int:pk>/stories/choose/", group_part_views.story_choose, name="report_story_choose"),
    path("reports/<int:pk>/stories/leave-out/", group_part_views.story_leave_out, name="report_story_leave_out"),
]
