"""Projects as each role sees them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.actions import lifecycle
from projects.models import Project, Stage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(db):
    return timezone.now()


@pytest.fixture
def pack(cast):
    return make.project(
        team=cast.team, lead=cast.ash, summary="What new clients get on their first day", stage=Stage.PLAN
    )


@pytest.fixture
def work(cast, pack):
    """Rowan and Sam looked over the words, in the planning stage."""
    return make.activity(
        "Looked over the words", people=[cast.rowan, cast.sam], project=pack, team=cast.team, stage=Stage.PLAN,
        summary="Sam found page two hard", logged_by=cast.ash,
    )  # fmt: skip


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def count(client, address):
    with CaptureQueriesContext(connection) as queries:
        text(client.get(address))
    return len(queries)


class TestProjects:
    @pytest.mark.parametrize("who", ["jo", "ash", "rowan", "tal", "bo"])
    def test_everybody_in_the_charity_reads_it_in_plain_words(self, client, cast, as_user, pack, work, who):
        as_user(client, getattr(cast, who))
        assert "Involved from “Planning”" in text(client.get("/projects/"))
        page = text(client.get(f"/projects/{pack.pk}/"))
        assert "Yes, from “Planning”." in page
        assert "1 of 1 entry in the log" in page

    @pytest.mark.parametrize("who", ["kim", "fin", "saf"])
    def test_partners_and_others_are_not_let_in(self, client, cast, as_user, pack, who):
        assert as_user(client, getattr(cast, who)).get("/projects/").status_code == 403
        assert client.get(f"/projects/{pack.pk}/").status_code == 404

    @pytest.mark.parametrize("who", ["tal", "bo", "rowan"])
    def test_no_name_and_no_words_from_the_log_reach_a_trustee_or_another_member(
        self, client, cast, as_user, pack, work, who, now
    ):
        lifecycle.move_to_stage(project=pack, stage=Stage.DECIDE, actor=cast.actor("ash"), now=now)
        as_user(client, getattr(cast, who))
        for page in (text(client.get("/projects/")), text(client.get(f"/projects/{pack.pk}/"))):
            for word in ("Sam Okafor", "Ash Mbeki", "page two hard", "Looked over"):
                assert word not in page

    def test_staff_of_another_team_see_that_there_is_more_but_not_what(self, client, cast, as_user, pack, work):
        page = text(as_user(client, cast.uma).get(f"/projects/{pack.pk}/"))
        assert "Looked over the words" not in page
        assert "Other teams logged 1 more entry." in page

    def test_ash_adds_one_and_it_begins_with_its_stage(self, client, cast, as_user):
        ash = as_user(client, cast.ash)
        words = {"title": "Let's Talk", "team": cast.team.pk, "stage": "1", "started_on": "2026-01-05", "once": "x"}
        ash.post("/projects/new/", words)
        ash.post("/projects/new/", words)
        made = Project.objects.get(title="Let's Talk")
        assert [c.stage for c in made.stage_changes.all()] == [Stage.IDEA]
        assert "Let&#x27;s Talk" in text(ash.get("/projects/"))

    def test_ash_cannot_add_one_for_another_team(self, client, cast, as_user):
        words = {"title": "Theirs", "team": cast.other_team.pk, "stage": "1", "started_on": "2026-01-05"}
        answer = as_user(client, cast.ash).post("/projects/new/", words)
        assert "Please choose one of your own teams." in answer.content.decode()
        assert not Project.objects.exists()

    def test_a_member_cannot_change_it(self, client, cast, as_user, pack):
        rowan = as_user(client, cast.rowan)
        assert rowan.get(f"/projects/{pack.pk}/edit/").status_code == 403
        assert rowan.post(f"/projects/{pack.pk}/stage/", {"stage": "6"}).status_code == 403
        assert rowan.post(f"/projects/{pack.pk}/involved-from/", {"stage": "1", "reason": "x"}).status_code == 403

    def test_a_change_of_words_is_kept_with_who_did_it(self, client, cast, as_user, pack):
        ash = as_user(client, cast.ash)
        form = {
            "title": pack.title,
            "team": cast.team.pk,
            "started_on": pack.started_on,
            "purpose": "To welcome people",
        }
        ash.post(f"/projects/{pack.pk}/edit/", form)
        page = text(ash.get(f"/projects/{pack.pk}/"))
        assert "To welcome people" in page
        assert "what it is for: empty → To welcome people" in page

    def test_an_end_before_the_start_is_refused_and_kept(self, client, cast, as_user, pack):
        form = {"title": "Renamed", "team": cast.team.pk, "started_on": "2026-05-05", "ended_on": "2026-05-04"}
        answer = as_user(client, cast.ash).post(f"/projects/{pack.pk}/edit/", form)
        assert answer.status_code == 422
        assert "The last day is before the first day." in answer.content.decode()
        assert 'value="Renamed"' in answer.content.decode()

    def test_moving_on_writes_its_history(self, client, cast, as_user, pack):
        ash = as_user(client, cast.ash)
        for stage in ("3", "3"):
            ash.post(f"/projects/{pack.pk}/stage/", {"stage": stage, "on": timezone.localdate().isoformat()})
        assert pack.stage_changes.count() == 1
        assert "Deciding" in text(ash.get(f"/projects/{pack.pk}/"))

    def test_moving_on_tomorrow_is_refused(self, client, cast, as_user, pack):
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        answer = as_user(client, cast.ash).post(f"/projects/{pack.pk}/stage/", {"stage": "3", "on": tomorrow})
        assert answer.status_code == 409

    def test_jo_corrects_from_when_people_were_involved(self, client, cast, as_user, pack, work):
        jo = as_user(client, cast.jo)
        jo.post(f"/projects/{pack.pk}/involved-from/", {"stage": "1", "reason": "Sam had the idea"})
        page = text(jo.get(f"/projects/{pack.pk}/"))
        assert "Yes, from “First idea”." in page
        assert "Sam had the idea" in page

    def test_a_meeting_is_linked_and_shows_it(self, client, cast, as_user, pack):
        meeting = make.meeting(people=[cast.rowan], team=cast.team)
        ash = as_user(client, cast.ash)
        ash.post(f"/projects/{pack.pk}/meeting/", {"meeting": meeting.pk})
        assert meeting.title in text(ash.get(f"/projects/{pack.pk}/"))
        part = ash.get(f"/projects/at-meeting/{meeting.pk}/", headers={"HX-Request": "true"})
        assert pack.title in text(part)
        assert "<html" not in text(part)
        assert "<html" in text(ash.get(f"/projects/at-meeting/{meeting.pk}/"))
        ash.post(f"/projects/{pack.pk}/meeting/", {"off": meeting.pk})
        assert pack.title not in text(ash.get(f"/projects/at-meeting/{meeting.pk}/"))

    def test_a_meeting_that_is_over_offers_its_projects_to_those_who_may_see_projects(self, client, cast, as_user):
        begun = timezone.now() - timedelta(days=3)
        meeting = make.meeting(people=[cast.rowan, cast.kim], team=cast.team, body=cast.network, starts_at=begun)
        shown = [
            f"/projects/at-meeting/{meeting.pk}/" in text(as_user(client, who).get(f"/meetings/{meeting.pk}/"))
            for who in (cast.rowan, cast.kim)
        ]
        assert shown == [True, False]  # for a partner organisation that page is not there

    def test_the_list_asks_as_much_for_one_as_for_three(self, client, cast, as_user, pack, work):
        ash = as_user(client, cast.ash)
        one = count(ash, "/projects/")
        for number in range(2):
            other = make.project(f"Other {number}", team=cast.team)
            make.activity(people=[cast.rowan, cast.pat], project=other, team=cast.team, stage=Stage.IDEA)
        assert count(ash, "/projects/") == one

    def test_its_page_asks_as_much_for_one_entry_as_for_three(self, client, cast, as_user, pack, work, now):
        ash = as_user(client, cast.ash)
        make.opportunity(pack, people=[cast.rowan], asked_by=cast.ash)
        pack.stage_changes.create(stage=1, changed_on=pack.started_on, changed_by=cast.ash)
        one = count(ash, f"/projects/{pack.pk}/")
        for number in range(2):
            make.activity(people=[cast.rowan, cast.pat], project=pack, team=cast.team, stage=Stage.IDEA)
            make.opportunity(pack, people=[cast.rowan, cast.pat], asked_by=cast.jo)
            pack.stage_changes.create(stage=2 + number, changed_on=pack.started_on, changed_by=cast.jo)
        assert count(ash, f"/projects/{pack.pk}/") == one
