"""Claims: from a photo on a phone to the day they are paid, agreed to by somebody else (PAY-08 to 13, MET-21, DP-03)."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from PIL import Image

from members import files
from members.actions import erasure
from members.models import Export, KeptFile, Letter
from members.post import delivery
from members.rules import Refused
from projects import old_claims
from projects.actions import claims
from projects.models import Claim, RecognitionProfile, RecognitionRules
from tests import factories as make
from tests.factories import money

pytestmark = pytest.mark.django_db


def _as_a_telephone_makes_it():
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "A telephone"
    Image.new("RGB", (20, 10), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


PHOTO = _as_a_telephone_makes_it()


@pytest.fixture(autouse=True)
def paying(cast):
    money.payments_on()


def words(response):
    return " ".join(response.content.decode().split())


def test_a_claim_for_what_was_offered_begins_with_its_day(client, cast, as_user):
    held = make.activity("Interviews", people=[cast.rowan], days_ago=6)
    offer = money.offer(held, days=-5)
    rowan = as_user(client, cast.rowan)
    form = rowan.get(f"/projects/claims/new/?for=offer:{offer.pk}").context["form"]
    assert form["kind"].value() == f"offer:{offer.pk}"
    assert form["on_day"].value() == held.ended_on
    assert rowan.get("/projects/claims/new/?for=offer:999").context["form"]["on_day"].value() is None
    assert rowan.get("/projects/claims/new/").context["form"]["on_day"].value() is None


def test_a_day_to_come_is_not_filled_in(client, cast, as_user):
    work = make.opportunity(people=[cast.rowan], how_chosen="first")
    work.invitations.update(answer="yes", outcome="chosen")
    offer = money.offer(work, days=3)
    page = as_user(client, cast.rowan).get(f"/projects/claims/new/?for=offer:{offer.pk}")
    assert page.context["form"]["on_day"].value() is None


def photo(content=PHOTO, name="receipt.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def typed(cost, **fields):
    today = timezone.localdate()
    return {
        "kind": f"type:{cost.pk}",
        "on_day": today.isoformat(),
        "amount": "4.60",
        "what": "Leatherhead and back",
        **fields,
    }


def test_rowan_claims_a_bus_with_a_photo_and_hears_when_it_is_paid(cast, now, client, as_user):
    bus = money.cost("Bus or train", needs_receipt=True)
    browser = as_user(client, cast.rowan, "member")
    missing = browser.post("/projects/claims/new/", typed(bus))
    assert missing.status_code == 422
    assert "add a photo of the receipt, or say why" in words(missing)
    assert "Leatherhead and back" in words(missing)
    for _ in range(2):  # a double press claims once
        there = browser.post("/projects/claims/new/", typed(bus, receipt=photo(), once="abc"))
    claim = Claim.objects.get()
    assert there["Location"] == f"/projects/claims/{claim.pk}/"
    assert (claim.amount, claim.state, KeptFile.objects.count()) == (Decimal("4.60"), "submitted", 1)
    assert browser.get(f"/projects/claims/{claim.pk}/receipt/")["Content-Type"] == "image/jpeg"
    assert b"A telephone" in PHOTO
    assert b"A telephone" not in files.read(claim.receipt), "where and with what it was taken is not kept"
    stranger = as_user(client, cast.robin, "member")
    assert stranger.get(f"/projects/claims/{claim.pk}/receipt/").status_code == 404
    jo, fin = cast.actor("jo"), cast.actor("fin")
    claims.approve(claim=claim, actor=jo, now=now)
    claims.take_out(claims=[claim.pk], actor=fin, now=now)
    claims.paid(claim=claim, actor=fin, now=now)
    delivery.deliver_due(now=now)
    assert "£4.60" in Letter.objects.get(kind="claim_news", person=cast.rowan).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": "-4"}, "above nought"),
        ({"hours": "-2"}, "above nought"),
        ({"on_day": "2099-01-05"}, "has not come yet"),
        ({"receipt": photo(b"MZ\x90\x00" + b"0" * 50)}, "Please bring a PNG, JPEG or WebP file, or a PDF."),
        ({"receipt": photo(b"0" * 50, "IMG_1.HEIC")}, "Your phone keeps photos as HEIC, which we cannot open."),
        ({"receipt": photo(b"#!/bin/sh", "run.sh")}, "cannot keep this kind"),
        ({"amount": "lots"}, "amount in pounds"),
        ({"kind": "type:0"}, "valid choice"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_lost(cast, client, as_user, fields, sentence):
    browser = as_user(client, cast.rowan, "member")
    said = words(browser.post("/projects/claims/new/", typed(money.cost(), **fields)))
    assert sentence in said
    assert "Leatherhead and back" in said
    assert not Claim.objects.exists()
    assert not KeptFile.objects.exists()


def test_the_same_again_is_asked_about_and_rules_of_a_cost_hold(cast, now):
    same = {
        "person": cast.rowan,
        "kind": "cost",
        "on_day": timezone.localdate(now),
        "actor": cast.actor("rowan"),
        "now": now,
    }
    bus = money.cost()
    claims.claim(type=bus, amount=Decimal("4.60"), **same)
    with pytest.raises(Refused, match="just like this one"):
        claims.claim(type=bus, amount=Decimal("4.60"), **same)
    claims.claim(type=bus, amount=Decimal("4.60"), again=True, **same)
    miles = money.cost("Own car", unit="mile", unit_amount=Decimal("0.45"))
    assert claims.claim(type=miles, quantity=Decimal("10.5"), **same).amount == Decimal("4.72")
    taxi = money.cost("Taxi", needs_agreement=True, cap=Decimal(30))
    with pytest.raises(Refused, match="agreed on before"):
        claims.claim(type=taxi, amount=Decimal(20), **same)
    with pytest.raises(Refused, match="at most £30"):
        claims.claim(type=taxi, amount=Decimal(31), agreed=True, **same)


def test_somebody_else_agrees_and_whoever_wrote_it_down_does_not_count(cast, now, client, as_user):
    desk = as_user(client, cast.jo, "coordinator")
    desk.get(f"/projects/recognition/of/{cast.sam.pk}/claim/")
    desk.post(f"/projects/recognition/of/{cast.sam.pk}/claim/", typed(money.cost(), how="cash"))
    claim = Claim.objects.get(person=cast.sam)
    assert claim.entered_by == cast.jo
    page = words(desk.get(f"/projects/claims/{claim.pk}/"))
    assert "By Jo Hartley for Sam Okafor" in page
    assert "Agree to it" not in page
    assert desk.get(f"/projects/claims/{claim.pk}/cash/").content.startswith(b"%PDF")
    with pytest.raises(Refused, match="second person"):
        claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    own = money.claim(cast.fin)
    for act in (claims.approve, claims.decline):
        with pytest.raises(Refused, match="your own claim"):
            act(claim=own, actor=cast.actor("fin"), now=now, **({"because": "No"} if act is claims.decline else {}))
    claims.approve(claim=claim, actor=cast.actor("fin"), now=now)
    settled = Claim.objects.get(pk=claim.pk)
    assert (settled.approved_by, settled.state, settled.paid_on) == (cast.fin, "paid", timezone.localdate(now)), (
        "it was cash"
    )
    assert not Letter.objects.filter(kind="claim_news", person=cast.sam).exists()
    Claim.objects.update(state="approved")  # as it stood before cash was settled by agreeing
    Claim.objects.exclude(how="cash").delete()
    with pytest.raises(Refused, match="Nothing was taken"):
        claims.take_out(claims=[claim.pk], actor=cast.actor("fin"), now=now)


def test_a_question_is_answered_and_a_claim_put_right_is_agreed_to_anew(cast, now, client, as_user):
    claim = money.claim(cast.rowan)
    claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    finance = as_user(client, cast.fin, "finance")
    assert finance.post(f"/projects/claims/{claim.pk}/decide/", {"do": "query", "query": " "}).status_code == 422
    finance.post(f"/projects/claims/{claim.pk}/decide/", {"do": "query", "query": "From where?"})
    browser = as_user(client, cast.rowan, "member")
    assert "From where?" in words(browser.get(f"/projects/claims/{claim.pk}/"))
    browser.post(f"/projects/claims/{claim.pk}/edit/", typed(claim.type, amount="5.20"))
    claim.refresh_from_db()
    assert (claim.state, claim.amount, claim.approved_by) == ("submitted", Decimal("5.20"), None)
    claims.ask_about(claim=claim, query="And the day?", actor=cast.actor("jo"), now=now)
    browser.post(f"/projects/claims/{claim.pk}/reply/", {"reply": "Tuesday"})
    claim.refresh_from_db()
    assert (claim.state, claim.reply) == ("submitted", "Tuesday")


def test_a_fee_is_claimed_once_never_above_the_offer_and_late_calling_off_is_paid(cast, welcoming, now):
    work = make.opportunity(welcoming, people=[cast.rowan])
    work.invitations.update(answer="yes", answered_at=now)
    offer = money.offer(work, days=1, prep_amount=Decimal(10))
    same = {
        "person": cast.rowan, "kind": "fee", "offer": offer, "on_day": timezone.localdate(now),
        "actor": cast.actor("rowan"), "now": now,
    }  # fmt: skip
    with pytest.raises(Refused, match=r"£35\.00 was agreed"):
        claims.claim(amount=Decimal(40), **same)
    work.cancelled_at = now - timedelta(days=4)
    work.save()
    offer.refresh_from_db()
    with pytest.raises(Refused, match="in good time"):
        claims.claim(**same)
    work.cancelled_at = now
    work.save()
    offer.refresh_from_db()
    made = claims.claim(**same)
    assert made.amount == Decimal("35.00")
    with pytest.raises(Refused, match="claimed already"):
        claims.claim(again=True, **same)
    with pytest.raises(IntegrityError, match="a_fee_is_claimed_once"), transaction.atomic():
        money.claim(cast.rowan, kind="fee", offer=offer)
    Claim.objects.all().delete()
    RecognitionRules.objects.create(pk=1, pays_preparation=False)
    assert claims.claim(**same).amount == Decimal("25.00")


def _no_room(book, where):
    raise OSError("full")


@pytest.mark.errors_expected
def test_finance_takes_agreed_claims_out_once_with_a_reason_and_without_formulas(
    cast, now, client, as_user, monkeypatch
):
    RecognitionProfile.objects.create(person=cast.rowan, finance_has_details=True)
    claim = money.claim(cast.rowan)
    Claim.objects.update(what="=HYPERLINK(1)\x0b")
    claims.approve(claim=claim, actor=cast.actor("jo"), now=now)
    finance = as_user(client, cast.fin, "finance")
    assert "Take them out as a file" in words(finance.get("/"))
    pay = {"reason": "pay", "file": "xlsx"}
    with monkeypatch.context() as full:
        full.setattr(Workbook, "save", _no_room)
        with pytest.raises(OSError, match="full"):
            finance.post("/projects/claims/take-out/", pay)
    assert Claim.objects.get().state == "approved", "without a file nothing was taken out"
    taken = finance.post("/projects/claims/take-out/", pay)
    rows = list(load_workbook(io.BytesIO(taken.content)).active.iter_rows(values_only=True))
    assert rows[2][2] == "'=HYPERLINK(1)"
    assert rows[2][5] == "4.60"
    assert (Export.objects.get().reason, Export.objects.get().rows) == ("pay", 1)
    claim.refresh_from_db()
    assert claim.state == "sent"
    assert "Nothing is agreed" in words(finance.get("/projects/claims/take-out/"))
    assert "The last file again" in words(finance.get("/projects/claims/"))
    assert finance.post("/projects/claims/take-out/", pay).status_code == 422
    again = finance.post("/projects/claims/take-out/", {"reason": "again", "file": "csv"})
    assert "4.60" in again.content.decode()
    assert Export.objects.count() == 2
    assert as_user(client, cast.jo, "coordinator").get("/projects/claims/take-out/").status_code == 403


def test_the_ageing_list_asks_as_often_for_three_as_for_one(cast, client, as_user):
    finance = as_user(client, cast.fin, "finance")

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert "Late" in words(finance.get("/projects/claims/"))
        return len(captured)

    money.claim(cast.rowan, days_ago=40)
    first = asked()
    money.claim(cast.sam, days_ago=50)
    money.claim(cast.pat, days_ago=60, kind="fee")
    assert asked() == first


def test_what_was_paid_stays_in_the_accounts_when_somebody_is_erased_until_its_time_is_over(cast, now):
    money.claim(cast.rowan, amount="25.00", state="paid", kind="fee")
    receipt = erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=now)
    assert Claim.objects.get().amount == Decimal("25.00")
    assert any("accounts" in each["why"] for each in receipt.held)
    old = now + timedelta(days=6 * 366)
    old_claims.clear_claims(old_claims.claims_that_are_over(before=old), now=old)
    assert not Claim.objects.exists()
