"""An offer for a piece of work begins with what its draft says, and takes it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from projects.forms.recognition import OfferForm
from tests import factories as make
from tests.factories import money


@pytest.mark.django_db
def test_an_offer_takes_the_hours_it_begins_with(client, cast, as_user):
    project = make.project("Welcome Pack", team=cast.team)
    money.payments_on()
    work = make.opportunity(project=project, hours=Decimal("5.50"))
    page = as_user(client, cast.jo, "coordinator").get(f"/projects/work/{work.pk}/recognition/")
    form = page.context["form"]
    typed = OfferForm(
        {"nature": "thanks", "duration": "A day", "hours": form["hours"].value()}, day=timezone.localdate()
    )
    assert typed.is_valid(), typed.errors
