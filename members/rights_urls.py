"""The addresses of rights below /members/: what is held, requests, copies, erasing, periods, complaints, merging."""

from django.urls import path

from members.views import complaints, erasing, information, merging, retention, rights

urlpatterns = [
    # one's own
    path("me/information/", information.my_information, name="my_information"),
    path("me/details/", information.my_details, name="my_details"),
    path("me/details/<int:pk>/", information.my_channel, name="my_channel"),
    path("me/information/copy/", information.my_copy, name="my_copy"),
    path("me/information/ask/<slug:kind>/", information.my_request, name="my_request"),
    path("me/information/<int:pk>/take-back/", information.my_request_take_back, name="my_request_take_back"),
    path("me/complain/", information.my_complaint, name="my_complaint"),
    path("copies/<int:pk>/", information.pack, name="pack"),
    path("copies/<int:pk>/file/", information.pack_file, name="pack_file"),
    # the coordinator's
    path("rights/", rights.rights_list, name="rights"),
    path("rights/<int:pk>/", rights.rights_request, name="rights_request"),
    path("rights/<int:pk>/longer/", rights.rights_extend, name="rights_extend"),
    path("rights/<int:pk>/answer/", rights.rights_answer, name="rights_answer"),
    path("<int:pk>/information/", rights.person_information, name="person_information"),
    path("<int:pk>/information/new/", rights.rights_new, name="rights_new"),
    path("<int:pk>/information/copy/", rights.pack_start, name="pack_start"),
    path("copies/<int:pk>/read/", rights.pack_read, name="pack_read"),
    path("copies/texts/<int:pk>/", rights.pack_text, name="pack_text"),
    path("copies/<int:pk>/read/give/", rights.pack_give, name="pack_give"),
    path("copies/<int:pk>/give/", rights.pack_release, name="pack_release"),
    path("<int:pk>/erase/", erasing.erase, name="erase"),
    path("<int:pk>/erase/look/", erasing.erase_look, name="erase_look"),
    path("rights/erasing/<int:pk>/", erasing.erasing_now, name="erasing"),
    path("rights/receipts/<slug:number>/", erasing.receipt, name="receipt"),
    path("rights/kept/", retention.retention, name="retention"),
    path("rights/kept/look/", retention.retention_look, name="retention_look"),
    path("rights/kept/<int:pk>/confirm/", retention.retention_confirm, name="retention_confirm"),
    path("rights/kept/rules/<slug:slug>/", retention.retention_rule, name="retention_rule"),
    path("rights/complaints/", complaints.complaint_list, name="complaints"),
    path("rights/complaints/new/", complaints.complaint_new, name="complaint_new"),
    path("rights/complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("rights/complaints/<int:pk>/received/", complaints.complaint_acknowledge, name="complaint_acknowledge"),
    path("<int:pk>/merge/", merging.merge_find, name="merge_find"),
    path("<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
]
