"""The cast is what it says it is."""

from members.models import Person
from tests import factories as make


def test_everybody_in_the_cast_can_be_made_and_has_the_role_they_are_known_for(cast):
    roles = {
        "rowan": "member", "sam": "member", "pat": "member", "robin": "member", "jo": "coordinator", "ash": "staff",
        "uma": "staff", "tal": "trustee", "kim": "partner", "bo": "board", "fin": "finance", "saf": "safeguarding",
        "tec": "technical",
    }  # fmt: skip
    assert {name: cast.actor(name).role.value for name in roles} == roles
    assert Person.objects.count() == len(roles)


def test_tal_is_a_trustee_and_a_member(cast):
    assert cast.actor("tal", "member").role == "member"
    assert {g.role for g in cast.tal.grants.all()} == {"trustee", "member"}


def test_sam_has_a_telephone_and_no_email(cast):
    assert [c.way for c in cast.sam.channels.all()] == ["phone"]
    assert not cast.sam.emailaddress_set.exists()


def test_the_cast_has_meetings_projects_and_pieces_of_work_to_take_part_in(cast):
    meeting = make.meeting(people=[cast.rowan, cast.sam])
    make.rsvp(meeting, cast.pat, answer="yes")
    make.attendance(meeting, cast.rowan)
    make.activity(people=[cast.rowan], project=make.project())
    make.opportunity(people=[cast.sam])
    assert meeting.rsvps.count() == 3
    assert cast.rowan.participations.count() == 1
    assert cast.sam.work_invitations.count() == 1
