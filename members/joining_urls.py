"""The addresses of joining, resting, leaving and stopping, below /members/."""

from django.urls import path

from members.views import joining, joining_talk, joining_words, leaving, my_joining, stopping

urlpatterns = [
    # the way in, for coordinators
    path("joining/", joining.pipeline, name="joining"),
    path("joining/new/", joining.enquiry_new, name="enquiry_new"),
    path("joining/enquiries/<int:pk>/", joining.enquiry_look, name="enquiry_look"),
    path("joining/words/", joining_words.joining_words, name="joining_words"),
    path("joining/words/new/", joining_words.item_new, name="induction_item_new"),
    path("joining/words/<int:pk>/", joining_words.item_edit, name="induction_item"),
    path("joining/words/<int:pk>/drop/", joining_words.item_drop, name="induction_item_drop"),
    path("joining/agreement/", joining_words.agreement_edit, name="agreement_edit"),
    path("<int:pk>/joining/", joining.joining_of, name="joining_of"),
    path("<int:pk>/joining/step/", joining.joining_step, name="joining_step"),
    path("<int:pk>/joining/close/", joining.joining_close, name="joining_close"),
    path("<int:pk>/joining/ticks/", joining.induction_ticks, name="induction_ticks"),
    path("<int:pk>/joining/review/", joining.joining_review, name="joining_review"),
    path("<int:pk>/joining/conversation/", joining_talk.conversation, name="conversation"),
    path("<int:pk>/joining/conversation/consent/", joining_talk.conversation_consent, name="conversation_consent"),
    path("<int:pk>/joining/agree/", joining_talk.agree_for, name="agree_for"),
    path("<int:pk>/joining/agree/charity/", joining_talk.agree_for_charity, name="agree_for_charity"),
    path("<int:pk>/joining/why/", joining_talk.why_for, name="why_for"),
    path("<int:pk>/joining/sign-in/", joining_talk.let_tick, name="let_tick"),
    # resting, leaving, stopping
    path("<int:pk>/break/", leaving.break_for, name="break_for"),
    path("<int:pk>/leaving/", leaving.leaving_for, name="leaving_for"),
    path("<int:pk>/goodbye/", leaving.goodbye, name="goodbye"),
    path("<int:pk>/goodbye/talk/", leaving.goodbye_talk, name="goodbye_talk"),
    path("<int:pk>/goodbye/stay/", leaving.stay_for, name="stay_for"),
    path("<int:pk>/certificate/", leaving.certificate, name="certificate"),
    path("<int:pk>/remembrance/", leaving.remembrance, name="remembrance"),
    path("<int:pk>/stop/", stopping.stop_new, name="stop_new"),
    path("stops/<int:pk>/", stopping.stop, name="stop"),
    path("stops/<int:pk>/decide/", stopping.stop_decide, name="stop_decide"),
    path("stops/<int:pk>/appeal/", stopping.stop_appeal, name="stop_appeal"),
    path("stops/<int:pk>/appeal/decide/", stopping.stop_appeal_decide, name="stop_appeal_decide"),
    # oneself
    path("me/joining/", my_joining.my_joining, name="my_joining"),
    path("me/joining/ticks/", my_joining.my_ticks, name="my_ticks"),
    path("me/joining/agree/", my_joining.my_agreement, name="my_agreement"),
    path("me/joining/why/", my_joining.my_why, name="my_why"),
    path("me/break/", my_joining.my_break, name="my_break"),
    path("me/break/back/", my_joining.my_return, name="my_return"),
    path("me/leaving/", my_joining.my_leaving, name="my_leaving"),
    path("me/leaving/stay/", my_joining.my_staying, name="my_staying"),
    path("me/certificate/", my_joining.my_certificate, name="my_certificate"),
]
