"""The addresses of questions between bodies, of the Network's meetings, and of other groups, in the matrix of access."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Action, GroupInvitation, GroupVisit, Meeting, OtherGroup, Practice, Question
from tests import factories as make


def rows(*, only, BUTTON):
    """For tests/access_matrix.py, in its own words."""
    bodies, network, keepers = only("CSMTB"), only("CP"), only("CS")
    desk = only("C")
    return {
        # a question of the Advisory Group to the trustees: the Management Board has no part in it
        "meetings:questions": (bodies, bodies),
        "meetings:question_new": (only("CSMT", missing="B"), only("CSMT", missing="B")),  # no such body meets here
        "meetings:question": (only("CSMT", missing="B"), only("CSMT", missing="B")),
        "meetings:question_correct": (only("CT", missing="BPGFX"), only("CT", missing="BPGFX")),
        "meetings:question_owner": (BUTTON, only("CT", missing="BPGFX")),
        "meetings:question_agenda": (BUTTON, only("", missing="CSMTB")),  # of a meeting that is not there
        "meetings:question_take_back": (BUTTON, only("CSMT", missing="B")),
        "meetings:between_us": (bodies, bodies),
        # the Network
        "meetings:network": (network, network),
        "meetings:network_came": (network, network),
        "meetings:network_rounds": (network, network),
        "meetings:network_turns": (BUTTON, desk),
        "meetings:network_came_for": (BUTTON, desk),
        "meetings:network_action_done": (BUTTON, network),
        "meetings:practices": (network, network),
        "meetings:practice_new": (network, network),
        "meetings:practice": (network, network),
        "meetings:practice_edit": (network, network),
        "meetings:practice_away": (BUTTON, network),
        "meetings:practice_file": (only("", missing="CP"), only("", missing="CP")),  # it has none
        "members:organisation_edit": (desk, desk),
        # other groups of people with lived experience
        "meetings:groups": (bodies, bodies),
        "meetings:groups_year": (bodies, bodies),
        "meetings:group": (bodies, bodies),
        "meetings:group_new": (keepers, keepers),
        "meetings:group_edit": (keepers, keepers),
        "meetings:group_touch": (BUTTON, keepers),
        "meetings:visit_new": (keepers, keepers),
        "meetings:visit_away": (BUTTON, keepers),
        "meetings:group_invite": (keepers, keepers),
        "meetings:group_said": (BUTTON, keepers),
    }


def _question(things):
    now = timezone.now()
    sides = {"from_body": make.body(), "to_body": make.body("Board of Trustees", "trustees")}
    more = {"put_at": now, "answer_by": now.date() + timedelta(days=30)}
    return [Question.objects.get_or_create(words="May we see the plan?", **sides, defaults=more)[0].pk]


def _network_meeting(things):
    network = make.body("Co-Production Network", "network")
    meeting = Meeting.objects.filter(body=network).first()
    return [(meeting or make.meeting("Network", body=network)).pk]


def _action(things):
    [meeting] = _network_meeting(things)
    more = {"organisation": things.organisation, "noted_at": timezone.now()}
    return [Action.objects.get_or_create(meeting_id=meeting, text="A list of rooms", **more)[0].pk]


def _practice(things):
    more = {"what": "It worked.", "added_at": timezone.now()}
    return [Practice.objects.get_or_create(title="Two chairs", organisation=things.organisation, defaults=more)[0].pk]


def _group():
    return OtherGroup.objects.get_or_create(name="Riverside Voices")[0]


def _visit(things):
    return [GroupVisit.objects.get_or_create(group=_group(), on_day=timezone.localdate())[0].pk]


def _invitation(things):
    day = timezone.localdate()
    return [GroupInvitation.objects.get_or_create(group=_group(), what="Open day", on_day=day)[0].pk]


ABOUT = {
    **dict.fromkeys(
        (
            f"meetings:{n}"
            for n in ("question", "question_correct", "question_owner", "question_agenda", "question_take_back")
        ),
        _question,
    ),
    **dict.fromkeys(
        (f"meetings:{n}" for n in ("network_rounds", "network_turns", "network_came_for")), _network_meeting
    ),
    **dict.fromkeys(
        (f"meetings:{n}" for n in ("practice", "practice_edit", "practice_away", "practice_file")), _practice
    ),
    **dict.fromkeys(
        (f"meetings:{n}" for n in ("group", "group_edit", "group_touch", "visit_new", "group_invite")),
        lambda things: [_group().pk],
    ),
    "meetings:network_action_done": _action,
    "members:organisation_edit": lambda things: [things.organisation.pk],
    "meetings:visit_away": _visit,
    "meetings:group_said": _invitation,
}
