"""How many come: single numbers for whoever may see answers, never few for a member, none for those who read the figures."""

import pytest
import time_machine
from django.urls import reverse

from meetings.models import Rsvp
from tests import factories as make
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, thing):
    return reverse(f"meetings:{name}", args=[thing.pk])


def says_yes(people):
    for person in people:
        Rsvp.objects.filter(person=person).update(answer="yes", mode="room", queue_no=person.pk, place_no=person.pk)


def test_a_member_reads_how_many_come_but_no_number_that_could_say_who(client, cast, plan, as_user):
    """Answers by way of coming, refusals and silences are a few people each."""
    people = [make.person(f"Guest {number}") for number in range(7)]
    meeting = plan(people=[cast.rowan, *people], publish=True)
    rowan = as_user(client, cast.rowan, "member")
    assert "Nobody has said yes yet." in rowan.get(url("meeting", meeting)).content.decode()
    says_yes(people[:2])
    Rsvp.objects.filter(person=people[6]).update(answer="no")
    few = rowan.get(url("meeting", meeting))
    assert "Fewer than 5 people have said yes so far." in few.content.decode()
    assert "Can't come" not in few.content.decode()
    assert "answers" not in few.context
    says_yes(people[2:6])
    assert "6 people are coming." in rowan.get(url("meeting", meeting)).content.decode()


@pytest.mark.parametrize("role", ["trustee", "board"])
def test_who_reads_the_figures_reads_no_number_of_one_meeting(client, cast, plan, as_user, role):
    """Six yes beside "not shown, of 8 asked" of the only meeting of a part would say how many did not come."""
    people = [make.person(f"Guest {number}") for number in range(7)]
    reader = cast.tal if role == "trustee" else cast.bo
    meeting = plan(people=[reader, *people], publish=True)
    page = as_user(client, reader, role).get(url("meeting", meeting))
    said = [page.content]
    for more in (people[:2], people[2:6]):
        says_yes(more)
        said.append(client.get(url("meeting", meeting)).content)
    assert "not shown to those who read the charity’s figures" in said[0].decode()
    assert not any(words in each.decode() for each in said for words in ("are coming", "said yes", "Fewer than"))
    assert page.context["coming"] is None
