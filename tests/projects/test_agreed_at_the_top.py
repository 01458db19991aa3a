"""Trustees and Board read no number of few people with lived experience, and none from which one could be had."""

import pytest

from projects.actions import objecting, texts
from projects.models import Decision
from projects.queries.result import shown
from tests import factories as make
from tests.projects.agreed import FIRST, ask, standing, take, words

pytestmark = pytest.mark.django_db


def card(page, name):
    """The words of one card, up to the next."""
    return page.partition(f'id="{name}"')[2].partition("<h2")[2].partition("<h2")[0]


@pytest.mark.parametrize(("who", "role"), [("tal", "trustee"), ("bo", "board")])
def test_the_counts_of_all_less_the_lines_are_not_those_of_few(cast, put_to_all, same, client, as_user, who, role):
    decision = put_to_all
    Decision.objects.update(private_first=False)
    decision.voices.filter(person=cast.rowan).update(is_beside=False)  # Rowan is counted with the two organisations
    take(decision, cast.rowan, "concern", same, words="Please print it in large letters")
    take(decision, cast.organisation, "no_objection", same)
    page = words(as_user(client, getattr(cast, who), role).get(f"/projects/decisions/{decision.pk}/"))
    told = card(page, "standing")
    assert "so they are not shown" in told
    assert "<strong>" not in told
    assert "have answered" not in told
    assert "percent" not in told
    assert str(cast.organisation) in card(page, "voices"), "organisations stay readable"
    for_staff = words(as_user(client, cast.jo, "coordinator").get(f"/projects/decisions/{decision.pk}/"))
    assert "<strong>1</strong>" in card(for_staff, "standing")
    Decision.objects.update(private_first=True)
    assert "have answered" not in card(
        words(as_user(client, getattr(cast, who), role).get(f"/projects/decisions/{decision.pk}/")), "standing"
    )


def test_who_is_beside_an_organisation_is_in_no_count_of_all(cast, put_to_all, same):
    Decision.objects.update(private_first=False)
    take(put_to_all, cast.rowan, "concern", same)
    told = shown(standing(put_to_all), cast.actor("tal", "trustee"))
    assert (told.counts_all, told.counts_lived) == (True, False)


@pytest.fixture
def many(cast, same, text):
    """So many people of the Advisory Group, each of whom says what is given."""

    def asked(said):
        people = [make.person(f"Guest {number}", has_lived_experience=True) for number in range(len(said))]
        for person in people:
            make.grant(person, "member")
            make.seat(person, cast.group)
        other = texts.begin(title="How we meet", about="", body=cast.group, **same)
        texts.write(agreement=other, clauses=FIRST, **same)
        decision = ask(other, same, quorum=1, bodies=[cast.group], private_first=False)
        decision.voices.exclude(person__in=people).delete()
        for person, option in zip(people, said, strict=True):
            if option:
                take(decision, person, option, same, words="Because" if option != "no_objection" else "")
        return decision, people

    return asked


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["no_objection"] * 6 + ["concern"] * 6, True),
        (["no_objection"] * 5 + ["concern"] * 4, False),  # nine
        (["no_objection"] * 9 + ["concern"] * 2, False),  # a cell of two
        (["no_objection"] * 10 + [""] * 3, False),  # three who are silent
        (["no_objection"] * 7 + [""] * 5, True),
        (["no_objection"] * 12, False),  # all of one mind
    ],
)
def test_their_own_counts_stand_where_they_are_many_and_none_is_of_few(cast, many, said, told):
    decision, _ = many(said)
    found = shown(standing(decision), cast.actor("tal", "trustee"))
    assert found.counts_lived is told
    assert not found.counts_all
    assert not [line for line in found.lines if line.lived], "lines are counts as well"
    assert shown(standing(decision), cast.actor("ash")).counts_lived


def test_who_let_an_objection_go_is_not_what_two_pages_leave(cast, many, same):
    decision, people = many(["no_objection"] * 6 + ["objection"] * 6)
    assert shown(standing(decision), cast.actor("tal", "trustee")).counts_lived
    objection = decision.voices.get(person=people[-1]).objections.get()
    objecting.withdraw(objection=objection, came_by="phone", **same)
    assert not shown(standing(decision), cast.actor("tal", "trustee")).counts_lived
