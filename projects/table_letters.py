"""Letters to a member at an outside table: that they go and who goes along, that it is called off, that a question is answered."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from members.models import Channel, Letter
from members.post import letters
from members.words import day
from projects.models import OutsideMeeting, TableQuestion

GOES, OFF, ANSWERED = "table_goes", "table_off", "table_answered"


def register():
    """Make our kinds known (called once, when the site starts)."""
    same = {"lane": letters.Lane.ANSWER, "windowed": True, "essential": True, "render": render}
    letters.register(
        GOES, still_true=goes_still_true, purpose=Channel.Purpose.INVITATIONS, words="You go to somebody else's meeting",
        rule="When it is written down: to whoever goes.", **same,
    )  # fmt: skip
    letters.register(
        OFF, still_true=off_still_true, purpose=Channel.Purpose.INVITATIONS, words="Somebody else's meeting is called off",
        rule="When it is called off: to whoever was to go, and to whoever was to go along.", **same,
    )  # fmt: skip
    letters.register(
        ANSWERED, still_true=answered_still_true, purpose=Channel.Purpose.EVERYTHING,
        words="A question you put at somebody else's meeting has its answer",
        rule="When the answer is written down: to whoever asked.", **same,
    )  # fmt: skip


def note_goes(meeting, *, now):
    _note(GOES, meeting, meeting.pk, now=now)


def note_off(meeting, *, now):
    _note(OFF, meeting, meeting.pk, now=now)


def note_off_along(meeting, *, now):
    """Whoever was to go along has kept the day free as well."""
    if meeting.buddy_id:
        _note(OFF, meeting, f"{meeting.pk}:along", to=meeting.buddy_id, now=now)


def note_answered(question, *, now):
    """Answered differently since, it is told once more; what has not left by then is not sent."""
    _note(ANSWERED, question.meeting, f"{question.pk}:{now:%s}", question=question.pk, now=now)


def _note(kind, meeting, key, *, now, to=None, **facts):
    letters.note(
        kind=kind, key=f"{kind}:{key}", person=to or meeting.person_id, about=f"table:{meeting.pk}",
        facts={"table": meeting.pk, **facts}, due_at=now, now=now,
    )  # fmt: skip


# ---- still true when it leaves? ----------------------------------------------------------------------------------------
def _find(letter):
    found = OutsideMeeting.objects.select_related("person", "buddy", "project", "activity")
    theirs = Q(person=letter.person_id) | Q(buddy=letter.person_id)
    return found.filter(theirs, pk=letter.facts.get("table")).first()


def _question(letter):
    return TableQuestion.objects.filter(pk=letter.facts.get("question")).exclude(answered_on=None).first()


def goes_still_true(letter, *, now):
    meeting = _find(letter)
    return "" if meeting and not meeting.called_off_at and not meeting.is_held else "It is not to come any more."


def off_still_true(letter, *, now):
    meeting = _find(letter)
    return "" if meeting and meeting.called_off_at else "It takes place after all."


def answered_still_true(letter, *, now):
    question = _question(letter)
    if not (_find(letter) and question):
        return "There is no answer any more."
    since = Letter.objects.filter(kind=ANSWERED, about=letter.about, facts__question=question.pk, pk__gt=letter.pk)
    return "The answer was corrected." if since.exists() else ""


# ---- the words -------------------------------------------------------------------------------------------------------
def render(letter, *, now):
    """One set of templates; the kind chooses the words."""
    meeting = _find(letter)
    along = letter.person_id == meeting.buddy_id
    words = {
        "person": meeting.buddy if along else meeting.person,
        "goes_along_with": meeting.person.name if along else "",
        "kind": letter.kind,
        "meeting": meeting,
        "day": day(meeting.on_day),
        "brief_on": day(meeting.brief_on) if meeting.brief_on else "",
        "question": _question(letter),
        "link": settings.BASE_URL + reverse("projects:table", args=[meeting.pk]),
    }
    return letters.compose("projects/email/table", words)


def names_of(ids) -> dict[int, str]:
    return dict(OutsideMeeting.objects.filter(pk__in=ids).values_list("pk", "title"))
