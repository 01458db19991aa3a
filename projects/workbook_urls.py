"""A workbook of earlier years on its way into the log, under /projects/workbooks/."""

from django.urls import path

from projects.views import workbooks

urlpatterns = [
    path("", workbooks.workbooks, name="workbooks"),
    path("example/", workbooks.workbook_example, name="workbook_example"),
    path("<int:pk>/", workbooks.workbook, name="workbook"),
    path("<int:pk>/columns/", workbooks.workbook_columns, name="workbook_columns"),
    path("<int:pk>/names/", workbooks.workbook_names, name="workbook_names"),
    path("<int:pk>/bring-in/", workbooks.workbook_bring_in, name="workbook_bring_in"),
    path("<int:pk>/undo/", workbooks.workbook_undo, name="workbook_undo"),
    path("<int:pk>/throw-away/", workbooks.workbook_throw_away, name="workbook_throw_away"),
]
