"""The addresses of the kinds of work, under /projects/."""

from django.urls import path

from projects.views import co_leading, kinds, standing_offers

urlpatterns = [
    path("<int:pk>/kind/", kinds.kind_choose, name="kind_choose"),
    path("<int:pk>/needs/<slug:point>/", kinds.need, name="need"),
    path("<int:pk>/together/", co_leading.co_lead_new, name="co_lead_new"),
    path("together/<int:pk>/end/", co_leading.co_lead_end, name="co_lead_end"),
    path("together/<int:pk>/did/", co_leading.co_lead_did, name="co_lead_did"),
    path("together/<int:pk>/hear-more/", co_leading.co_lead_hears, name="co_lead_hears"),
    path("standing-offers/", standing_offers.standing_offers, name="standing_offers"),
    path("standing-offers/new/", standing_offers.offer_new, name="offer_new"),
    path("standing-offers/<int:pk>/say/", standing_offers.offer_say, name="offer_say"),
    path("standing-offers/<int:pk>/take-back/", standing_offers.offer_withdraw, name="offer_withdraw"),
    path("standing-offers/<int:pk>/ask/", standing_offers.offer_book, name="offer_book"),
    path("of/<int:pk>/standing-offer/", standing_offers.offer_new_for, name="offer_new_for"),
]
