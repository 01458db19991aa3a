"""What a page says before letters leave, of how each goes, is how the sender then takes it."""

import pytest

from meetings import previews
from members.models import Channel, ContactTask, Letter, Mailing, PostWishes
from members.models.channel import Purpose
from members.post import clock
from members.queries import mailings, reaching
from projects import emails
from projects.queries import who_would_be_asked
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def joel(cast, now):
    """His email comes back; we also know his number."""
    joel = make.person("Joel Adeyemi", email="joel@example.org", phone="01632 960 170", role="member")
    Channel.objects.filter(person=joel, way="email").update(not_arriving_since=now)
    return joel


@pytest.fixture
def lou(now):
    """An email that comes back is all we know."""
    lou = make.person("Lou Ash", email="lou@example.org", role="member")
    Channel.objects.filter(person=lou).update(not_arriving_since=now)
    return lou


def test_whose_email_comes_back_is_counted_where_they_are_rung(cast, joel, lou, now):
    rows = {row.person: row for row in who_would_be_asked([joel, lou, cast.rowan], now=now)}
    assert (rows[joel].way, rows[joel].left_out) == ("Telephone", "")
    assert rows[cast.rowan].way == "Email"
    assert rows[lou].left_out.startswith("Their email comes back")
    letter = Mailing(purpose="news", audience=[], picked=[joel.pk, lou.pk, cast.rowan.pk])
    reach = mailings.reach_of(letter, day=now.date())
    assert dict(reach.by_way) == {"by email": [cast.rowan], "by telephone: somebody rings": [joel]}
    assert [person for person, _ in reach.left_out] == [lou]


def test_a_wish_for_this_sort_of_letter_comes_before_the_preferred_way(cast, now):
    kit = make.person("Kit Vale", email="kit@example.org", phone="01632 960 171", role="member")
    PostWishes.objects.create(person=kit, invitations="phone")
    (row,) = who_would_be_asked([kit], now=now)
    assert row.way == "Telephone"
    assert reaching.ways([kit.pk], purpose=Purpose.NEWS)[kit.pk].way == "email"


def test_the_page_and_the_sender_say_the_same_way(cast, joel, welcoming, now):
    kit = make.person("Kit Vale", email="kit@example.org", phone="01632 960 171", role="member")
    PostWishes.objects.create(person=kit, invitations="phone")
    ola = make.person("Ola Brandt", phone="01632 960 172", email="ola@example.org", role="member")
    Channel.objects.create(person=ola, way="post", purpose="invitations", rank=2, address="1 High Street")
    people = [joel, kit, ola, cast.rowan, cast.sam, cast.pat]
    said = reaching.ways([each.pk for each in people], purpose=Purpose.INVITATIONS)
    work = make.opportunity(welcoming, people=people)
    emails.note_invitations(list(work.invitations.all()), now=now)
    clock.tick(now=now)
    rung = dict(ContactTask.objects.values_list("person", "way"))
    sent = dict(Letter.objects.filter(state="sent").values_list("person", "way"))
    assert {each.pk: rung.get(each.pk) or sent.get(each.pk) for each in people} == {
        pk: reached.way for pk, reached in said.items()
    }


def test_before_a_meeting_is_published_nobody_counts_by_an_email_that_comes_back(cast, joel, lou, now):
    meeting = make.meeting("Network", days=9, people=[joel, lou, cast.rowan], state="draft", team=cast.team)
    meeting.refresh_from_db()
    preview = previews.before_publishing(meeting, actor=cast.actor("jo"), now=now)
    assert dict(preview.by_way) == {"by email": [cast.rowan], "by telephone: somebody rings": [joel]}
    assert [person for person, _ in preview.blocked] == [lou]
