"""Lists as one component: search, filters, kept views, pages, and the file that says who took it."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from members import files
from members.actions import erasure, exports
from members.models import Export, Job, KeptFile, SavedView
from members.post import jobs
from tests import factories as make


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def words_of(page):
    return page.content.decode()


def work_all():
    while jobs.work_one(now=timezone.now()):
        pass


def taken(jo, export):
    page = jo.post(f"/members/exports/{export.pk}/file/")
    content = b"".join(page.streaming_content)
    return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def asked_for(jo, *, reason="check", query="of=people"):
    jo.post(f"/members/exports/new/?{query}", {"reason": reason})
    return Export.objects.latest("pk")


# ---- finding and keeping ---------------------------------------------------------------------------------------------
def test_a_view_is_kept_under_a_name_without_what_was_typed_and_forgotten_again(jo, cast):
    _ = cast.sam, cast.rowan
    jo.post("/members/", {"q": "okafor", "way": "phone", "do": "keep", "name": "By telephone"})
    view = SavedView.objects.get()
    assert view.query == "way=phone"
    words = words_of(jo.get("/members/"))
    assert 'href="/members/?way=phone"' in words
    assert "Sam Okafor" in words_of(jo.get("/members/?way=phone"))
    jo.post("/members/", {"do": "forget", "view": view.pk})
    assert not SavedView.objects.exists()


def test_nobody_sees_or_forgets_the_views_of_another(client, cast, as_user):
    as_user(client, cast.ash).post("/projects/", {"stage": "1", "do": "keep", "name": "First ideas"})
    view = SavedView.objects.get()
    client.get("/projects/")  # reads the message
    jo = as_user(client, cast.jo)
    assert "First ideas" not in words_of(jo.get("/projects/"))
    jo.post("/projects/", {"do": "forget", "view": view.pk})
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_the_search_goes_on_to_the_second_page(jo):
    for number in range(60):
        make.person(f"Guest {number:02}")
    make.person("Somebody else")
    first = jo.post("/members/", {"q": "guest", "do": "find"}, follow=True)
    assert "60 people found" in words_of(first)
    after = first.context["list"].after
    assert "guest" not in after.lower()
    second = words_of(jo.get(after))
    assert "Guest 59" in second
    assert "Somebody else" not in second


def test_more_than_a_thousand_are_not_counted(jo):
    from members.models import Person

    Person.objects.bulk_create([Person(name=f"Guest {n}", sort_name=f"guest {n}") for n in range(1005)])
    assert "More than 1,000 people" in words_of(jo.get("/members/"))


def test_typing_finds_the_list_alone_and_names_a_safe_address(jo, cast):
    _ = cast.sam
    part = jo.post("/members/", {"q": "okafor", "do": "find"}, headers={"HX-Request": "true"})
    assert "<html" not in words_of(part)
    assert "Sam Okafor" in words_of(part)
    assert "okafor" not in part["HX-Push-Url"].lower()


def test_meetings_and_projects_are_searched_and_narrowed(jo, cast):
    make.meeting("Garden meeting", people=[cast.sam])
    make.meeting("Other meeting", people=[cast.sam])
    make.project("Garden project", team=cast.team)
    make.project("Other project", team=cast.other_team)
    words = words_of(jo.post("/meetings/", {"q": "garden"}, follow=True))
    assert "Garden meeting" in words
    assert "Other meeting" not in words
    words = words_of(jo.get(f"/projects/?team={cast.team.slug}"))
    assert "Garden project" in words
    assert "Other project" not in words


# ---- files -----------------------------------------------------------------------------------------------------------
def test_a_list_that_names_nobody_leaves_at_once_and_is_logged(jo, cast):
    make.project("=2+5", team=cast.team)
    page = jo.post("/projects/", {"do": "take"})
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))
    assert page.content.startswith(b"\xef\xbb\xbf")
    assert "Taken out by Jo Hartley" in rows[0][0]
    assert rows[2][0] == "'=2+5"
    assert "It names nobody" in words_of(jo.get("/members/exports/"))


def test_a_list_of_people_leaves_for_a_reason_marked_and_in_the_background(jo, cast):
    make.person("=Zoë Núñez", phone="01632 960 777")
    assert jo.post("/members/exports/new/?of=people", {"once": "x"}).status_code == 422
    export = asked_for(jo, reason="mailing")
    assert "waiting for its turn" in words_of(jo.get(f"/members/exports/{export.pk}/"))
    work_all()
    assert "The file is ready" in words_of(jo.get(f"/members/exports/{export.pk}/"))
    content, rows = taken(jo, export)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Jo Hartley" in rows[0][0]
    assert "To post or ring from paper" in rows[0][0]
    zoe = next(row for row in rows if "Núñez" in row[0])
    assert zoe[0] == "'=Zoë Núñez"
    assert "Taken out by Jo Hartley" in zoe[-1]
    log = words_of(jo.get("/members/exports/"))
    assert "To post or ring from paper" in log
    assert "Jo Hartley" in log


def test_the_file_holds_what_was_searched_for_and_the_search_is_wiped(jo, cast):
    _ = cast.sam, cast.rowan
    led = jo.post("/members/", {"q": "okafor", "do": "find"})["Location"]
    export = asked_for(jo, query=f"of=people&{led.partition('?')[2]}")
    work_all()
    _, rows = taken(jo, export)
    assert [row[0] for row in rows[2:]] == ["Sam Okafor"]
    assert Export.objects.get(pk=export.pk).search is None


def test_the_file_is_gone_after_a_day(jo, cast):
    _ = cast.sam
    export = asked_for(jo)
    work_all()
    KeptFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert jo.post(f"/members/exports/{export.pk}/file/").status_code == 409
    files.plan_due(now=timezone.now())
    assert not KeptFile.objects.exists()
    assert "This file is gone" in words_of(jo.get(f"/members/exports/{export.pk}/"))


def test_another_coordinator_sees_the_log_and_not_the_file(client, cast, as_user, jo):
    export = asked_for(jo)
    work_all()
    other = make.person("Ida Second", email="ida@example.org", role="coordinator")
    ida = as_user(client, other)
    assert "Jo Hartley" in words_of(ida.get("/members/exports/"))
    assert ida.post(f"/members/exports/{export.pk}/file/").status_code == 404


def test_a_file_made_twice_by_a_worker_that_crashed_is_one_file(jo, cast):
    export = asked_for(jo)
    work_all()
    exports.make(Job.objects.get(pk=export.job_id), now=timezone.now(), progress=lambda done, of: None)
    assert KeptFile.objects.count() == 1


@pytest.mark.parametrize("who", ["ash", "rowan", "tal", "bo", "kim", "saf", "fin", "tec"])
def test_nobody_but_a_coordinator_takes_a_list_of_people(client, cast, as_user, who):
    page = as_user(client, getattr(cast, who)).post("/members/exports/new/?of=people", {"reason": "check"})
    assert page.status_code == 403
    assert not Export.objects.exists()


def test_when_somebody_is_erased_no_file_with_their_name_stays(jo, cast):
    _ = cast.sam
    asked_for(jo)
    work_all()
    assert KeptFile.objects.exists()
    erasure.erase(person=cast.sam, actor=cast.actor("jo"), now=timezone.now())
    assert not KeptFile.objects.exists()
