"""An offer for a piece of work begins with what its draft says, and takes it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.models import Letter
from members.post import clock
from projects import emails
from projects.forms.recognition import OfferForm
from projects.models import Opportunity, RecognitionOffer, work_offer
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


@pytest.fixture
def panel(cast):
    """5½ hours at £15, as the request said; its words name the sum too."""
    project = make.project(
        "Welcome Pack", team=cast.team, purpose="To welcome", intended_difference="Nobody waits alone"
    )
    money.payments_on()
    return make.opportunity(
        project,
        people=[cast.rowan],
        hours=Decimal("5.50"),
        rate=Decimal(15),
        offer="£15 an hour, or a voucher, or nothing",
    )


@pytest.mark.django_db
def test_an_offer_begins_with_what_the_request_said(client, cast, as_user, panel):
    form = as_user(client, cast.jo, "coordinator").get(f"/projects/work/{panel.pk}/recognition/").context["form"]
    assert form["amount"].value() == Decimal("82.50")
    assert form["nature"].value() == "fee"
    assert form["duration"].value() == "5½ hours in all"


@pytest.mark.django_db
def test_whoever_asks_is_warned_where_the_rate_gives_another_sum_than_the_request(client, cast, as_user, panel):
    jo = as_user(client, cast.jo, "coordinator")
    warning = "5.5 hours at £15.00 an hour are £82.50. The offer gives £15.00."
    typed = {"nature": "fee", "duration": "One day", "amount": "15", "hours": "5.5", "once": "x"}
    assert warning in jo.post(f"/projects/work/{panel.pk}/recognition/", typed, follow=True).text
    assert warning in jo.get(f"/projects/work/{panel.pk}/").text
    look = {"step": "look", "people": cast.sam.pk, "once": "y"}
    assert warning in jo.post(f"/projects/work/{panel.pk}/match/", look).text
    jo.post(f"/projects/work/{panel.pk}/recognition/", typed | {"amount": "82.50", "once": "z"})
    assert "The offer gives" not in jo.get(f"/projects/work/{panel.pk}/").text


@pytest.mark.django_db
def test_a_letter_says_one_sum(client, cast, as_user, panel, now):
    money.offer(panel, amount="82.50", duration="One day")
    emails.note_invitations(list(panel.invitations.all()), now=now)
    clock.tick(now=now)
    text = Letter.objects.get(person=cast.rowan, kind="work_invitation").text
    said = "A fee of £82.50, for one day. Or a voucher, or nothing."
    assert f"What we offer: {said}" in text
    assert text.count("£") == 1
    home = as_user(client, cast.rowan).get("/").text
    assert said in home
    assert home.count("£15") == 0


@pytest.mark.parametrize(
    ("typed", "amount", "said"),
    [
        ("£15 an hour or a voucher, your travel and lunch. You may also say no to all of it.", "82.50", ""),
        ("A fee of £82.50, your travel", "82.50", ""),
        ("£20 an hour", "82.50", "In words it says £20. The offer gives £82.50."),
        ("Tea", "82.50", ""),
    ],
)
def test_a_sum_in_words_is_compared_too(typed, amount, said):
    offer = RecognitionOffer(nature="fee", amount=Decimal(amount), duration="One day", hours=Decimal("5.5"))
    work = Opportunity(offer=typed, hours=Decimal("5.5"), rate=Decimal(15))
    assert work_offer.differs(work, offer) == said


def test_of_what_was_typed_only_the_money_is_left_out():
    offer = RecognitionOffer(nature="fee", amount=Decimal("82.50"), prep_amount=Decimal(0), duration="One day")
    assert work_offer.in_one("£15 an hour or a voucher, your travel and lunch. You may say no to all.", offer) == (
        "A fee of £82.50, for one day. Your travel and lunch. You may say no to all."
    )
    assert work_offer.in_one("£15 an hour", offer) == "A fee of £82.50, for one day."
    assert work_offer.in_one("Your travel, lunch.", offer) == "Your travel, lunch. A fee of £82.50, for one day."
    assert work_offer.in_one("£15 an hour", None) == "£15 an hour."
    assert work_offer.in_one("", None) == ""


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("£15 an hour and your travel, lunch", "Your travel, lunch."),
        ("£15 an hour plus lunch", "Lunch."),
        ("£15 an hour, your travel up to £12, lunch", "Your travel up to £12, lunch."),
        ("We pay £15 for each hour. A taxi home (up to £20).", "A taxi home (up to £20)."),
        ("£15 an hour, or a voucher of £10, or nothing", "Or a voucher of £10, or nothing."),
        ("A fee of £82.50 for the day; your travel", "Your travel."),
        ("15 pounds per hour or vouchers; your travel", "Your travel."),
        ("Fee: £15 an hour", ""),
        ("Fee £15 an hour, travel", "Travel."),
        ("Payment: £15 an hour. Travel and lunch", "Travel and lunch."),
        ("£15 an hour for 3 hours, travel", "Travel."),
        ("£15 an hour, for about three hours, travel", "Travel."),
        ("3 hours at £15 an hour and lunch", "Lunch."),
        ("£15/hr and travel", "Travel."),
        ("£15ph", ""),
        ("£15 p/h plus lunch", "Lunch."),
        ("£15 per hr, travel", "Travel."),
        ("£15 an hour (2 hours)", ""),
        ("£15 an hour (2 hours), your travel", "Your travel."),
        ("£15 an hour each, plus travel", "Travel."),
        ("£15 an hour, a voucher", "A voucher."),
        ("£15 an hour, and a payment for your carer", "A payment for your carer."),
        ("Voucher. £15 an hour, tea", "Tea."),
        ("£15 an hour. Voucher", ""),
        ("£15 an hour for 3 hours a week, travel", "Travel."),
        ("£15 an hour (2 hours each month), travel", "Travel."),
        ("£45 (£15 an hour), travel", "Travel."),
        ("£15 an hour for 3 hours (about £45 in all) and lunch", "Lunch."),
        ("Up to £15 an hour", ""),
        ("Fee: up to £15 an hour, tea", "Tea."),
        ("£15 an hour, a taxi home, up to £20", "A taxi home, up to £20."),
        ("Lunch, up to £15 an hour", "Lunch."),
        ("Lunch. Up to £15.50/hr", "Lunch."),
        ("Lunch, up to £15 per session", "Lunch."),
        ("Lunch, up to 15 pounds p/h", "Lunch."),
        ("Lunch, up to £45 (£15 an hour)", "Lunch."),
        ("£15 an hour, a taxi home, up to £20 in all", "A taxi home, up to £20 in all."),
        ("Your travel, up to £12 a day", "Your travel, up to £12 a day."),
        ("A taxi home, up to £20 each time", "A taxi home, up to £20 each time."),
        ("£15 an hour, with your carer", "With your carer."),
        ("£15 an hour with lunch", "With lunch."),
        ("about £15 per hour, 3 hours", ""),
        ("£15 an hour, three hours a week, tea", "Tea."),
        ("£15 an hour, a day out", "A day out."),
    ],
)
def test_a_promise_beside_the_sum_is_kept(typed, rest):
    offer = RecognitionOffer(nature="fee", amount=Decimal("82.50"), prep_amount=Decimal(0), duration="One day")
    assert work_offer.in_one(typed, offer) == f"A fee of £82.50, for one day. {rest}".strip()


def test_a_voucher_offered_stands_once():
    offer = RecognitionOffer(nature="voucher", amount=Decimal(20), prep_amount=Decimal(0), duration="One day")
    assert work_offer.in_one("Voucher: £20, your travel", offer) == f"{offer.sentence} Your travel."
    assert work_offer.in_one("Voucher: £20", offer) == offer.sentence
