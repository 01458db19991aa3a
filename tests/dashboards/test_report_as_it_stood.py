"""A report says nothing that had not happened yet: states as they stood, whenever somebody counts it with that day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coproduction.dashboards import report_figures, report_not_done
from coproduction.dashboards.models import PublishedEquality
from coproduction.dashboards.periods import period
from meetings.models import Pulse
from projects.models import Agreement, AgreementStep, Rating, Side, TextStep
from projects.queries.ladder import ladders
from tests import factories as make
from tests.dashboards.reporting import IN_JULY, OCTOBER, PERIOD, summer
from tests.factories.plans import plan as a_plan
from tests.factories.plans import plan_goal

pytestmark = pytest.mark.django_db
TODAY = OCTOBER.date()
AFTER_THE_PERIOD = datetime(2026, 10, 2, 9, tzinfo=UTC)  # and before it is counted
LATER = datetime(2026, 10, 28, 9, tzinfo=UTC)


def counted(slug=PERIOD, *, annual=False):
    return report_figures.counted(period(slug, today=TODAY), annual=annual, now=OCTOBER)


def tile(metric, slug=PERIOD):
    return report_figures.read(counted(slug)).tiles[metric]


@pytest.fixture
def text(cast):
    """The Network's text began on 3 July and was open for comments in August."""
    made = Agreement.objects.create(
        title="Our definition", body=cast.network, step=TextStep.COMMENT, started_on=date(2026, 7, 3)
    )
    for step, month in ((TextStep.PHRASES, 7), (TextStep.COMMENT, 8)):
        AgreementStep.objects.create(agreement=made, step=step, moved_at=datetime(2026, month, 3, 9, tzinfo=UTC))
    return made


@pytest.mark.parametrize("moved_at", [AFTER_THE_PERIOD, LATER])
def test_a_text_stands_at_the_step_of_the_periods_last_day(text, moved_at):
    AgreementStep.objects.create(agreement=text, step=TextStep.TEST, moved_at=moved_at)
    Agreement.objects.update(step=TextStep.TEST)
    said = tile("MET-25").sentence
    assert "Its text “Our definition” was at the step “Open for comments”, 4 of 10, on 30 September 2026." in said
    assert "Testing agreement" not in said


def test_a_text_that_began_after_the_period_is_not_in_its_report(text):
    assert "Our definition" not in tile("MET-25", "2025-26").sentence


def test_a_text_moved_in_the_last_hour_of_the_last_day_stands_there(text):
    AgreementStep.objects.create(
        agreement=text, step=TextStep.AMEND, moved_at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    )
    assert "“Changing the draft”, 5 of 10" in tile("MET-25").sentence


def _text_moves_on(cast, there):
    AgreementStep.objects.create(agreement=there["text"], step=TextStep.TEST, moved_at=LATER)
    Agreement.objects.update(step=TextStep.TEST)


def _another_text_begins(cast, there):
    Agreement.objects.create(title="Another", body=cast.network, started_on=LATER.date())


def _goal_is_done(cast, there):
    goal = there["goal"]
    goal.state, goal.ended_on = "done", LATER.date()
    goal.save()


def _ladder_is_scored(cast, there):
    step = there["step"]
    Rating.objects.create(activity=there["unrated"], side=Side.STAFF, step=step, noted_at=LATER)
    for person in there["people"]:
        Rating.objects.create(activity=there["rated"], side=Side.MEMBER, person=person, step=step, noted_at=LATER)


def _answer_is_turned_round(cast, there):
    there["no"].responses.create(answer="accepted", decided_by="The team", decided_on=LATER.date(), noted_at=LATER)


def _something_is_different(cast, there):
    there["yes"].changes.create(
        what="It is larger", evidence="We looked", changed_on=LATER.date(), noted_at=LATER
    )  # fmt: skip


def _everybody_is_told(cast, there):
    there["no"].closed_at = LATER
    there["no"].save()


