"""A sum of a thousand pounds or more has its thousands marked, wherever it stands."""

from decimal import Decimal

import pytest

from members.words import thousands
from projects.models import Rate
from tests import factories as make
from tests.factories import money

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_each_three_digits_are_marked_and_the_pence_stay():
    assert thousands(Decimal("1289.00")) == "1,289.00"
    assert thousands(Decimal("15.50")) == "15.50"
    assert (thousands("15.50"), thousands(None)) == ("15.50", "None")


def test_claims_say_it_on_the_list_on_their_page_and_at_home(cast, client, as_user):
    money.payments_on()
    claim = money.claim(cast.rowan, amount="1234.50")
    money.claim(cast.robin, amount="54.50")
    finance = as_user(client, cast.fin, "finance")
    for address in ("/projects/claims/", "/"):
        page = words(finance.get(address))
        assert "£1,289.00 in all" in page, address
        assert "£1,234.50" in page, address
    assert "£1,234.50" in words(finance.get(f"/projects/claims/{claim.pk}/"))


def test_what_is_offered_and_what_we_pay_say_it_too(cast):
    work = make.opportunity(people=[cast.rowan])
    assert "A fee of £1,500.00" in money.offer(work, amount="1500.00").sentence
    assert str(Rate(scheme="Ours", band="A year", amount=Decimal("1500.00"))) == "Ours: A year, £1,500.00"
