"""Training, a member's own plan, and being asked how it was."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from members import behind_consent
from members.actions import check_ins, consents, cover, support_plans, training
from members.files import NotTooLarge
from members.models import CheckIn, Consent, ContactTask, SensitiveRead, Supporter, SupportPlan, Training
from members.permissions import Role
from members.queries.support import ways_to_ask
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def words(response):
    return " ".join(response.content.decode().split())


# ---- training ----------------------------------------------------------------------------------------------------
def test_jo_writes_down_a_training_and_it_holds_as_long_as_the_course_says(client, cast, as_user):
    course = make.course(months=12)
    said = {"person": cast.sam.pk, "course": course.pk, "status": "done", "on_day": "2026-02-28"}
    as_user(client, cast.jo).post("/members/training/new/", said)
    assert Training.objects.get().expires_on == date(2027, 2, 28)
    page = words(client.get("/members/training/"))
    assert "Sam Okafor" in page
    assert training.months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_a_training_that_runs_out_stands_on_jos_monday_and_on_ashs_own_home(client, cast, as_user):
    soon = timezone.localdate() + timedelta(days=20)
    make.training(cast.ash, expires_on=soon)
    assert "Training runs out" in words(as_user(client, cast.jo).get("/"))
    assert "Training runs out" in words(as_user(client, cast.ash).get("/"))
    assert "Training runs out" not in words(as_user(client, cast.uma).get("/"))


def test_a_newer_training_in_the_same_course_quiets_the_old_one(client, cast, as_user):
    make.training(cast.ash, days_ago=400, expires_on=timezone.localdate() - timedelta(days=5))
    make.training(cast.ash, days_ago=1)
    assert "Training runs out" not in words(as_user(client, cast.jo).get("/"))


def test_ash_writes_down_their_own_and_rowan_only_reads_theirs(client, cast, as_user, monkeypatch):
    course = make.course()
    said = {"course": course.pk, "status": "done", "on_day": "2026-01-05"}
    with monkeypatch.context() as little:
        little.setattr(NotTooLarge, "MOST", 10)
        large = {"file": SimpleUploadedFile("certificate.pdf", b"%PDF" * 100)}
        for address in ("/members/my-training/new/", "/members/training/new/"):
            browser = as_user(client, cast.jo if address.startswith("/members/tr") else cast.ash)
            assert browser.post(address, said | large | {"person": cast.ash.pk}).status_code == 422
    assert not Training.objects.exists(), "never written down as if there had been no certificate"
    assert as_user(client, cast.ash).post("/members/my-training/new/", said).status_code == 302
    assert Training.objects.get().person == cast.ash
    make.training(cast.rowan, course=course)
    page = words(as_user(client, cast.rowan).get("/members/my-training/"))
    assert course.name in page
    assert "Write down" not in page
    assert client.post("/members/my-training/new/", said).status_code == 403
    with pytest.raises(PermissionDenied):
        training.remove(training=Training.objects.get(person=cast.rowan), actor=cast.actor("ash"), now=timezone.now())


def test_the_certificate_can_be_kept_and_is_for_its_owner_and_the_desk(client, cast, as_user):
    paper = SimpleUploadedFile("certificate.pdf", b"%PDF-1.4 a certificate")
    said = {
        "person": cast.rowan.pk,
        "course": make.course().pk,
        "status": "done",
        "on_day": "2026-01-05",
        "file": paper,
    }
    as_user(client, cast.jo).post("/members/training/new/", said)
    kept = Training.objects.get()
    address = f"/members/training/{kept.pk}/certificate/file/"
    assert as_user(client, cast.rowan).get(address)["Content-Type"] == "application/pdf"
    assert as_user(client, cast.robin).get(address).status_code == 404
    wrong = {**said, "on_day": "2026-01-06", "file": SimpleUploadedFile("c.pdf", b"no pdf at all")}
    assert "something else inside" in words(as_user(client, cast.jo).post("/members/training/new/", wrong))


def test_a_training_cannot_have_taken_place_tomorrow(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    said = {"person": cast.sam, "course": make.course(), "actor": cast.actor("jo"), "now": timezone.now()}
    with pytest.raises(Refused, match="still to come"):
        training.record(status="done", on_day=tomorrow, **said)
    assert training.record(status="booked", on_day=tomorrow, **said).expires_on is None


# ---- my support plan ---------------------------------------------------------------------------------------------
def write(cast, **said):
    said = {"helps": "Five minutes alone", "agreed": True, **said}
    return support_plans.write(person=cast.rowan, actor=cast.actor("rowan"), now=timezone.now(), **said)


def test_rowan_writes_a_plan_behind_a_consent_given_right_there(client, cast, as_user):
    as_user(client, cast.rowan)
    refused = client.post("/members/me/support-plan/write/", {"helps": "Quiet"})
    assert refused.status_code == 422
    assert not SupportPlan.objects.exists()
    client.post("/members/me/support-plan/write/", {"helps": "Quiet", "agreed": "on"})
    page = words(client.get("/members/me/support-plan/"))
    assert "Quiet" in page
    assert "Nobody but you. Not the coordinator either." in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT members_supportplan::text FROM members_supportplan")
        assert "Quiet" not in cursor.fetchone()[0]


def test_the_coordinator_cannot_open_a_plan_unless_she_is_named(client, cast, as_user):
    write(cast)
    address = f"/members/{cast.rowan.pk}/support-plan/"
    for who in ("jo", "ash", "robin", "tal", "saf", "tec"):
        assert as_user(client, getattr(cast, who)).get(address).status_code == 404
    named = {"supporter": cast.jo.pk}
    assert as_user(client, cast.rowan).post("/members/me/support-plan/open-to/", named).status_code == 302
    assert "Five minutes alone" in words(as_user(client, cast.jo).get(address))
    assert SensitiveRead.objects.get(person=cast.rowan).reader == cast.jo
    page = words(as_user(client, cast.rowan).get("/members/me/support-plan/"))
    assert page.count("Jo Hartley") >= 2  # named, and seen to have opened it


def test_a_name_taken_back_closes_the_plan_at_once(client, cast, as_user):
    plan = write(cast)
    named = Supporter.objects.create(plan=plan, supporter=cast.ash, named_at=timezone.now())
    address = f"/members/{cast.rowan.pk}/support-plan/"
    assert as_user(client, cast.ash).get(address).status_code == 200
    assert as_user(client, cast.robin).post(f"/members/me/support-plan/open-to/{named.pk}/end/").status_code == 404
    as_user(client, cast.rowan).post(f"/members/me/support-plan/open-to/{named.pk}/end/")
    assert as_user(client, cast.ash).get(address).status_code == 404


def test_a_supporter_opens_it_in_a_working_role_only(client, cast, as_user):
    plan = write(cast)
    make.grant(cast.tal, "staff", team=cast.team)
    Supporter.objects.create(plan=plan, supporter=cast.tal, named_at=timezone.now())
    address = f"/members/{cast.rowan.pk}/support-plan/"
    assert as_user(client, cast.tal, Role.STAFF).get(address).status_code == 200
    assert as_user(client, cast.tal, Role.TRUSTEE).get(address).status_code == 404
    assert as_user(client, cast.tal, Role.MEMBER).get(address).status_code == 404


def test_taking_back_the_consent_closes_the_plan_and_the_sweep_deletes_it(client, cast, as_user):
    plan = write(cast)
    Supporter.objects.create(plan=plan, supporter=cast.jo, named_at=timezone.now())
    said = {"person": cast.rowan, "consent": Consent.LIVED_EXPERIENCE, "how": "online", "actor": cast.actor("rowan")}
    consents.withdraw(now=timezone.now(), **said)
    assert as_user(client, cast.jo).get(f"/members/{cast.rowan.pk}/support-plan/").status_code == 409
    page = words(as_user(client, cast.rowan).get("/members/me/support-plan/"))
    assert "Your plan is closed" in page
    assert "Five minutes alone" not in page
    behind_consent.clear(person=cast.rowan, consent=Consent.LIVED_EXPERIENCE, now=timezone.now())
    assert not SupportPlan.objects.exists()


def test_only_people_who_work_here_can_be_named(client, cast, as_user):
    write(cast)
    as_user(client, cast.rowan)
    assert client.post("/members/me/support-plan/open-to/", {"supporter": cast.robin.pk}).status_code == 422
    assert not Supporter.objects.exists()


def test_rowan_deletes_the_plan_and_nothing_of_it_is_left(client, cast, as_user):
    write(cast)
    as_user(client, cast.rowan)
    assert "Delete my support plan?" in words(client.get("/members/me/support-plan/delete/"))
    client.post("/members/me/support-plan/delete/")
    assert not SupportPlan.objects.exists()


# ---- how was it --------------------------------------------------------------------------------------------------
def test_a_check_in_is_due_at_the_end_of_the_next_working_day():
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=LONDON)
    assert check_ins.next_working_day(friday) == datetime(2026, 11, 23, 17, 0, tzinfo=LONDON)
    christmas_eve = datetime(2026, 12, 24, 12, 0, tzinfo=LONDON)
    assert check_ins.next_working_day(christmas_eve) == datetime(2026, 12, 29, 17, 0, tzinfo=LONDON)


def test_ash_asks_sam_by_telephone_and_only_ash_reads_the_words(client, cast, as_user):
    asked = make.check_in(cast.sam, assigned_to=cast.ash)
    page = words(as_user(client, cast.ash).get(f"/members/check-ins/{asked.pk}/"))
    assert "01632 960 201" in page
    assert "They prefer this" in page
    client.post(f"/members/check-ins/{asked.pk}/", {"outcome": "fine", "note": "Liked the panel"})
    assert "Liked the panel" in words(client.get("/members/check-ins/"))
    jo = words(as_user(client, cast.jo).get(f"/members/check-ins/{asked.pk}/"))
    assert "Fine" in jo
    assert "Liked the panel" not in jo
    assert as_user(client, cast.uma).get(f"/members/check-ins/{asked.pk}/").status_code == 404


def test_whoever_asks_sees_the_number_to_ring_and_no_address(client, cast, as_user):
    make.channel(cast.sam, way="email", address="sam@example.org", rank=2)
    make.channel(cast.sam, way="post", address="2 Low Road", rank=3)
    asked = make.check_in(cast.sam, assigned_to=cast.ash)
    as_user(client, cast.ash)
    for answer in (client.get, client.post):
        page = words(answer(f"/members/check-ins/{asked.pk}/"))
        assert "01632 960 201" in page
        assert "sam@example.org" not in page
        assert "2 Low Road" not in page
    jo = words(as_user(client, cast.jo).get(f"/members/check-ins/{asked.pk}/"))
    assert "sam@example.org" in jo, "the involvement team sees how people are reached anyway"


def test_somebody_without_a_telephone_is_asked_the_way_they_prefer_and_no_other(client, cast, as_user):
    make.channel(cast.rowan, way="post", address="2 Low Road", rank=2)
    asked = make.check_in(cast.rowan, assigned_to=cast.ash)
    page = words(as_user(client, cast.ash).get(f"/members/check-ins/{asked.pk}/"))
    assert "rowan@example.org" in page
    assert "2 Low Road" not in page


def test_whoever_needs_everything_by_post_is_asked_by_post(cast):
    make.channel(cast.sam, way="post", address="2 Low Road", rank=3)
    assert [each.way for each in ways_to_ask(cast.sam, cast.actor("ash"), needs={"post_only": ""})] == ["post"]
    assert [each.way for each in ways_to_ask(cast.sam, cast.actor("ash"))] == ["phone"]


def test_the_privacy_page_and_the_guide_name_the_one_number_staff_see(client, cast, as_user):
    assert "no address and no number, except" in words(client.get("/privacy/"))
    assert "except the telephone number of somebody you are asked to look in on" in words(
        as_user(client, cast.ash).get("/guides/staff/")
    )


def test_would_like_a_call_becomes_a_call_for_the_team(cast):
    asked = make.check_in(cast.sam, assigned_to=cast.ash)
    check_ins.close(check_in=asked, outcome="call", actor=cast.actor("ash"), now=timezone.now())
    task = ContactTask.objects.get(person=cast.sam)
    assert "Would like a call" in task.why


def test_concern_raised_leads_on_to_the_sealed_form_and_keeps_no_word_of_it(client, cast, as_user):
    asked = make.check_in(cast.sam, assigned_to=cast.ash)
    answer = as_user(client, cast.ash).post(f"/members/check-ins/{asked.pk}/", {"outcome": "concern", "note": ""})
    assert answer["Location"] == "/members/concerns/new/"
    assert CheckIn.objects.get().outcome == "concern"


def test_rowan_says_it_with_one_press_at_home(client, cast, as_user):
    asked = make.check_in(cast.rowan, assigned_to=cast.ash)
    page = words(as_user(client, cast.rowan).get("/"))
    assert "How was it for you?" in page
    assert (
        as_user(client, cast.robin).post(f"/members/check-ins/{asked.pk}/mine/", {"outcome": "fine"}).status_code == 404
    )
    as_user(client, cast.rowan).post(f"/members/check-ins/{asked.pk}/mine/", {"outcome": "fine"})
    assert CheckIn.objects.get().outcome == "fine"
    assert "How was it for you?" not in words(client.get("/"))


def test_could_not_reach_them_comes_back_and_handing_over_takes_no_words_along(cast):
    asked = make.check_in(cast.sam, assigned_to=cast.ash)
    now = timezone.now()
    actor = cast.actor("ash")
    again = check_ins.close(check_in=asked, outcome="not_reached", note="Rang twice", actor=actor, now=now)
    assert again.closed_at is None
    assert again.due_at > now
    check_ins.hand_over(check_in=asked, to=cast.jo, actor=actor, now=now)
    asked.refresh_from_db()
    assert (asked.assigned_to, asked.note) == (cast.jo, "")
    with pytest.raises(PermissionDenied):
        check_ins.close(check_in=asked, outcome="fine", actor=actor, now=now)


def test_whoever_stands_in_opens_what_is_open_and_not_what_was_already_asked(client, cast, as_user):
    was, asked = make.check_in(cast.sam, assigned_to=cast.ash), make.check_in(cast.rowan, assigned_to=cast.ash)
    now = timezone.now()
    check_ins.close(check_in=was, outcome="fine", actor=cast.actor("ash"), now=now)
    today = timezone.localdate()
    going = {"starts": today, "ends": today + timedelta(days=7), "actor": cast.actor("jo"), "now": now}
    cover.go_away(person=cast.ash, cover=cast.uma, **going)
    as_user(client, cast.uma)
    assert client.get(f"/members/check-ins/{was.pk}/").status_code == 404
    client.post(f"/members/check-ins/{asked.pk}/", {"outcome": "fine"})
    asked.refresh_from_db()
    assert (asked.outcome, asked.closed_by) == ("fine", cast.uma)
    assert client.get(f"/members/check-ins/{asked.pk}/").status_code == 404, "nothing stays with whoever stood in"
    assert as_user(client, cast.ash).get(f"/members/check-ins/{was.pk}/").status_code == 200


def test_nobody_on_a_break_is_asked(client, cast, as_user):
    make.check_in(cast.rowan)
    cast.rowan.paused_at = timezone.now()
    cast.rowan.save()
    assert "Rowan Ashdown" not in words(as_user(client, cast.jo).get("/members/check-ins/"))
