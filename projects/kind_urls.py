"""The addresses of the kinds of work, under /projects/."""

from django.urls import path

from projects.views import co_leading, kinds, outside_tables, standing_offers

urlpatterns = [
    path("<int:pk>/kind/", kinds.kind_choose, name="kind_choose"),
    path("<int:pk>/needs/<slug:point>/", kinds.need, name="need"),
    path("<int:pk>/together/", co_leading.co_lead_new, name="co_lead_new"),
    path("together/<int:pk>/end/", co_leading.co_lead_end, name="co_lead_end"),
    path("together/<int:pk>/did/", co_leading.co_lead_did, name="co_lead_did"),
    path("together/<int:pk>/hear-more/", co_leading.co_lead_hears, name="co_lead_hears"),
    path("<int:pk>/outside/", outside_tables.table_new, name="table_new"),
    path("outside/<int:pk>/", outside_tables.table, name="table"),
    path("outside/<int:pk>/sheet/", outside_tables.table_sheet, name="table_sheet"),
    path("outside/<int:pk>/add/<slug:step>/", outside_tables.table_add, name="table_add"),
    path("outside/<int:pk>/drop/<slug:what>/<int:number>/", outside_tables.table_drop, name="table_drop"),
    path("outside/<int:pk>/off/", outside_tables.table_off, name="table_off"),
    path("outside/<int:pk>/ask/", outside_tables.table_ask, name="table_ask"),
    path("outside/questions/<int:pk>/", outside_tables.table_answer, name="table_answer"),
    path("standing-offers/", standing_offers.standing_offers, name="standing_offers"),
    path("standing-offers/new/", standing_offers.offer_new, name="offer_new"),
    path("standing-offers/<int:pk>/say/", standing_offers.offer_say, name="offer_say"),
    path("standing-offers/<int:pk>/edit/", standing_offers.offer_edit, name="offer_edit"),
    path("standing-offers/<int:pk>/take-back/", standing_offers.offer_withdraw, name="offer_withdraw"),
    path("standing-offers/<int:pk>/ask/", standing_offers.offer_book, name="offer_book"),
    path("of/<int:pk>/standing-offer/", standing_offers.offer_new_for, name="offer_new_for"),
]
