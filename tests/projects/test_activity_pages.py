"""Activities as each role sees them, and one's own."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.actions import logging
from projects.models import Activity, QualityTask, Stage
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


class TestActivities:
    def test_ash_sees_who_took_part_and_what_was_kept(self, client, cast, as_user, work, now):
        logging.edit(activity=work, title="Looked over page two", actor=cast.actor("ash"), now=now, why="Clearer")
        page = text(as_user(client, cast.ash).get(f"/projects/activities/{work.pk}/"))
        assert "Sam Okafor" in page
        assert "1 hour" in page
        assert "title: Looked over the words → Looked over page two. Why: Clearer" in page

    def test_a_member_sees_their_own_part_and_nobody_elses(self, client, cast, as_user, work):
        page = text(as_user(client, cast.rowan).get(f"/projects/activities/{work.pk}/"))
        assert "Rowan Ashdown" in page
        assert "Sam" not in page.replace("Same Table", "").replace("Samaritans", "").replace("same", "")
        assert "page two hard" not in page

    @pytest.mark.parametrize("who", ["uma", "robin", "tal", "kim"])
    def test_for_strangers_it_does_not_exist(self, client, cast, as_user, work, who):
        as_user(client, getattr(cast, who))
        assert client.get(f"/projects/activities/{work.pk}/").status_code == 404
        assert client.get(f"/projects/activities/{work.pk}/edit/").status_code == 404
        assert client.post(f"/projects/activities/{work.pk}/take-back/").status_code == 404

    def test_a_member_who_was_there_cannot_change_it(self, client, cast, as_user, work):
        rowan = as_user(client, cast.rowan)
        assert rowan.get(f"/projects/activities/{work.pk}/edit/").status_code == 403
        assert rowan.post(f"/projects/activities/{work.pk}/take-back/").status_code == 403

    def form(self, work, **changes):
        """What the edit page would send with nothing changed."""
        fields = {
            "title": work.title,
            "kind": work.kind_id,
            "level": work.level,
            "project": work.project_id or "",
            "stage": work.stage or "",
            "team": work.team_id,
            "started_on": work.started_on.isoformat(),
            "ended_on": work.ended_on.isoformat(),
            "minutes": "1",
            "summary": work.summary,
            "people": [],
        }
        for part in work.participations.all():
            key = f"p{part.person_id}"
            fields["people"].append(part.person_id)
            fields |= {f"{key}-seen": "1", f"{key}-hats": part.hats, f"{key}-contact": part.contact_minutes}
        return fields | changes

    def test_completing_it(self, client, cast, as_user, work):
        ash = as_user(client, cast.ash)
        rowan, sam = f"p{cast.rowan.pk}", f"p{cast.sam.pk}"
        changes = {
            f"{rowan}-hats": ["advisory_member", "speaker"],
            f"{rowan}-prep": "0",
            f"{sam}-travel": "45",
            "mode": "own_pace",
            "method": "written",
            "started_on": (work.ended_on - timedelta(days=6)).isoformat(),
            "stage": "1",
        }
        assert ash.post(f"/projects/activities/{work.pk}/edit/", self.form(work, **changes)).status_code == 302
        page = text(ash.get(f"/projects/activities/{work.pk}/"))
        assert "Advisory Group member, Speaker" in page
        assert "At their own pace" in page
        work.refresh_from_db()
        assert (work.ended_on - work.started_on).days == 6
        given = {p.person_id: (p.prep_minutes, p.travel_minutes) for p in work.participations.all()}
        assert given == {cast.rowan.pk: (0, None), cast.sam.pk: (None, 45)}

    def test_somebody_added_while_typing_has_their_usual_hat(self, client, cast, as_user, work):
        form = self.form(work)
        form["people"].append(cast.pat.pk)
        as_user(client, cast.ash).post(f"/projects/activities/{work.pk}/edit/", form)
        part = work.participations.get(person=cast.pat)
        assert (part.hats, part.contact_minutes) == (["advisory_member"], 60)

    def test_adding_without_javascript_keeps_what_was_typed(self, client, cast, as_user, work):
        form = self.form(work, title="A new title", add=str(cast.pat.pk))
        page = as_user(client, cast.ash).post(f"/projects/activities/{work.pk}/edit/", form).content.decode()
        assert 'value="A new title"' in page
        assert f'name="p{cast.pat.pk}-seen"' in page
        assert work.participations.count() == 2

    def test_taking_somebody_off_and_saving(self, client, cast, as_user, work):
        form = self.form(work)
        form["people"].remove(cast.sam.pk)
        as_user(client, cast.ash).post(f"/projects/activities/{work.pk}/edit/", form)
        assert [p.person for p in work.participations.all()] == [cast.rowan]

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("-hats", [], "Please say as what they took part."),
            ("-prep", "-5", "The minutes cannot be below nought."),
            ("-travel", "half an hour", "Please write whole minutes, such as 45."),
            ("-contact", "5000", "That is more than a day."),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_person(self, client, cast, as_user, work, field, value, words):
        form = self.form(work, title="A new title", **{f"p{cast.sam.pk}{field}": value})
        answer = as_user(client, cast.ash).post(f"/projects/activities/{work.pk}/edit/", form)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        box = re.search(rf'<(?:input|div)[^>]*aria-describedby="([^"]*{field[1:]}_error)"', page)
        assert box, "what is wrong is read out with its box"
        assert words in page.partition(f'id="{box[1]}"')[2].partition("</div>")[0]
        assert 'value="A new title"' in answer.content.decode()
        work.refresh_from_db()
        assert work.title == "Looked over the words"

    def test_a_level_can_be_put_right(self, client, cast, as_user, work):
        as_user(client, cast.ash).post(f"/projects/activities/{work.pk}/edit/", self.form(work, level="strategic"))
        work.refresh_from_db()
        assert work.level == "strategic"

    def test_what_was_logged_in_a_hurry_waits_until_it_is_complete(self, client, cast, as_user, work):
        Activity.objects.filter(pk=work.pk).update(needs_detail=True, stage=None)
        ash = as_user(client, cast.ash)
        assert "Looked over the words" in text(ash.get("/projects/activities/to-complete/"))
        assert "How far along it was." in text(ash.get(f"/projects/activities/{work.pk}/"))
        work.refresh_from_db()
        ash.post(f"/projects/activities/{work.pk}/edit/", self.form(work, complete="on"))
        assert "Nothing to complete" in text(ash.get("/projects/activities/to-complete/"))

    def test_a_question_about_the_log_is_looked_at_once(self, client, cast, as_user, work, now):
        task = QualityTask.objects.create(activity=work, what="Which is right?", noted_at=now)
        ash = as_user(client, cast.ash)
        assert "Which is right?" in text(ash.get(f"/projects/activities/{work.pk}/"))
        ash.post(f"/projects/questions/{task.pk}/done/")
        assert "Which is right?" not in text(ash.get(f"/projects/activities/{work.pk}/"))

    @pytest.mark.parametrize("address", ["/projects/activities/{}/", "/projects/activities/{}/edit/"])
    def test_a_page_asks_as_much_for_one_person_as_for_three(self, client, cast, as_user, work, address):
        ash = as_user(client, cast.ash)
        work.participations.filter(person=cast.sam).delete()
        one = count(ash, address.format(work.pk))
        for person in (cast.pat, cast.robin):
            make.participation(work, person)
        assert count(ash, address.format(work.pk)) == one


class TestMyInvolvement:
    def test_rowan_sees_what_rowan_gave(self, client, cast, as_user, work):
        make.activity("Taken back", people=[cast.rowan], state="removed")
        page = text(as_user(client, cast.rowan).get("/projects/my-involvement/"))
        assert "You took part in 1 thing and gave 1 hour. Thank you." in page
        assert "Looked over the words" in page
        assert "Taken back" not in page

    def test_somebody_new_reads_what_will_stand_here(self, client, cast, as_user):
        assert "Nothing is logged yet" in text(as_user(client, cast.rowan).get("/projects/my-involvement/"))
