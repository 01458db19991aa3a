"""No claim is paid on one person's word: who changes it has written it, and what was changed is agreed to anew (PAY-10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.rules import Refused
from projects.actions import claims, recognition
from projects.models import Claim
from tests import factories as make
from tests.factories import money
from tests.projects.test_claims import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paying(cast):
    money.payments_on()


def test_whoever_changes_a_claim_at_the_desk_has_written_it_and_does_not_agree_to_it(cast, now, client, as_user):
    claim = money.claim(cast.rowan, amount="5.00", state="queried", query="From where?")
    finance = as_user(client, cast.fin, "finance")
    assert "Their answer" in finance.get(f"/projects/claims/{claim.pk}/").content.decode(), "it is Rowan's, told us"
    assert (
        finance.post(f"/projects/claims/{claim.pk}/edit/", typed(claim.type, amount="480", how="claim")).status_code
        == 302
    )
    claim.refresh_from_db()
    assert (claim.state, claim.amount, claim.entered_by, claim.via) == ("submitted", Decimal(480), cast.fin, "desk")
    assert finance.post(f"/projects/claims/{claim.pk}/decide/", {"do": "agree"}).status_code == 409
    with pytest.raises(Refused, match="second person"):
        claims.approve(claim=claim, actor=cast.actor("fin"), now=now)
    assert claims.approve(claim=claim, actor=cast.actor("jo"), now=now).approved_by == cast.jo


def test_a_draft_is_there_for_whose_it_is_and_whoever_wrote_it_down_alone(cast, client, as_user):
    own = money.claim(cast.rowan, amount="5.00", state="draft")
    told = money.claim(cast.sam, amount="6.00", state="draft", entered_by=cast.jo)

    def met(who, role, claim):
        browser = as_user(client, getattr(cast, who), role)
        page = f"/projects/claims/{claim.pk}/"
        posted = [("edit", typed(claim.type)), ("throw-away", {}), ("decide", {"do": "query", "query": " "})]
        return [browser.get(page).status_code, *(browser.post(f"{page}{to}/", said).status_code for to, said in posted)]

    assert met("fin", "finance", own) == met("jo", "coordinator", own) == met("fin", "finance", told) == [404] * 4
    assert Claim.objects.filter(state="draft").count() == 2
    desk, seen = f"/projects/recognition/of/{cast.rowan.pk}/", f"/projects/claims/{own.pk}/"
    assert seen not in as_user(client, cast.jo, "coordinator").get(desk).content.decode()
    assert client.get(f"/projects/claims/{told.pk}/").status_code == 200
    browser = as_user(client, cast.rowan, "member")
    assert seen in browser.get("/projects/recognition/mine/").content.decode()
    assert browser.get(seen).status_code == 200


def test_a_claim_changed_after_it_was_agreed_is_agreed_to_anew(cast, now, client, as_user):
    claim = money.claim(cast.rowan, amount="5.00")
    claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    claims.take_out(claims=[claim.pk], actor=cast.actor("fin"), now=now)
    claims.ask_about(claim=claim, query="Which bus?", actor=cast.actor("fin"), now=now)
    browser = as_user(client, cast.rowan, "member")
    browser.post(f"/projects/claims/{claim.pk}/edit/", typed(claim.type, amount="480", do="keep"))
    browser.post(f"/projects/claims/{claim.pk}/reply/", {"reply": "The 479"})
    claim.refresh_from_db()
    assert (claim.state, claim.amount) == ("submitted", Decimal(480))
    assert (claim.approved_by, claim.approved_at, claim.sent_at) == (None, None, None)


def test_a_fee_is_not_agreed_above_what_they_take_of_it_by_then(cast, welcoming, now):
    rowan = {"person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    work = make.opportunity(welcoming, people=[cast.rowan])
    work.invitations.update(answer="yes", answered_at=now)
    offer = money.offer(work, amount="25.00", days=-5)
    claim = claims.claim(kind="fee", offer=offer, on_day=timezone.localdate(now), **rowan)
    for wish, accepted, sentence in (
        ("nothing", None, "£0.00 of this offer"),
        ("fee", Decimal(10), "£10.00 of this offer"),
    ):
        recognition.choose(offer=offer, wish=wish, accepted=accepted, has_read=True, **rowan)
        with pytest.raises(Refused, match=sentence):
            claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    recognition.as_usual(offer=offer, **rowan)
    assert claims.approve(claim=claim, actor=cast.actor("jo"), now=now).state == "approved"


def test_a_fee_is_for_whoever_did_it_and_not_before(cast, welcoming, now, client, as_user):
    work = make.opportunity(welcoming, people=[cast.rowan, cast.sam])
    asked = work.invitations.filter(person=cast.rowan)
    offer, today = money.offer(work, amount="25.00", days=-5), timezone.localdate(now)
    said = {
        "person": cast.rowan,
        "kind": "fee",
        "offer": offer,
        "on_day": today,
        "actor": cast.actor("rowan"),
        "now": now,
    }

    def refused(words):
        assert (
            "Claim it" not in as_user(client, cast.rowan, "member").get("/projects/recognition/mine/").content.decode()
        )
        with pytest.raises(Refused, match=words):
            claims.claim(**said)

    refused("whoever did it")  # asked, and silent
    asked.update(answer="yes", answered_at=now, outcome="not_this_time", settled_at=now)
    refused("whoever did it")
    asked.update(outcome="chosen")
    work.starts_on = today + timedelta(days=5)
    work.save()
    refused("not taken place yet")
    work.starts_on, work.ends_on = today - timedelta(days=1), today + timedelta(days=1)
    work.save()
    refused("not over yet")  # it goes on for another day
    work.starts_on, work.ends_on, work.done_at = today, None, now
    work.activity = make.activity("Panel", people=[cast.sam], project=welcoming)
    work.what_happened = "It went well."
    work.save()
    refused("whoever did it")  # chosen, and not there
    make.participation(work.activity, cast.rowan)
    assert claims.claim(**said).amount == Decimal(25)


def sent_in(cast, work, now, days=-5):
    work.invitations.update(answer="yes", answered_at=now, outcome="chosen", settled_at=now)
    return claims.claim(
        person=cast.rowan, kind="fee", offer=money.offer(work, amount="25.00", days=days), on_day=timezone.localdate(now),
        actor=cast.actor("rowan"), now=now,
    )  # fmt: skip


@pytest.mark.parametrize("lasts", ["short", "ongoing"])
def test_a_fee_for_what_goes_on_is_claimed_before_its_last_day(cast, welcoming, now, client, as_user, lasts):
    today = timezone.localdate(now)
    days = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=300)}
    work = make.opportunity(welcoming, people=[cast.rowan], lasts=lasts, **days)
    claim = sent_in(cast, work, now)
    assert claims.approve(claim=claim, actor=cast.actor("jo"), now=now).state == "approved"


def test_a_last_day_set_after_a_claim_was_sent_in_does_not_undo_it(cast, welcoming, now):
    today = timezone.localdate(now)
    work = make.opportunity(welcoming, people=[cast.rowan], starts_on=today - timedelta(days=1))
    claim = sent_in(cast, work, now)
    work.ends_on = today + timedelta(days=20)
    work.save()
    claims.ask_about(claim=claim, query="Which day?", actor=cast.actor("jo"), now=now)
    again = {"person": cast.rowan, "kind": "fee", "offer": claim.offer, "on_day": today, "amount": Decimal(20)}
    claim = claims.claim(**again, before=claim, actor=cast.actor("rowan"), now=now)
    assert claims.approve(claim=claim, actor=cast.actor("jo"), now=now).state == "approved"


def test_whoever_agrees_reads_why_a_claim_cannot_be_agreed_to(cast, welcoming, now):
    work = make.opportunity(welcoming, people=[cast.rowan], starts_on=timezone.localdate(now))
    claim = sent_in(cast, work, now)
    work.starts_on += timedelta(days=9)
    work.save()
    with pytest.raises(Refused, match="It has not taken place yet"):
        claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    work.invitations.update(outcome="not_this_time")
    work.starts_on = None
    work.save()
    with pytest.raises(Refused, match="A fee is for whoever did it"):
        claims.approve(claim=claim, actor=cast.actor("jo"), now=now)


def test_a_claim_kept_for_later_does_not_skip_its_receipt_by_answering_the_question(cast, now, client, as_user):
    claim = money.claim(
        cast.rowan, amount="5.00", no_receipt="The machine had no paper", state="queried", query="Which?"
    )
    claim.type.needs_receipt = True
    claim.type.save()
    browser, page = as_user(client, cast.rowan, "member"), f"/projects/claims/{claim.pk}/"
    browser.post(f"{page}edit/", typed(claim.type, amount="480", do="keep", no_receipt=""))
    answer = browser.post(f"{page}reply/", {"reply": "The 479"})
    claim.refresh_from_db()
    assert (claim.amount, claim.no_receipt, claim.state) == (Decimal(480), "", "queried")
    assert answer.status_code == 422
    assert "photo of the receipt" in answer.content.decode()


def test_whoever_was_chosen_has_their_fee_also_when_they_had_only_asked_to_hear_more(cast, welcoming, now):
    work = make.opportunity(welcoming, people=[cast.rowan])
    work.invitations.update(answer="interested", answered_at=now, outcome="chosen", settled_at=now)
    offer = money.offer(work, amount="25.00", days=1)
    work.cancelled_at = now
    work.save()
    made = claims.claim(
        person=cast.rowan, kind="fee", offer=offer, on_day=timezone.localdate(now), actor=cast.actor("rowan"), now=now
    )
    assert made.amount == Decimal(25)


def test_a_fee_claimed_on_the_day_is_not_agreed_when_the_log_shows_them_nowhere(cast, welcoming, now):
    work = make.opportunity(welcoming, people=[cast.rowan, cast.sam])
    work.invitations.update(answer="yes", answered_at=now, outcome="chosen", settled_at=now)
    claim = claims.claim(
        person=cast.rowan, kind="fee", offer=money.offer(work, amount="25.00", days=0), on_day=timezone.localdate(now),
        actor=cast.actor("rowan"), now=now,
    )  # fmt: skip
    work.activity = make.activity("Panel", people=[cast.sam], project=welcoming)
    work.done_at, work.what_happened = now, "It went well."
    work.save()
    with pytest.raises(Refused, match="does not show that they did it"):
        claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    make.participation(work.activity, cast.rowan)
    assert claims.approve(claim=claim, actor=cast.actor("jo"), now=now).state == "approved"


def test_whoever_wrote_a_claim_down_reads_who_can_agree_and_it_stands_late_on_their_first_page(cast, client, as_user):
    claim = money.claim(cast.sam, amount="6.00", entered_by=cast.jo, days_ago=60)
    second = make.person("Second Coordinator", role="coordinator")
    fin, resting = cast.fin, make.person("Resting Coordinator", role="coordinator", paused_at=timezone.now())
    page = as_user(client, cast.jo, "coordinator").get(f"/projects/claims/{claim.pk}/").content.decode()
    can = page[page.index("Who can:") : page.index("It stands on their first page")]
    assert "Second Coordinator" in can
    assert str(fin) in can
    assert not {str(cast.jo), str(resting)} & set(can.replace("<bdi>", "|").replace("</bdi>", "|").split("|"))
    for person, role in ((second, "coordinator"), (fin, "finance")):
        home = as_user(client, person, role).get("/").content.decode()
        assert f'href="/projects/claims/{claim.pk}/"' in home
        assert "Late" in home
    assert (
        f'href="/projects/claims/{claim.pk}/"' not in as_user(client, cast.jo, "coordinator").get("/").content.decode()
    )
