"""What stands between the bodies reaches agendas, homes and the dashboard; organisations do what they took on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.dashboards import questions_waiting
from meetings.actions import questions, rounds
from meetings.models import Action, AgendaItem, Question
from members.actions import network as organisations
from members.models import Organisation, Representative
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TODAY = timezone.localdate()
NOW = timezone.now()


@pytest.fixture
def board(cast):
    return cast.tal and make.body("Board of Trustees", "trustees")


@pytest.fixture
def ask(cast, board):
    """`ask(late=True)`: a question of the Advisory Group to the trustees."""

    def asking(words="Will the office stay?", *, late=False, **more):
        by = TODAY + timedelta(days=-3 if late else 30)
        more = {"from_body": cast.group, "to_body": board, "put_by": cast.rowan, **more}
        return Question.objects.create(words=words, put_at=NOW - timedelta(days=20), answer_by=by, **more)

    return asking


def words(response):
    return " ".join(response.content.decode().split())


# ---- the agenda --------------------------------------------------------------------------------------------------------
def test_one_press_puts_the_question_on_the_agenda_once_and_moves_it_with_the_next(cast, board, ask):
    question, jo = ask(), cast.actor("jo")
    first, second = (make.meeting("Board", days=days, body=board) for days in (9, 40))
    for _ in range(2):
        questions.put_on_agenda(question=question, meeting=first, actor=jo, now=NOW)
    [item] = AgendaItem.objects.filter(meeting=first)
    assert (item.source, item.came_from, item.title) == (f"question:{question.pk}", "question", "Will the office stay?")
    questions.put_on_agenda(question=question, meeting=second, actor=jo, now=NOW)
    assert list(AgendaItem.objects.values_list("meeting", flat=True)) == [second.pk]
    questions.take_back(question=question, because="", actor=jo, now=NOW)
    assert not AgendaItem.objects.exists()


def test_whoever_makes_the_agenda_is_offered_what_waits(client, cast, board, ask, as_user):
    question = ask()
    meeting = make.meeting("Board", days=9, body=board)
    as_user(client, cast.jo, "coordinator")
    address = f"/meetings/{meeting.pk}/agenda/plan/"
    page = client.get(address)
    assert "Questions that wait for this group" in words(page)
    press = {"meeting": meeting.pk, "next": address}
    page = words(client.post(f"/meetings/questions/{question.pk}/agenda/", press, follow=True))
    assert "Questions that wait for this group" not in page
    assert AgendaItem.objects.get(meeting=meeting).source == f"question:{question.pk}"


# ---- homes and the dashboard -------------------------------------------------------------------------------------------
def test_open_questions_stand_on_the_trustees_home_without_a_name(client, cast, ask, as_user):
    ask("Will the office stay?", owner=cast.tal)
    ask("May we see the plan?", late=True)
    ask("Done already?", outcome="answered", answer="Yes.", answered_at=NOW)
    as_user(client, cast.tal, "trustee")
    with CaptureQueriesContext(connection) as captured:
        page = words(client.get("/"))
    assert len(captured) <= MOST_QUERIES
    assert "Will the office stay?" in page
    assert page.index("May we see the plan?") < page.index("Will the office stay?")
    assert "Done already?" not in page
    assert (
        "<strong>2</strong> questions wait for an answer, <strong>1</strong> of them late. Answered so far: 1 of 3."
        in page
    )
    assert "Rowan" not in page
    assert "/dashboard/questions/" in words(client.get("/dashboard/"))  # which fetches them apart
    assert "<strong>2</strong> questions wait" in words(client.get("/dashboard/questions/"))


def test_the_management_board_does_not_read_the_trustees_questions(client, cast, ask, as_user):
    ask()
    page = words(as_user(client, cast.bo, "board").get("/"))
    assert "Will the office stay?" not in page


def test_the_management_board_reads_its_questions_beside_a_stop_that_waits(client, cast, ask, as_user):
    management = make.body("Management Board", "management_board")
    as_user(client, cast.bo, "board")
    assert "A decision waits" not in words(client.get("/"))
    make.stop(cast.robin.memberships.get(), by=cast.jo)
    assert "A decision waits for a second person" in words(client.get("/"))
    ask("Which team is next?", to_body=management)
    with CaptureQueriesContext(connection) as captured:
        page = words(client.get("/"))
    assert len(captured) <= MOST_QUERIES
    assert "A decision waits for a second person" in page
    assert "Which team is next?" in page
    assert "<strong>1</strong> question waits for an answer." in page


def test_counts_go_through_the_one_door_and_leave_out_what_was_taken_back(ask):
    ask()
    ask(taken_back_at=NOW)
    now = questions_waiting.protect(questions_waiting.waiting("trustees", day=TODAY)).now
    assert (now["open"].value, now["late"].value, now["answered"].of) == (1, 0, 1)


def test_monday_names_late_questions_and_those_nobody_sees_to(client, cast, ask, as_user):
    ask("Late one?", late=True, owner=cast.tal)
    ask("Nobody sees to it?")
    ask("All is well?", owner=cast.tal)
    as_user(client, cast.jo, "coordinator")
    with CaptureQueriesContext(connection) as captured:
        page = words(client.get("/"))
    assert len(captured) <= MOST_QUERIES
    assert "Late one?" in page
    assert "It was to be answered by" in page
    assert "Nobody sees to it?" in page
    assert "All is well?" not in page


def test_a_partners_home_holds_rounds_actions_and_the_library(client, cast, as_user):
    meeting = make.meeting("Network in May", days=12, people=[cast.kim], body=cast.network)
    make_action(cast, meeting, "Send the list of rooms")
    as_user(client, cast.kim, "partner")
    with CaptureQueriesContext(connection) as captured:
        page = words(client.get("/"))
    assert len(captured) <= MOST_QUERIES
    for said in ("Add to the round", "What we took on", "Send the list of rooms", "Good practice"):
        assert said in page


# ---- what organisations took on ----------------------------------------------------------------------------------------
def make_action(cast, meeting, text, *, organisation=None):
    return Action.objects.create(
        meeting=meeting, text=text, organisation=organisation or cast.organisation, noted_at=NOW
    )


def test_kim_says_the_own_organisation_has_done_it_and_no_other(client, cast, as_user):
    meeting = make.meeting("Network", days=-9, body=cast.network)
    mine = make_action(cast, meeting, "Rooms")
    other = make_action(cast, meeting, "Films", organisation=make.organisation("Elsewhere"))
    as_user(client, cast.kim, "partner")
    page = words(client.get("/meetings/network/"))
    assert page.count("We have done it") == 1
    client.post(f"/meetings/network/actions/{mine.pk}/done/")
    assert client.post(f"/meetings/network/actions/{other.pk}/done/").status_code == 404
    with pytest.raises(PermissionDenied):
        rounds.have_done(action=other, actor=cast.actor("kim"), now=NOW)
    assert list(Action.objects.open()) == [other]


# ---- organisations and who speaks for them -----------------------------------------------------------------------------
def test_a_successor_begins_on_a_day_and_nothing_of_the_one_before_is_lost(cast):
    kim, jo, day = cast.kim, cast.actor("jo"), TODAY - timedelta(days=30)
    named = {"organisation": cast.organisation, "part": "named", "actor": jo, "now": NOW}
    new = organisations.name_newcomer(name="Yasmin Cole", way="phone", address="01632 960 570", starts=day, **named)
    rows = Representative.objects.filter(organisation=cast.organisation).order_by("starts")
    assert [(row.person, row.ends) for row in rows] == [(kim, day - timedelta(days=1)), (new.person, None)]
    assert not new.person.grants.exists()
    assert new.person.channels.get().way == "phone"


def test_when_an_organisation_leaves_those_who_speak_for_it_end_and_its_past_stays(client, cast, as_user):
    cast.kim.grants.get()
    as_user(client, cast.jo, "coordinator")
    address = f"/members/organisations/{cast.organisation.pk}/"
    typed = {
        "name": "IMHN",
        "short_name": "",
        "sector": "statutory",
        "joined_on": "2022-03-17",
        "left_on": "2021-01-01",
    }
    assert "cannot leave before it joined" in words(client.post(f"{address}edit/", typed))
    typed["left_on"] = TODAY.isoformat()
    page = words(client.post(f"{address}edit/", typed, follow=True))
    assert "Left" in page
    organisation = Organisation.objects.get(pk=cast.organisation.pk)
    assert (organisation.sector, organisation.left_on) == ("statutory", TODAY)
    assert Representative.objects.get(person=cast.kim).ends == TODAY


def test_jo_is_warned_of_a_sign_in_that_outlived_its_reason(client, cast, as_user):
    assert cast.kim
    Representative.objects.update(ends=TODAY - timedelta(days=5))
    page = words(as_user(client, cast.jo, "coordinator").get(f"/members/organisations/{cast.organisation.pk}/"))
    assert "Somebody still has a partner’s sign-in" in page


def test_nobody_speaks_for_an_organisation_before_it_joined(cast):
    Organisation.objects.filter(pk=cast.organisation.pk).update(joined_on=TODAY)
    cast.organisation.refresh_from_db()
    named = {"organisation": cast.organisation, "person": cast.robin, "part": "deputy", "actor": cast.actor("jo")}
    with pytest.raises(Refused, match="joined later"):
        organisations.name_representative(starts=TODAY - timedelta(days=1), now=NOW, **named)


def test_staff_read_on_their_home_what_their_team_is_asked(client, cast, ask, as_user):
    ask("What stands on page one?", to_body=None, to_team=cast.team)
    ask("And what in the garden?", to_body=None, to_team=cast.other_team)
    as_user(client, cast.ash, "staff")
    with CaptureQueriesContext(connection) as captured:
        page = words(client.get("/"))
    assert len(captured) <= MOST_QUERIES
    assert "What stands on page one?" in page
    assert "And what in the garden?" not in page
