"""Offers and wishes: said before anybody answers, chosen by each, known to nobody else (PAY-02 to 07)."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members import charity
from members.models import Letter
from members.post import delivery, links
from members.rules import Refused
from projects import claim_letters
from projects.actions import asking, rates, recognition, waving
from projects.models import Opportunity, Rate, RecognitionChoice, RecognitionProfile, RecognitionRules
from tests import factories as make
from tests.factories import money

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paying(cast):
    money.payments_on()


def words(response):
    return " ".join(response.content.decode().split())


def test_a_new_amount_ends_the_one_before_and_changes_nothing_that_was_offered(cast, asked, now):
    same = {"scheme": "Our own", "band": "Half a day", "actor": cast.actor("fin"), "now": now}
    today = timezone.localdate(now)
    first = rates.set_rate(amount=Decimal("50.00"), valid_from=today - timedelta(days=30), **same)
    made = recognition.offer(of=asked, nature="fee", duration="Two hours", rate=first, actor=cast.actor("ash"), now=now)
    rates.set_rate(amount=Decimal("60.00"), valid_from=today, **same)
    first.refresh_from_db()
    made.refresh_from_db()
    assert (first.valid_to, made.amount) == (today - timedelta(days=1), Decimal("50.00"))
    assert [rate.amount for rate in Rate.objects.on(today)] == [Decimal("60.00")]
    with pytest.raises(Refused, match="later day"):
        rates.set_rate(amount=Decimal("70.00"), valid_from=today, **same)


def ask(client, project, people, now, step="send", **offer):
    said = {
        "title": "Choose pictures", "what": "Look at twelve.", "when_words": "Tuesday", "place": "By phone",
        "support": "Ash", "offer": "Tea", "answer_by": timezone.localdate(now) + timedelta(days=7), "step": step,
        "people": [person.pk for person in people], "or_train": "on",
    }  # fmt: skip
    return client.post(f"/projects/{project.pk}/ask/", said | {f"offer-{name}": value for name, value in offer.items()})


def test_nobody_is_asked_before_the_offer_is_written_and_the_letter_says_it(cast, welcoming, now, client, as_user):
    browser = as_user(client, cast.ash, "staff")
    missing = ask(browser, welcoming, [cast.rowan], now)
    assert missing.status_code == 422
    assert "What do we offer for taking part" in words(missing)
    assert not Opportunity.objects.exists()
    without = ask(browser, welcoming, [cast.rowan], now, nature="fee", duration="Two hours")
    assert "without an amount is no offer" in words(without)
    assert (
        ask(browser, welcoming, [cast.rowan], now, nature="fee", duration="Two hours", amount="£25").status_code == 302
    )
    delivery.deliver_due(now=now + timedelta(minutes=1))
    letter = Letter.objects.get(kind="work_invitation", person=cast.rowan)
    assert "A fee of £25.00, for two hours." in letter.text
    free_text = Opportunity.objects.get().offer.rstrip(".")
    assert f"{free_text}. A fee of £25.00" in letter.text, "two sentences, not one that nobody can follow"
    about, until = Opportunity.objects.get().about_word, now + timedelta(days=9)
    link = links.link_for(person=cast.rowan, purpose="invitation", about=about, expires_at=until, now=now)
    client.logout()
    assert "A fee of £25.00" in words(client.get(f"/invitations/{link.token}/"))


def test_story_12_pat_declines_for_one_and_accepts_the_next_and_no_one_else_can_tell(
    cast, welcoming, now, client, as_user
):
    """Pat declines payment for one activity and accepts the next; nobody but finance and coordinator knows (8.4, 12)."""
    pat = cast.pat
    first, second = (
        make.opportunity(welcoming, title=title, people=[pat, cast.rowan], asked_by=cast.ash)
        for title in ("One", "Two")
    )
    offers = [money.offer(first), money.offer(second)]
    for each in (first, second):
        asking.answer(invitation=each.invitations.get(person=pat), answer="yes", actor=cast.actor("pat"), now=now)
    link = links.link_for(
        person=pat, purpose="invitation", about=first.about_word, expires_at=now + timedelta(days=9), now=now
    )
    here = f"/invitations/{link.token}/recognition/"
    assert client.post(here, {"wish": "nothing"}).status_code == 303
    own = as_user(client, pat, "member")
    not_read = own.post(f"/projects/recognition/mine/{offers[1].pk}/", {"wish": "fee"})
    assert "read the few lines about benefits" in words(not_read)
    own.post(f"/projects/recognition/mine/{offers[1].pk}/", {"wish": "fee", "has_read": "on"})
    assert [c.accepted for c in RecognitionChoice.objects.order_by("offer_id")] == [Decimal(0), Decimal("25.00")]
    assert RecognitionProfile.objects.get(person=pat).cautioned_at is not None
    for who in ("fin", "jo"):
        browser = as_user(client, getattr(cast, who))
        page = words(browser.get(f"/projects/recognition/of/{pat.pk}/"))
        assert "I prefer not to be paid" in page
        assert "A fee, please" in page
    told = re.compile(r"prefer not|A fee, please|Only what it costs|not to be paid")
    for who, role in (("ash", "staff"), ("rowan", "member"), ("tal", "trustee"), ("bo", "board"), ("kim", "partner")):
        browser = as_user(client, getattr(cast, who), role)
        pages = ["/", f"/projects/work/{first.pk}/", f"/projects/work/{second.pk}/", f"/projects/{welcoming.pk}/",
                 f"/projects/of/{pat.pk}/", f"/projects/work/{first.pk}/history/"]  # fmt: skip
        for address in pages:
            shown = words(browser.get(address))
            assert not told.search(shown.replace("A fee, a voucher, only your costs", "")), f"{who}: {address}"
        for address in (f"of/{pat.pk}/", f"of/{pat.pk}/{offers[0].pk}/", f"of/{pat.pk}/limits/"):
            assert browser.get(f"/projects/recognition/{address}").status_code == 404, who


def test_behind_a_link_what_was_chosen_is_not_shown_and_can_be_chosen_anew(client, cast, asked, now):
    offer = money.offer(asked)
    asking.answer(invitation=asked.invitations.get(person=cast.rowan), answer="yes", actor=cast.actor("rowan"), now=now)
    link = links.link_for(
        person=cast.rowan, purpose="invitation", about=asked.about_word, expires_at=now + timedelta(days=9), now=now
    )
    here = f"/invitations/{link.token}/recognition/"
    mine = {"person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    recognition.prefer(wish="charity", charity_name="The hospice", **mine)
    shown = words(client.get(here))
    assert "told us what you usually like" in shown
    recognition.choose(offer=offer, wish="charity", charity_name="The hospice", accepted=Decimal(10), **mine)
    again = words(client.get(here))
    for page in (shown, again):
        assert "What you told us is not shown here" in page
        assert not re.search(r"checked|hospice|10\.00", page)
    assert client.post(here, {"wish": "nothing"}).status_code == 303
    assert RecognitionChoice.objects.get(person=cast.rowan, offer=offer).wish == "nothing"


def test_asking_for_less_or_for_a_charity_is_kept_with_what_was_offered(cast, asked, now):
    offer = money.offer(asked)
    same = {"offer": offer, "person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    with pytest.raises(Refused, match="which charity"):
        recognition.choose(wish="charity", **same)
    with pytest.raises(Refused, match="ask for less, not for more"):
        recognition.choose(wish="charity", charity_name="The hospice", accepted=Decimal(40), **same)
    made = recognition.choose(wish="charity", charity_name="The hospice", accepted=Decimal(10), **same)
    assert (made.offered, made.accepted, made.charity_name) == (Decimal("25.00"), Decimal(10), "The hospice")


def test_a_limit_warns_before_inviting_and_needs_a_reason_to_go_above(cast, welcoming, now, client, as_user):
    RecognitionRules.objects.create(pk=1, weekly_count=1)
    day = timezone.localdate(now) + timedelta(days=10)
    money.offer(make.opportunity(welcoming, people=[cast.rowan, cast.sam]), on_day=day)
    recognition.prefer(person=cast.sam, wish="expenses", actor=cast.actor("sam"), now=now)
    offer = {"nature": "fee", "duration": "An hour", "amount": "10", "on_day": day.isoformat()}
    people = [cast.rowan, cast.sam]
    staff = as_user(client, cast.ash, "staff")
    look = words(ask(staff, welcoming, people, now, **offer, step=""))
    refused = words(ask(staff, welcoming, people, now, **offer))
    assert "ask the coordinator" in refused
    assert "2 paid things" not in look + refused
    assert "For 2 people this may be more" in look, (
        "as if Sam took money too: the number says nothing of what they chose"
    )
    assert Opportunity.objects.count() == 1
    jo = as_user(client, cast.jo, "coordinator")
    assert "say why it is right" in words(ask(jo, welcoming, people, now, **offer))
    assert ask(jo, welcoming, people, now, **offer, over_because="They asked for both").status_code == 302
    kept = Opportunity.objects.order_by("-pk").first()
    assert kept.recognition.over_because == "They asked for both"
    page = words(jo.get(f"/projects/work/{kept.pk}/recognition/"))
    assert "Rowan Ashdown: 2 paid things that week, and the limit is 1" in page
    assert "Sam Okafor:" not in page


def test_further_people_and_waves_stop_at_the_same_limit_until_the_coordinator_says_why_not(
    cast, welcoming, now, as_user, client
):
    RecognitionRules.objects.create(pk=1, weekly_count=1)
    day = timezone.localdate(now) + timedelta(days=10)
    money.offer(make.opportunity(welcoming, people=[cast.rowan]), on_day=day)
    work = make.opportunity(welcoming, title="Another", asked_by=cast.ash, checked_at=now)
    offer = money.offer(work, on_day=day)
    ash = {"opportunity": work, "actor": cast.actor("ash"), "now": now}
    staff = as_user(client, cast.ash, "staff")
    page = words(
        staff.post(f"/projects/work/{work.pk}/ask-more/", {"people": [cast.rowan.pk, cast.sam.pk], "step": ""})
    )
    assert page.count("above a limit on payments") == 1
    assert asking.ask_more(people=[cast.rowan, cast.sam], **ash) == 1
    waving.start(people=[cast.rowan, cast.pat], size=5, days=3, **ash)
    assert [each.person for each in work.invitations.order_by("pk")] == [cast.sam, cast.pat]
    assert "Of them 1 cannot be asked now" in words(staff.get(f"/projects/work/{work.pk}/"))
    offer.over_because = "They asked for both"
    offer.save()
    waving.go_on(now=now + timedelta(days=3, minutes=1))
    assert work.invitations.filter(person=cast.rowan).exists(), "a limit costs nobody their turn"


def test_everybody_is_asked_again_after_a_year_by_their_own_way(cast, now):
    recognition.prefer(person=cast.rowan, wish="nothing", actor=cast.actor("rowan"), now=now)
    assert claim_letters.plan_due(now=now) == 0
    later = now + timedelta(days=366)
    assert [claim_letters.plan_due(now=later), claim_letters.plan_due(now=later)] == [1, 0]
    delivery.deliver_due(now=later)
    letter = Letter.objects.get(kind="recognition_year")
    assert letter.subject == "A question we ask once a year"
    assert "each is as good as the others" in letter.text
    said, _, after = letter.text.partition("/projects/recognition/mine/")
    assert "sign in first, with a code that we send you by email" in said, "before the link, not behind it"
    assert "Would you rather not sign in? Ring us" in after
    assert "sign in first, with a code that we send you by email" in letter.html


def test_the_letter_for_the_jobcentre_is_printed_and_the_day_written_down(cast, now, client, as_user):
    browser = as_user(client, cast.rowan, "member")
    made = browser.post("/projects/recognition/mine/letter/")
    assert made.content.startswith(b"%PDF")
    desk = as_user(client, cast.jo, "coordinator")
    desk.post(f"/projects/recognition/of/{cast.sam.pk}/letter/")
    given = cast.sam.jobcentre_letters.get()
    assert given.given_by == cast.jo
    assert cast.rowan.jobcentre_letters.count() == 1


def test_switched_off_none_of_it_is_there(cast, asked, now, client, as_user):
    money.offer(asked)
    charity.kept.put(replace(charity.current(), modules=frozenset()), seconds=600)
    browser = as_user(client, cast.rowan, "member")
    assert browser.get("/projects/recognition/mine/").status_code == 404
    assert browser.get("/projects/claims/new/").status_code == 404
    assert "thanked" not in words(browser.get("/members/me/"))
    assert claim_letters.plan_due(now=now + timedelta(days=400)) == 0
    delivery.deliver_due(now=now)
    assert "A fee of" not in Letter.objects.get(kind="work_invitation", person=cast.rowan).text
