"""An offer for a piece of work begins with what its draft says, and takes it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.forms.recognition import OfferForm
from projects.models import Opportunity
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


@pytest.mark.django_db
def test_where_only_the_thanks_are_missing_the_button_leads_to_them(client, cast, as_user, now):
    today = timezone.localdate(now)
    project = make.project(
        "Welcome Pack", team=cast.team, purpose="To welcome", intended_difference="Nobody waits alone"
    )
    whole = {"mode": "room", "places": 1, "hear_by": today + timedelta(days=40), "who_decides": "All", "sent_at": None}
    work = make.opportunity(project, answer_by=today, **whole)
    ash = as_user(client, cast.ash)
    money.payments_on()
    page = ash.get(f"/projects/work/{work.pk}/").content.decode()
    assert "Say what we offer for it" in page
    assert "Write the rest" not in page
    Opportunity.objects.update(who_decides="")
    assert "Write the rest" in ash.get(f"/projects/work/{work.pk}/").content.decode()
