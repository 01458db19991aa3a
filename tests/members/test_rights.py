"""What somebody asks for by right: their own page, the copy, the clock, complaints."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone

from members import files, sweeps
from members.actions import access_packs, complaints, rights
from members.models import AccessPack, Complaint, Letter, RightsRequest, SensitiveRead
from members.models.access_pack import PackText
from members.post import clock, jobs
from members.rules import Refused
from members.rules.rights import due_on
from tests import factories as make

INFORMATION = "/members/me/information/"


@pytest.fixture
def now():
    return timezone.now()


def words(response):
    return " ".join(response.content.decode().split())


def opened(response):
    content = io.BytesIO(b"".join(response.streaming_content))
    with zipfile.ZipFile(content) as inside:
        return {name: inside.read(name).decode() for name in inside.namelist()}


def worked(now):
    while jobs.work_one(now=now):
        pass


# ---- one's own -------------------------------------------------------------------------------------------------------
def test_rowan_sees_what_is_held_and_not_what_somebody_else_wrote(cast, as_user, client):
    make.channel(cast.rowan, way="phone", address="01632 960 111", rank=2, who_may_answer="Robin is my neighbour")
    cast.rowan.contact_tasks.create(way="phone", why="Robin rang about them", due_at=timezone.now())
    cast.robin  # noqa: B018 — makes Robin
    page = words(as_user(client, cast.rowan, "member").get(INFORMATION))
    assert "01632 960 111" in page
    assert "Rowan Ashdown" in page
    assert "Robin rang about them" not in page
    assert "held back: it is about somebody else too" in page


def test_what_is_held_stands_under_headings_each_line_says_how_much_and_the_copy_comes_first(cast, as_user, client):
    make.channel(cast.rowan, way="phone", address="01632 960 111", rank=2)
    page = words(as_user(client, cast.rowan, "member").get(INFORMATION))
    assert "<h3>You, and how we reach you</h3>" in page
    assert "<summary>How we reach you: 2 entries</summary>" in page
    assert "<summary>You: 1 entry</summary>" in page
    assert page.index("<h3>You, and how we reach you</h3>") < page.index("<h3>Your time with us</h3>")
    assert "<h3>Thanks and money</h3>" not in page, "nothing is held below it"
    assert page.index("Make my copy") < page.index("What we hold, part by part")


def test_rowan_takes_a_copy_home_as_page_and_as_json(cast, as_user, client, now):
    browser = as_user(client, cast.rowan, "member")
    there = browser.post("/members/me/information/copy/")["Location"]
    assert "waiting for its turn" in words(browser.get(there))
    worked(now)
    assert "The copy is ready" in words(browser.get(there))
    pack = AccessPack.objects.get()
    content = opened(access_packs.files.response(access_packs.take_home(pack=pack, actor=cast.actor("rowan"), now=now)))
    assert "Rowan Ashdown" in content["what-we-hold.html"]
    titles = [section["title"] for section in json.loads(content["what-we-hold.json"])["sections"]]
    assert {"You", "How we reach you", "Your time in the Advisory Group", "Where you sit"} <= set(titles)
    assert titles[:2] == ["You", "How we reach you"], "who they are stands before what happened"
    assert AccessPack.objects.get().opened_by == cast.rowan


def test_a_copy_is_somebodys_own_and_gone_after_a_week(cast, as_user, client, now):
    pack = access_packs.start(person=cast.rowan, actor=cast.actor("rowan"), now=now)
    worked(now)
    assert as_user(client, cast.robin, "member").get(f"/members/copies/{pack.pk}/").status_code == 404
    later = now + timedelta(days=7, minutes=1)
    pack.refresh_from_db()
    with pytest.raises(Refused, match="gone"):
        access_packs.take_home(pack=pack, actor=cast.actor("rowan"), now=later)
    place = files.path_of(pack.file)
    assert place.exists()
    pack.file.refresh_from_db()
    access_packs.plan_due(now=later)
    assert AccessPack.objects.get().state == "gone"


def test_the_copy_somebody_made_for_themselves_opens_for_no_coordinator(cast, as_user, client, now):
    pack = access_packs.start(person=cast.rowan, actor=cast.actor("rowan"), now=now)
    worked(now)
    browser = as_user(client, cast.jo, "coordinator")
    assert browser.get(f"/members/copies/{pack.pk}/").status_code == 404
    assert browser.post(f"/members/copies/{pack.pk}/file/").status_code == 404


def test_rowan_changes_their_name_and_number_without_asking_anybody(cast, as_user, client):
    channel = cast.rowan.channels.get()
    browser = as_user(client, cast.rowan, "member")
    browser.post("/members/me/details/", {"name": "Ro Ashdown", "pronouns": "he/him", "letter_format": "large"})
    browser.post(f"/members/me/details/{channel.pk}/", {"address": "ro@example.org"})
    page = words(browser.get("/members/me/details/"))
    assert "Ro Ashdown" in page
    assert "ro@example.org" in page
    theirs = make.channel(cast.robin, way="phone", address="01632 960 999", rank=2)
    assert browser.get(f"/members/me/details/{theirs.pk}/").status_code == 404


# ---- requests --------------------------------------------------------------------------------------------------------
def test_the_month_is_a_month_of_the_calendar():
    assert due_on(date(2026, 1, 31)) == date(2026, 2, 28)
    assert due_on(date(2026, 3, 31)) == date(2026, 4, 30)
    assert due_on(date(2026, 12, 5)) == date(2027, 1, 5)
    assert due_on(date(2026, 11, 30), months=3) == date(2027, 2, 28)


def test_a_request_by_telephone_runs_from_the_day_it_came_and_sam_is_told_by_telephone(cast, as_user, client, now):
    came = timezone.localdate(now) - timedelta(days=5)
    browser = as_user(client, cast.jo, "coordinator")
    address = f"/members/{cast.sam.pk}/information/new/"
    there = browser.post(
        address, {"kind": "access", "how": "phone", "received_on": came.isoformat(), "words": "All of it"}
    )
    page = words(browser.get(there["Location"]))
    asked = RightsRequest.objects.get()
    assert asked.due_on == due_on(came)
    assert asked.recorded_by == cast.jo
    assert "All of it" in page
    clock.tick(now=timezone.now())
    assert cast.sam.contact_tasks.filter(script__contains="answer by").exists()


def test_a_longer_time_needs_a_reason_and_ends_two_months_later(cast, now):
    asked = rights.ask(person=cast.rowan, kind="access", actor=cast.actor("rowan"), now=now)
    jo = cast.actor("jo")
    with pytest.raises(Refused, match="why"):
        rights.extend(request=asked, to=asked.due_on + timedelta(10), because=" ", actor=jo, now=now)
    with pytest.raises(Refused, match="two months"):
        rights.extend(request=asked, to=due_on(asked.received_on, months=4), because="Much to read", actor=jo, now=now)
    rights.extend(request=asked, to=due_on(asked.received_on, months=3), because="Much to read", actor=jo, now=now)
    assert RightsRequest.objects.get().due == due_on(asked.received_on, months=3)
    assert Letter.objects.filter(person=cast.rowan, facts__step="longer").count() == 1


def test_the_same_is_not_asked_twice_and_can_be_taken_back(cast, as_user, client):
    browser = as_user(client, cast.rowan, "member")
    browser.post(f"{INFORMATION}ask/erasure/", {"words": "Please"})
    again = browser.post(f"{INFORMATION}ask/erasure/", {"words": "Please"})
    assert again.status_code == 422
    assert "You have asked for that already" in words(again)
    browser.post(f"{INFORMATION}{RightsRequest.objects.get().pk}/take-back/")
    assert "They took it back" in words(browser.get(INFORMATION))


def test_jo_reads_what_names_others_and_then_gives_the_copy(cast, as_user, client, now):
    cast.robin  # noqa: B018 — makes Robin
    cast.rowan.contact_tasks.create(way="phone", why="Robin rang about them", due_at=now, closed_at=now)
    rights.ask(person=cast.rowan, kind="access", actor=cast.actor("rowan"), now=now)
    browser = as_user(client, cast.jo, "coordinator")
    there = browser.post(f"/members/{cast.rowan.pk}/information/copy/")["Location"]
    worked(now)
    pack = AccessPack.objects.get()
    assert "must be read" in words(browser.get(there))
    text = pack.texts.get(text__isnull=False, place__endswith=":why")
    assert text.covered == "[somebody else] rang about them"
    early = browser.post(f"/members/copies/{pack.pk}/give/")
    assert early.status_code == 409
    for each in pack.texts.all():
        browser.post(f"/members/copies/texts/{each.pk}/", {"decision": "cover", "covered": each.covered})
    browser.post(f"/members/copies/{pack.pk}/give/")
    worked(now)
    pack.refresh_from_db()
    content = opened(files.response(access_packs.take_home(pack=pack, actor=cast.actor("jo"), now=now)))
    assert "[somebody else] rang about them" in content["what-we-hold.html"]
    assert "Robin" not in content["what-we-hold.html"]
    assert RightsRequest.objects.get().outcome == "done"
    assert SensitiveRead.objects.filter(person=cast.rowan, reader=cast.jo).exists()


def test_what_the_site_wrote_needs_no_judging_and_texts_of_one_kind_are_read_and_given_together(
    cast, as_user, client, now, django_assert_max_num_queries
):
    cast.robin  # noqa: B018 — makes Robin
    for number, said in enumerate(("Kind on the phone", "Would rather text", "Robin rang for her")):
        cast.rowan.contact_tasks.create(
            way="phone", why="About the meeting in June", script="Hello Rowan.", about=f"meeting:{number}", note=said,
            due_at=now, closed_at=now,
        )  # fmt: skip
    browser = as_user(client, cast.jo, "coordinator")
    browser.post(f"/members/{cast.rowan.pk}/information/copy/")
    worked(now)
    pack = AccessPack.objects.get()
    assert {text.place.rpartition(":")[2] for text in pack.texts.all()} == {"note"}
    here = f"/members/copies/{pack.pk}/read/"
    with django_assert_max_num_queries(14):
        page = words(browser.get(here))
    assert "3 texts left to read" in page
    assert page.count("Give all of these") == 1
    kind, rather, robin = pack.texts.order_by("pk")
    browser.post(f"{here}give/", {"texts": robin.pk, "how": "cover"})
    assert "2 texts left to read" in words(browser.get(here))
    assert "Cover names, or hold it back" in words(browser.get(here))
    assert "Would rather text" in words(browser.get(f"{here}?text={rather.pk}"))
    browser.post(f"{here}give/", {"texts": [kind.pk, rather.pk, robin.pk, "x", "9" * 400]})
    assert [text.decision for text in pack.texts.order_by("pk")] == ["give", "give", "cover"]
    assert "Everything has been read." in words(browser.get(here))
    assert browser.get(f"{here}?text=99999").status_code == 404


def test_a_text_is_held_back_for_a_reason_only(cast, now):
    pack = AccessPack.objects.create(person=cast.rowan, asked_at=now, state="to_read")
    text = PackText.objects.create(
        pack=pack, place="x:1:note", title="Note", why="It names somebody else.", text="Robin"
    )
    with pytest.raises(Refused, match="why"):
        access_packs.decide(text=text, decision="hold", actor=cast.actor("jo"), now=now)


# ---- complaints ------------------------------------------------------------------------------------------------------
def test_anybody_may_complain_and_hears_a_number(cast, client, as_user):
    page = words(client.post("/complain/", {"words": "You wrote to my old address.", "reach": "01632 960 555"}))
    found = Complaint.objects.get()
    assert found.number in page
    assert found.acknowledge_by == found.received_on + timedelta(days=30)
    browser = as_user(client, cast.jo, "coordinator")
    assert "You wrote to my old address." in words(browser.get(f"/members/rights/complaints/{found.pk}/"))


def test_nobody_is_asked_to_tell_somebody_who_gave_no_name(cast, client, as_user):
    client.post("/complain/", {"words": "A letter came to the wrong house."})
    page = f"/members/rights/complaints/{Complaint.objects.get().pk}/"
    browser = as_user(client, cast.jo, "coordinator")
    told = words(browser.get(page))
    assert "We have read it" in told
    assert "They know that we have it" not in told
    assert "They read this" not in told
    assert "we have read it" in words(browser.post(f"{page}received/", follow=True))


def test_a_member_is_told_that_we_have_the_complaint_and_what_we_found(cast, now):
    made = complaints.make(person=cast.rowan, words="Too many letters", actor=cast.actor("rowan"), now=now)
    complaints.acknowledge(complaint=made, actor=cast.actor("jo"), now=now)
    complaints.answer(complaint=made, outcome="put_right", words="We stopped them.", actor=cast.actor("jo"), now=now)
    clock.tick(now=now)
    texts = (
        Letter.objects.filter(person=cast.rowan, kind="complaint_news").order_by("pk").values_list("text", flat=True)
    )
    assert made.number in texts[0]
    assert "We stopped them." in texts[1]


def test_many_complaints_from_outside_within_an_hour_meet_the_telephone_number(client, db, now):
    for number in range(20):
        Complaint.objects.create(
            number=f"A{number}", received_on=now.date(), acknowledge_by=now.date(), words="…", how="page"
        )
    answer = client.post("/complain/", {"words": "One more"})
    assert answer.status_code == 422
    assert "Many complaints came in" in words(answer)


def test_monday_names_what_is_due_and_what_may_go_within_its_questions(
    cast, as_user, client, now, django_assert_max_num_queries
):
    asked = rights.ask(person=cast.rowan, kind="erasure", actor=cast.actor("rowan"), now=now)
    wrong = complaints.make(words="A wrong address", actor=cast.actor("jo"), now=now)
    cast.rowan.drafts.create(form="a", words="old", updated_at=now - timedelta(days=3))
    sweeps.look(now=now)
    browser = as_user(client, cast.jo, "coordinator")
    browser.get("/")
    with django_assert_max_num_queries(12):
        page = words(browser.get("/"))
    assert f"/members/rights/{asked.pk}/" in page
    assert "To be forgotten for <bdi>Rowan Ashdown</bdi>" in page
    assert f"Complaint {wrong.number}" in page
    assert "Old records may go" in page
