"""D20, object and field level: what belongs to others is as if it were not there, and no form changes more than it shows."""

from uuid import UUID

import pytest
from django.db import models
from django.urls import reverse

from meetings.models import Meeting, Rsvp
from members.models import Channel, Draft, Person, RoleGrant
from projects.models import Activity, Invitation, Project
from tests import access_matrix as matrix
from tests.access_walk import Walker, ask, browser, word
from tests.access_world import ABOUT, THINGS, World
from tests.drills import harness

pytestmark = pytest.mark.drill

MISSING = 99_999_999
# What another team does is no secret: staff see published meetings, the charity sees projects (domain 5.2).
SEES = {"S": {"meeting", "project"}, "M": {"project"}, "T": {"project"}, "B": {"project"}}
OF_A_PERSON = {
    "meetings:of_person",
    "projects:of_person",
}  # staff see the person, and of their work only what is theirs
READS = {
    "meetings:meeting",
    "meetings:agenda",
    "meetings:calendar_file",
    *OF_A_PERSON,
    "projects:project",
    "projects:at_meeting",
    "projects:evidence_of",
    "project_frameworks",
    "project_care",
}
OWN_RULE = {"demo_letter", "demo_letter_page", "members:kept_forget"}  # the demonstration; and a test of its own below


@pytest.fixture
def world(cast):
    return World(cast)


def about_things():
    return [n for n in matrix.GET_AND_POST if ABOUT.get(n) in THINGS and "token" not in ABOUT[n] and n not in OWN_RULE]


def _missing(things, name):
    """A number of nothing; where things are known by a random key, a key of nothing."""
    thing = getattr(things, ABOUT[name], None)
    return UUID(int=0) if isinstance(getattr(thing, "pk", None), UUID) else MISSING


def leaks(world, letter, as_user, *, sees, names=None):
    """Every address at which somebody else's thing answers differently from one that does not exist."""
    client, found = browser(world, letter, as_user, kind=Walker), []
    for name in names or about_things():
        for method in ("GET", "POST"):
            data = world.data(name, world.theirs) if method == "POST" else None
            theirs = ask(client, method, reverse(name, args=world.args(name, world.theirs, "?")), data)
            missing = ask(client, method, reverse(name, args=[_missing(world.theirs, name)]), data)
            said = f"{method} {name} as {letter}: theirs {word(theirs)}, missing {word(missing)}"
            if ABOUT[name] in sees or name in OF_A_PERSON:
                if word(theirs) == "allow" and name not in READS:
                    found.append(said)
            elif word(theirs) == "allow" or word(theirs) != word(missing):
                found.append(said)
            elif word(theirs) == "404" and theirs.content != missing.content:
                found.append(said + ", and the pages differ")
    return found


@pytest.mark.parametrize("letter", "SMTP")  # the other roles have no thing of their own to confuse with another
def test_asvs_8_2_2_what_belongs_to_others_is_as_if_it_were_not_there(world, letter, as_user):
    assert leaks(world, letter, as_user, sees=SEES.get(letter, set())) == []


def test_another_teams_draft_is_not_there_for_staff(world, as_user):
    Meeting.objects.filter(pk=world.theirs.meeting.pk).update(state="draft")
    names = [
        name for name in about_things() if harness.FULL or ABOUT[name] == "meeting" or name.startswith("meetings:")
    ]
    assert leaks(world, "S", as_user, sees={"project"}, names=names) == []


@pytest.mark.control
def test_the_walk_would_notice_a_meeting_shown_to_strangers(world, as_user):
    """Negative control: without the exception for published meetings the same walk reports them."""
    found = leaks(world, "S", as_user, sees=set(), names=["meetings:meeting", "meetings:agenda"])
    assert any("meetings:meeting as S: theirs allow" in line for line in found)


def test_staff_see_another_teams_meeting_without_its_names(world, as_user):
    page = browser(world, "S", as_user).get(reverse("meetings:meeting", args=[world.theirs.meeting.pk]))
    assert "Robin" not in page.content.decode()


def test_letting_go_of_somebody_elses_words_changes_nothing(world, as_user):
    theirs = world.theirs.draft[world.theirs.person.pk]
    browser(world, "M", as_user).post(reverse("members:kept_forget", args=[theirs.pk]))
    assert Draft.objects.filter(pk=theirs.pk).exists()


