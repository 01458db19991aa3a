"""Where a project is added, the page shows what good looks like, and five sentences on how."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from members.models import Course
from members.queries.training import trained_in_coproduction
from members.rules import Refused
from projects.actions import co_leading, good_examples
from projects.models import GoodExample
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_whoever_adds_a_project_sees_those_that_had_people_in_them_from_the_start(cast, client, as_user):
    early, late = make.project("Asked first", team=cast.team), make.project("Asked last", team=cast.team)
    make.activity("First talk", team=cast.team, people=[cast.rowan], project=early, stage=1)
    make.activity("Feedback", team=cast.team, people=[cast.rowan], project=late, stage=5)
    as_user(client, cast.ash, "staff")
    page = client.get(reverse("projects:project_new")).content.decode()
    assert "Asked first" in page
    assert "Asked last" not in page
    assert "Ask people at the first idea" in page


def test_the_coordinator_marks_a_past_project_with_a_sentence_that_names_nobody_and_staff_see_it(cast, client, as_user):
    done = make.project("Lunch club", team=cast.other_team, days_ago=90)
    make.activity("Tasting", team=cast.other_team, people=[cast.rowan], project=done, stage=4)
    address = reverse("projects:good_example", args=[done.pk])
    as_user(client, cast.jo, "coordinator")

    def post(why):
        answer = client.post(address, {"why": why})
        return answer.status_code, answer.content.decode()

    assert "It still runs" in post("They chose the menu")[1]
    done.ended_on = timezone.localdate()
    done.save()
    co_leading.add(project=done, person=cast.robin, hat="carer", actor=cast.actor("jo"), now=timezone.now())
    for why in ("Rowan Ashdown chose the menu", "It was rowan ashdown's menu", "Rowan chose it", "Robin chose it"):
        status, page = post(why)
        assert (status, "Please name nobody" in page, escape(why) in page) == (422, True, True)
    assert post("People chose the menu")[0] == 302
    alone = make.project("Roof", team=cast.team, ended_on=timezone.localdate())
    assert "nobody with lived experience" in client.post(
        reverse("projects:good_example", args=[alone.pk]), {"why": "It holds"}
    ).content.decode()  # fmt: skip
    as_user(client, cast.ash, "staff")
    running = make.project("Garden", team=cast.team, purpose="To grow", intended_difference="More food")
    for form in ("request_new", "project_new", ("ask", running.pk), ("work_new", running.pk)):
        name, *args = form if isinstance(form, tuple) else (form,)
        page = client.get(reverse(f"projects:{name}", args=args)).content.decode()
        assert "People chose the menu" in page, name
        assert "How to ask well" in page, name
        assert "Rowan Ashdown" not in page.partition("What good looks like")[2].partition("</details>")[0]
    with pytest.raises(PermissionDenied):
        good_examples.mark(project=done, why="Mine", actor=cast.actor("ash"), now=timezone.now())
    as_user(client, cast.jo, "coordinator")
    assert client.post(address, {"off": "1"}).status_code == 302
    assert not GoodExample.objects.exists()


def test_a_good_example_names_nobody_by_part_of_their_name(cast, now):
    done = make.project("Lunch club", team=cast.team, ended_on=timezone.localdate(now))
    grace = make.person("Grace de Young-Bell", role="member")
    make.activity("Tasting", team=cast.team, people=[cast.sam, grace], project=done)

    def mark(why, **more):
        return good_examples.mark(project=done, why=why, actor=cast.actor("jo"), now=now, **more)

    for why in (
        "Mr Okafor asked",
        "mr okafor asked",
        "SAM asked",
        "Sam’s question",
        "GRACE chose",
        "Mrs YOUNG-BELL ate",
    ):
        with pytest.raises(Refused, match="Please name nobody"):
            mark(why)
    assert mark("They asked at the same table, and it was de facto theirs")
    for why in ("They asked with grace", "sam chose it"):
        with pytest.raises(Refused, match="first name of somebody") as refused:
            mark(why)
        assert refused.value.field == "no_name"
    assert mark("They asked with grace", no_name=True).why == "They asked with grace"
    with pytest.raises(Refused, match="Please name nobody"):
        mark("Sam asked with grace", no_name=True)


def test_a_word_that_is_also_a_name_is_asked_about_once(client, cast, as_user, now):
    done = make.project("Lunch club", team=cast.team, ended_on=timezone.localdate(now))
    make.activity("Tasting", team=cast.team, people=[make.person("Grace Bell", role="member")], project=done)
    address, desk = reverse("projects:good_example", args=[done.pk]), as_user(client, cast.jo, "coordinator")
    assert 'type="checkbox"' not in desk.get(address).content.decode()
    page = desk.post(address, {"why": "They asked with grace"})
    assert (page.status_code, 'type="checkbox"' in page.content.decode()) == (422, True)
    assert desk.post(address, {"why": "They asked with grace", "no_name": "on"}).status_code == 302


def test_how_to_answer_well_stands_beside_the_answer(cast, client, as_user):
    said = make.contribution(make.project(team=cast.team), owner=cast.ash)
    as_user(client, cast.ash, "staff")
    page = client.get(reverse("projects:said_answer", args=[said.pk])).content.decode()
    assert "How to answer well" in page
    assert "Say who decided, and when." in page


def test_training_in_coproduction_is_written_down_by_oneself_or_the_coordinator_and_a_course_is_marked(
    cast, client, as_user
):
    as_user(client, cast.jo, "coordinator")
    course = {"name": "Working as equals", "months": "24", "is_active": "on", "is_coproduction": "on"}
    assert client.post(reverse("members:course_new"), course).status_code == 302
    made, day = Course.objects.get(), timezone.localdate()
    assert made.is_coproduction
    typed = {"course": made.pk, "status": "done", "on_day": day.isoformat()}
    cast.ash  # noqa: B018 — he works in the team
    zoe = make.person("Zoe Quint", role="staff", team=cast.team)
    assert client.post(reverse("members:training_new"), {**typed, "person": zoe.pk}).status_code == 302
    assert trained_in_coproduction(cast.team, day=day) == 1
    as_user(client, cast.ash, "staff")
    assert client.post(reverse("members:my_training_new"), typed).status_code == 302
    assert trained_in_coproduction(cast.team, day=day) == 2
    assert trained_in_coproduction(cast.team, day=day + timedelta(days=800)) == 0, "it has run out"
