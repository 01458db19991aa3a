"""The walk through the demonstration: ten steps, who to be for each, and where it begins."""

from dataclasses import dataclass

from django.urls import reverse

from coproduction.story.clockwork import walk_meeting
from coproduction.story.signin import GUISES, Guise, person_of
from meetings.models import Meeting
from members.models import Body, Letter, Link
from members.post import links


@dataclass(frozen=True)
class Step:
    """One step: `guise` is who to be (None: nobody, the page is open), `address` where it happens."""

    number: int
    title: str
    words: str
    guise: Guise | None
    address: str

    @property
    def say(self):
        return f"Go there as {self.guise.name.split()[0]}"


def steps(*, now):
    """The ten steps as they stand now; each address exists and shows something at any time."""
    made = [
        ("Publish a meeting", "The Advisory Group's next meeting is a draft. Look at who will be asked, and by which way; then publish it.", "coordinator", _publish(now)),
        ("Read the mailbox", "Within a minute the invitations lie here: emails, and lines for calls and letters.", None, reverse("demo_mailbox")),
        ("Answer from the letter", "Rowan's link, without signing in. One press answers; press another and it changes.", None, _answer(now)),
        ("Ring those without email", "Sam and Winifred prefer the telephone, Pat likes letters. Here are the calls with what to say.", "coordinator", reverse("members:calls_and_letters")),
        ("Let time pass", "Go to the first reminder, then look into the mailbox again: different words for yes, not sure and silence.", None, reverse("demo") + "#time"),
        ("Mark who came", "A meeting two days ago, and its register is open. Tap who came, add somebody who walked in, close it.", "coordinator", _register(now)),
        ("Log something in under a minute", "Ash logs what two people gave this morning.", "staff", reverse("quick_log")),
        ("Read the trustee's figures", "The register and the log have moved them already. Choose the Peer Support team: too few people to show.", "trustee", reverse("dashboard")),
        ("Ask why somebody did not get a letter", "Marcus is on a break. His message says so; so do one that failed and one nobody is sure of.", "coordinator", _message()),
        ("Take a break", "One press as Rowan, and nothing more goes out. One press brings them back.", "member", reverse("home") + "#break"),
    ]  # fmt: skip
    return [
        Step(number, title, words, GUISES.get(who), address)
        for number, (title, words, who, address) in enumerate(made, start=1)
    ]


def _publish(now):
    coming = Meeting.objects.filter(starts_at__gt=now, body__sort=Body.Sort.ADVISORY).order_by("starts_at", "pk")
    if draft := coming.filter(state=Meeting.State.DRAFT).first():
        return reverse("meetings:meeting_publish", args=[draft.pk])
    return _meeting_page(coming.first())


def _meeting_page(meeting):
    return reverse("meetings:meeting", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _answer(now):
    """Rowan's own link to the walk's meeting, else to another one; the mailbox while there is none."""
    rowan, meeting = person_of(GUISES["member"]), walk_meeting(now=now)
    live = Link.objects.live(now=now).filter(person=rowan, purpose="rsvp").order_by("-pk")
    found = live.filter(about=meeting.about_word).first() if meeting else None
    found = found or live.first()
    return f"{links.PATHS[found.purpose]}{found.token}/" if found else reverse("demo_mailbox")


def _register(now):
    """The last meeting whose register is open; when all are closed, the last one held."""
    held = Meeting.objects.past(now=now).filter(state=Meeting.State.PUBLISHED)
    meeting = held.filter(register_closed_at=None).first() or held.first()
    return reverse("meetings:meeting_register", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _message():
    """The letter that was withheld last, because somebody is on a break."""
    withheld = Letter.objects.filter(state=Letter.State.WITHHELD, person__isnull=False).order_by("-due_at", "-pk")
    letter = withheld.exclude(person__paused_at=None).first() or withheld.first()
    return reverse("members:message", args=[letter.pk]) if letter else reverse("members:people")