# ---- field level ------------------------------------------------------------------------------------------------------
def hostile(model, world):
    """A value for every field of a model that nobody who fills in a form should be able to set."""
    values = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            value = world.theirs.person.pk if field.related_model is Person else 1
        elif isinstance(field, models.BooleanField):
            value = "on"
        elif isinstance(field, models.IntegerField | models.AutoField):
            value = 7
        elif isinstance(field, models.DateTimeField):
            value = "2001-01-01 10:00"
        elif isinstance(field, models.DateField):
            value = "2001-01-01"
        else:
            value = field.choices[-1][0] if field.choices else "hostile"
        values[field.name] = values[field.attname] = value
    return values


def filled(form):
    """What a browser would send back for a form that nobody touched; None for a box without a tick."""
    sent = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            sent[field.html_name] = "on" if value else None
        elif isinstance(value, list | tuple):
            sent[field.html_name] = [getattr(each, "pk", each) for each in value]
        else:
            sent[field.html_name] = "" if value is None else getattr(value, "pk", value)
    return sent


FORMS = [  # person, page, model, what of it may change, what is posted besides (None: the form as it stands)
    ("C", "members:person_edit", Person, "name sort_name pronouns letter_format wants_calendar_file has_lived_experience"),
    ("C", "members:channel_edit", Channel, "address may_leave_message may_say_who best_times who_may_answer"),
    ("C", "members:sign_in_means", Person, "is_active username password"),
    ("M", "members:take_break", Person, "paused_at"),
    ("C", "members:take_break_for", Person, "paused_at"),
    ("S", "meetings:meeting_edit", Meeting,
     "kind body team lead title about answer_by place access room_offered room_places online_offered online_places join_link "
     "phone_offered phone_places dial_in remote_host reminder_days reminder_time reminder_note sequence starts_at ends_at"),
    ("M", "meetings:answer", Rsvp, "answer mode either queue_no place_no answered_at via revision"),
    ("S", "projects:project_edit", Project,
     "title summary team lead body purpose intended_difference decision_maker decision_on fixed open_to_change ended_on "
     "started_on stage"),
    ("S", "projects:activity_edit", Activity,
     "project kind title summary team body lead started_on ended_on starts_at ends_at place mode method level stage minutes "
     "others others_le needs_detail"),
    ("M", "projects:answer", Invitation, "answer answered_at via"),
]  # fmt: skip
POSTED = {
    "members:person_edit": {"name": "Another name"},
    "meetings:answer": {"answer": "yes", "mode": "room", "either": None},
    "projects:answer": {"answer": "yes"},
    "projects:project_edit": {"title": "Another title"},
    "members:channel_edit": {"address": "somebody@example.org"},
    "members:sign_in_means": {"username": "rowan.a", "password": "three plain words", "email": "", "is_active": "on"},
}


@pytest.mark.parametrize(("letter", "name", "model", "may"), FORMS, ids=[f"{row[0]} {row[1]}" for row in FORMS])
def test_a_form_changes_what_it_shows_and_nothing_else(world, letter, name, model, may, as_user):
    client = browser(world, letter, as_user)
    address = reverse(name, args=world.args(name, world.mine, letter))
    page = client.get(address)
    shown = filled(page.context["form"]) if page.status_code == 200 and page.context and "form" in page.context else {}
    before = {row["pk"]: row for row in model.objects.values("pk", *_columns(model))}
    sent = {**hostile(model, world), **shown, **POSTED.get(name, {})}
    answer = client.post(address, {key: value for key, value in sent.items() if value is not None})
    assert answer.status_code in (302, 303), answer.status_code
    changed = {
        (row["pk"] == _target(world, name, letter), column)
        for row in model.objects.values("pk", *_columns(model))
        for column, value in row.items()
        if before[row["pk"]][column] != value
    }
    assert changed, "nothing was saved, so this shows nothing"
    assert {column for own, column in changed if own} <= set(may.split())
    assert not [column for own, column in changed if not own]


def _columns(model):
    return [field.name for field in model._meta.concrete_fields if not isinstance(field, models.BinaryField)]


def _target(world, name, letter):
    args = world.args(name, world.mine, letter)
    if name == "meetings:answer":
        return world.mine.rsvp[world.people[letter].pk].pk
    return args[0] if args else world.people[letter].pk


def test_a_role_is_given_by_whoever_gives_it_and_from_today(world, as_user):
    client = browser(world, "C", as_user)
    address = reverse("members:roles", args=[world.mine.person.pk])
    client.post(
        address,
        {**hostile(RoleGrant, world), "role": "staff", "team": world.cast.team.pk, "organisation": "", "ends": ""},
    )
    given = RoleGrant.objects.latest("pk")
    assert (given.person, given.granted_by) == (world.mine.person, world.cast.jo)
    assert given.starts.year > 2001
