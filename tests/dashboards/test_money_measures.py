"""MET-21, what people were offered and paid, and rows of quarters by their name. Today is 9 June 2026."""

from datetime import date

import pytest

from coproduction.dashboards.disclosure import NOT_YET, TOO_FEW
from coproduction.dashboards.figures import Days, Money, ThingShare
from tests import factories as make
from tests.dashboards.conftest import DURING
from tests.factories import money

pytestmark = pytest.mark.django_db


def paid(person, *, on=date(2026, 5, 20), amount="10.00", **fields):
    return money.claim(person, state="paid", paid_on=on, amount=amount, submitted_at=DURING, **fields)


def test_an_offer_counts_once_in_words_or_as_an_offer(measured, cast, held):
    held([cast.rowan])
    money.offer(held([cast.rowan]))
    both = held([cast.rowan])
    money.offer(both)
    make.opportunity(activity=both)
    make.opportunity(activity=held([cast.rowan]), offer="Lunch")
    make.opportunity(activity=held([cast.rowan]), offer="")
    assert measured("MET-21")["offered"] == ThingShare(3, 5)


def test_sums_need_five_people_and_nobody_is_named_by_the_other_sum(measured, crowd):
    people = crowd(6)
    for person in people[:4]:
        paid(person)
    assert measured("MET-21", shown=True)["paid"].why == TOO_FEW
    paid(people[4])
    found = measured("MET-21", shown=True)
    assert (found["paid"].value, found["costs"].value, found["fees"].value) == (50, 50, 0)
    paid(people[0], amount="25.00", kind="fee")
    found = measured("MET-21", shown=True)
    assert found["paid"].value == 75
    assert found["fees"].why == TOO_FEW
    assert found["costs"].is_hidden, "75 less 50 would be one person's fee"


def test_what_is_left_when_a_shorter_period_is_taken_away_needs_five_people_too(measured, crowd):
    people = crowd(6)
    for person in people:
        paid(person)
    for person in people:
        paid(person, on=date(2025, 5, 9))
    assert measured("MET-21", slug="quarter", shown=True)["paid"].value == 60
    assert measured("MET-21", slug="12m", shown=True)["paid"].value == 60
    paid(people[0], on=date(2025, 8, 1), amount="77.00")
    assert measured("MET-21", slug="quarter", shown=True)["paid"].value == 60
    assert measured("MET-21", slug="12m", shown=True)["paid"].is_hidden, "137 less 60"


def sums(measured, slug):
    found = measured("MET-21", slug=slug, shown=True)
    return {name: found[name].value for name in ("paid", "costs", "fees")}


def test_fees_hidden_for_the_few_before_are_not_what_costs_leave_of_all_that_was_paid(measured, crowd):
    """Everything less twelve months would be the fees of two: so no costs of either beside all that was paid."""
    people = crowd(8)
    for person in people:
        paid(person), paid(person, kind="fee", amount="20.00"), paid(person, on=date(2024, 5, 7))
    for person in people[:2]:
        paid(person, on=date(2024, 5, 7), kind="fee", amount="31.00")
    assert sums(measured, "12m") == {"paid": 240, "costs": None, "fees": None}
    assert sums(measured, "all") == {"paid": 382, "costs": None, "fees": None}


def test_what_was_paid_in_a_year_is_not_the_sum_of_its_costs_and_fees_where_it_is_hidden(measured, crowd):
    """Three were paid in a year, and six in the next one, which is hidden to cover it; its fees would be all that was paid."""
    people = crowd(12)
    for on, costs, fees in ((date(2023, 5, 9), 3, 0), (date(2024, 5, 7), 0, 6), (date(2025, 5, 6), 5, 12)):
        for person in people[:costs]:
            paid(person, on=on)
        for person in people[:fees]:
            paid(person, on=on, kind="fee")
    assert sums(measured, "all")["paid"] == 260
    assert sums(measured, "2025-26")["paid"] == 170
    for slug in ("2023-24", "2024-25"):
        assert sums(measured, slug) == {"paid": None, "costs": None, "fees": None}, slug


def test_money_is_read_from_finished_months(measured, crowd):
    for person in crowd(6):
        paid(person, on=date(2026, 6, 2))
    assert measured("MET-21")["paid"] == Money(0, (0,))
    assert measured("MET-21", slug="quarter", today=date(2026, 4, 9), shown=True)["paid"].why == NOT_YET


def test_days_from_claim_to_payment_leave_out_cash_and_need_five_people(measured, crowd):
    people = crowd(6)
    for person in people[:4]:
        paid(person, on=date(2026, 5, 11))
    paid(people[4], on=date(2026, 5, 4), how="cash")
    found = measured("MET-21")["days"]
    assert found == Days(5, people=4)
    assert measured("MET-21", shown=True)["days"].is_hidden
    paid(people[5], on=date(2026, 5, 20))
    assert measured("MET-21", shown=True)["days"].value == 5


def test_nothing_says_who_took_or_declined_what(measured, crowd):
    people = crowd(6)
    for person in people:
        paid(person)
    money.claim(people[0], state="declined", submitted_at=DURING)
    assert set(measured("MET-21")) == {"offered", "paid", "costs", "fees", "days"}
    assert measured("MET-21")["paid"] == Money(60, (6,))


# ---- quarters and years by their name -------------------------------------------------------------------------------
def test_a_quarter_that_could_be_had_from_its_year_is_hidden_with_the_next(measured, crowd, needs):
    people = crowd(8)
    spring, summer = DURING.replace(year=2025), DURING.replace(year=2025, month=8)
    autumn, winter = DURING.replace(year=2025, month=11), DURING.replace(month=2)
    for at, size in ((spring, 3), (summer, 6), (autumn, 7), (winter, 8)):
        needs(people[:size], "met", at=make.meeting(starts_at=at))
        for person in people[:size]:
            paid(person, on=at.date())
    shown = {
        slug: measured("MET-12", slug=slug, shown=True)["met"] for slug in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    }
    assert [each.value for each in shown.values()] == [None] * 4, "all quarters of a year or none"
    money = {slug: measured("MET-21", slug=slug, shown=True)["paid"] for slug in shown}
    assert [each.value for each in money.values()] == [None] * 4
    assert measured("MET-12", slug="2025-26", shown=True)["met"].value == 24
    assert measured("MET-12", slug="2026-Q1", before=True, shown=True)["met"].is_hidden


def test_contacts_of_a_quarter_are_a_row_with_the_others_of_its_year(measured, crowd, held):
    for day, size in ((date(2025, 5, 6), 2), (date(2025, 8, 5), 6), (date(2025, 11, 4), 9)):
        held(crowd(size, str(day)), on=day)
    slugs = ("2025-Q2", "2025-Q3", "2025-Q4")
    assert [measured("MET-14", slug=slug, shown=True)["all"].value for slug in slugs] == [None, None, None]
    assert measured("MET-14", slug="2025-26", shown=True)["all"].value == 17
