"""After a trial: whoever is on the list of a meeting and was never asked, because letters reached staff only."""

from django.db import transaction
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat

from meetings import emails, rules
from meetings.models import Answer, Meeting, Rsvp
from members.actions import post
from members.permissions import Permission, require


def not_asked(meeting: Meeting):
    """Invitations that a trial kept back, of people who are on the list and have not answered."""
    silent = Rsvp.objects.filter(meeting=meeting, answer=Answer.SILENT).standing().values("person")
    return post.never_told(about=meeting.about_word, kind=emails.INVITATION).filter(person__in=silent)


def heard_of(rsvps, *, day):
    """These without the ones a trial keeps from people who have not answered: nobody else hears of it, nor on their home."""
    about = Concat(Value("meeting:"), Cast(OuterRef("meeting"), CharField()))
    kept = post.kept_by_a_trial(person=OuterRef("person"), about=about, kind=emails.INVITATION, day=day)
    return rsvps.exclude(kept, answer=Answer.SILENT)


@transaction.atomic
def ask_now(*, meeting: Meeting, actor, now) -> int:
    """The same invitations with the same links, to each by their own channel. How many. Raises Refused in a trial."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    rules.check_can_change(meeting, now=now)
    return post.tell_after_a_trial(not_asked(meeting), now=now)
