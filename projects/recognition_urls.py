"""The addresses about money under /projects/: offers, wishes, claims, rates."""

from django.urls import path

from projects.views import claims, claims_desk, offering, rates, recognition

urlpatterns = [
    path("recognition/", rates.rates, name="rates"),
    path("recognition/rates/<int:pk>/end/", rates.rate_end, name="rate_end"),
    path("recognition/costs/new/", rates.expense_type_new, name="expense_type_new"),
    path("recognition/costs/<int:pk>/", rates.expense_type, name="expense_type"),
    path("recognition/find/", recognition.recognition_find, name="recognition_find"),
    path("recognition/mine/", recognition.my_recognition, name="my_recognition"),
    path("recognition/mine/letter/", recognition.my_jobcentre_letter, name="my_jobcentre_letter"),
    path("recognition/mine/<int:pk>/", recognition.my_choice, name="my_choice"),
    path("recognition/of/<int:pk>/", recognition.recognition_of, name="recognition_of"),
    path("recognition/of/<int:pk>/letter/", recognition.jobcentre_letter_for, name="jobcentre_letter_for"),
    path("recognition/of/<int:pk>/limits/", recognition.limits_of, name="limits_of"),
    path("recognition/of/<int:pk>/claim/", claims.claim_for, name="claim_for"),
    path("recognition/of/<int:pk>/<int:offer_id>/", recognition.choice_for, name="choice_for"),
    path("work/<int:pk>/recognition/", offering.offer_work, name="offer_work"),
    path("activities/<int:pk>/recognition/", offering.offer_activity, name="offer_activity"),
    path("claims/", claims_desk.claims, name="claims"),
    path("claims/new/", claims.claim_new, name="claim_new"),
    path("claims/take-out/", claims_desk.claims_take_out, name="claims_take_out"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/edit/", claims.claim_edit, name="claim_edit"),
    path("claims/<int:pk>/decide/", claims_desk.claim_decide, name="claim_decide"),
    path("claims/<int:pk>/reply/", claims.claim_reply, name="claim_reply"),
    path("claims/<int:pk>/throw-away/", claims.claim_throw_away, name="claim_throw_away"),
    path("claims/<int:pk>/receipt/", claims.claim_receipt, name="claim_receipt"),
    path("claims/<int:pk>/cash/", claims.claim_cash, name="claim_cash"),
]