def _what_was_said_is_answered(cast, there):
    there["silent"].responses.create(
        answer="cannot", reason="There is no money.", decided_by="The team", decided_on=LATER.date(), noted_at=LATER
    )  # fmt: skip


def _the_loop_of_what_nobody_answered_is_closed(cast, there):
    there["silent"].closed_at = LATER
    there["silent"].save()


def _all_who_waited_are_told(cast, there):
    said = there["no"]
    for person in there["people"][:2]:
        said.tellings.create(
            person=person, kind="not_done", response=said.responses.get(), noted_at=AFTER_THE_PERIOD, told_at=LATER
        )  # fmt: skip


def _what_was_said_in_the_summer_is_typed_in(cast, there):
    make.contribution(there["silent"].project, people=there["people"][:1], said_on=IN_JULY, noted_at=LATER)


def _box_is_closed(cast, there):
    there["pulse"].closed_at = LATER
    there["pulse"].save()


def _equality_is_published(cast, there):
    PublishedEquality.objects.create(published_on=LATER.date(), tables=[])


WHAT_CAME_LATER = [
    _text_moves_on, _another_text_begins, _goal_is_done, _ladder_is_scored, _answer_is_turned_round, _something_is_different,
    _everybody_is_told, _what_was_said_is_answered, _the_loop_of_what_nobody_answered_is_closed,
    _all_who_waited_are_told, _what_was_said_in_the_summer_is_typed_in,
    _box_is_closed, _equality_is_published,
]  # fmt: skip


@pytest.fixture
def there(cast, text):
    """A July to September with something in every state."""
    project = summer(cast)
    people = [make.person(f"Later Guest{number}", has_lived_experience=True) for number in range(6)]
    rated, unrated = (make.activity(project=project, people=people, ended_on=IN_JULY, stage=1) for _ in range(2))
    step = ladders()[0].items.first()
    Rating.objects.create(activity=rated, side=Side.STAFF, step=step, noted_at=AFTER_THE_PERIOD)
    said = {"silent": make.contribution(project, people=people[:1], said_on=IN_JULY)}
    for name, answer in (("no", "cannot"), ("yes", "accepted")):
        said[name] = make.contribution(
            project, people=people[:2], said_on=IN_JULY, reply_by=IN_JULY + timedelta(days=28), answer=answer,
        )  # fmt: skip
        said[name].responses.update(decided_on=date(2026, 8, 3))
    meeting = make.meeting("Summer", body=cast.group, people=people, starts_at=datetime(2026, 7, 9, 10, tzinfo=UTC))
    pulse = Pulse.objects.create(meeting=meeting, opened_at=meeting.ends_at, closes_on=IN_JULY + timedelta(days=7))
    goal = plan_goal(
        a_plan(starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31)), staff=cast.ash, due_on=date(2026, 12, 1)
    )
    return {
        **said, "text": text, "people": people, "rated": rated, "unrated": unrated, "step": step, "pulse": pulse, "goal": goal,
    }  # fmt: skip


@pytest.mark.parametrize("annual", [False, True])
@pytest.mark.parametrize("later", WHAT_CAME_LATER, ids=lambda each: each.__name__.strip("_"))
def test_what_came_after_the_day_of_counting_changes_nothing_that_a_report_of_that_day_says(cast, there, later, annual):
    before = counted(annual=annual)
    later(cast, there)
    assert counted(annual=annual) == before


def test_what_was_said_and_answered_then_and_typed_in_later_leaves_nobody_waiting_in_it(cast, there):
    span = period(PERIOD, today=TODAY).live
    before = report_not_done.of_year(span, day=TODAY)
    said = make.contribution(
        there["silent"].project, people=there["people"][2:5], said_on=IN_JULY, noted_at=LATER, answer="already"
    )  # fmt: skip
    said.responses.update(decided_on=date(2026, 7, 20), noted_at=LATER)
    assert report_not_done.of_year(span, day=TODAY) == before
    said.noted_at = AFTER_THE_PERIOD
    said.save()
    assert report_not_done.of_year(span, day=TODAY)["waits"] == before["waits"] + 1
