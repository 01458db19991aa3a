"""What was decided, as trustees read it: no name, no chair, nobody's reasons, and no number that says who."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from projects.actions import deciding, objecting
from projects.models import Decision, LivedExperience
from tests import factories as make
from tests.dashboards.reading import words
from tests.projects.agreed import ask, put_to_all, same, take, text  # noqa: F401 — fixtures

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/decisions/"
NO = {"outcome": "not_agreed", "outcome_words": "We mean the same now.", "lived_experience": "decided", "stage": 2}


@pytest.fixture
def now(db):
    return timezone.now()


def noted(cast, question, part, **more):
    return Decision.objects.create(
        question=question, way="noted", body=cast.group, outcome="agreed", decided_on=date(2026, 5, 4), outcome_words=question,
        lived_experience=part, noted_at=timezone.now(), **more,
    )  # fmt: skip


def test_an_empty_charity_says_what_will_stand_there(trustee):
    assert "What the charity’s groups decide will stand here" in words(trustee.get(PAGE))
    assert "No decision of this sort" in words(trustee.get(f"{PAGE}?show=without"))


def test_with_and_without_lived_experience_and_what_became_of_it(trustee, cast):
    project = make.project("Tea room")
    noted(cast, "We buy a kettle", LivedExperience.NONE, review_on=date(2020, 1, 6), project=project)
    noted(
        cast, "We paint the door", LivedExperience.ASKED, stage=2, review_on=timezone.localdate() + timedelta(days=40)
    )
    page = words(trustee.get(PAGE))
    assert "in 1 of 2 of which it is written down" in page
    assert "People with lived experience were asked before it was decided, from “Planning” on." in page
    assert "The project “Tea room” still runs. It was to be looked at again on" in page
    assert "It will be looked at again on" in page
    with_them = words(trustee.get(f"{PAGE}?show=with"))
    assert "paint the door" in with_them
    assert "kettle" not in with_them
    assert "kettle" in words(trustee.get(f"{PAGE}?show=without"))


@pytest.mark.parametrize("odd", ["show=%00", "show=🙂", "show=with&show=without", "page=99", "page=-1", "page=abc"])
def test_a_hand_made_address_shows_no_more(trustee, cast, odd):
    noted(cast, "We buy a kettle", LivedExperience.NONE)
    assert trustee.get(f"{PAGE}?{odd}").status_code == 200


def test_what_is_still_asked_stands_elsewhere(trustee, put_to_all):  # noqa: F811
    assert put_to_all.question not in words(trustee.get(PAGE))


def test_where_lived_experience_stood_is_no_number_where_it_is_few_and_no_reason_is_read(
    trustee, cast, put_to_all, same  # noqa: F811
):  # fmt: skip
    Decision.objects.update(private_first=False)
    take(put_to_all, cast.organisation, "no_objection", same)
    take(put_to_all, cast.rowan, "objection", same, words="My nights are worse when it is loud")
    objection = put_to_all.voices.get(person=cast.rowan).objections.get()
    objecting.answer_objection(objection=objection, state="not", answer="Quiet hours cost too much", **same)
    deciding.decide(decision=Decision.objects.get(), **NO, **same)
    page = words(trustee.get(PAGE))
    assert "We mean the same now." in page
    assert "numbers would say who said what" in page
    assert "Some objections; each has an answer." in page
    assert "1 objection" not in page, "a number would be the one that the table hides"
    for trace in ("My nights", "Rowan", "Quiet hours", str(cast.organisation)):
        assert trace not in page, trace


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (["no_objection"] * 6 + ["objection"] * 6, "Stood behind it: 6"),
        (["no_objection"] * 9 + ["objection"] * 2, "numbers would say who said what"),
        (["no_objection"] * 12, "numbers would say who said what"),
    ],
)
def test_of_many_people_the_sides_go_through_the_one_door(trustee, cast, text, same, said, shown):  # noqa: F811
    Decision.objects.all().delete()
    people = [make.person(f"Guest {number}", has_lived_experience=True) for number in range(len(said))]
    for person in people:
        make.grant(person, "member")
        make.seat(person, cast.group)
    decision = ask(text, same, quorum=1, bodies=[cast.group], private_first=False)
    asked = [voice.person for voice in decision.voices.select_related("person") if voice.person in people]
    assert len(asked) == len(said)
    for person, option in zip(asked, said, strict=True):
        take(decision, person, option, same, words="Because I know it" if option == "objection" else "")
    decision.voices.exclude(person__in=people).delete()
    Decision.objects.update(outcome="agreed", decided_on=date(2026, 5, 4), lived_experience="decided")
    page = words(trustee.get(PAGE))
    assert shown in page
    assert "Because I know it" not in page
    assert "Guest" not in page


def test_more_decisions_ask_no_more_questions(trustee, cast, django_assert_max_num_queries):
    for number in range(12):
        noted(cast, f"Number {number}", LivedExperience.NONE)
    with django_assert_max_num_queries(16):
        trustee.get(PAGE)
