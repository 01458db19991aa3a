"""After a trial: whoever was asked to a piece of work and never heard of it, because letters reached staff only."""

from django.db import transaction
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat

from members.actions import post
from members.permissions import Permission, require
from projects import rules
from projects.models import Invitation, Opportunity, Outcome, Reply


def not_asked(opportunity: Opportunity):
    """Invitations that a trial kept back, of people who have not answered and for whom nothing is settled."""
    silent = Invitation.objects.filter(opportunity=opportunity, answer=Reply.SILENT, outcome=Outcome.WAITING)
    found = post.never_told(about=opportunity.about_word, kind="work_invitation")
    return found.filter(person__in=silent.values("person"))


def heard_of(invitations, *, day):
    """These without the ones a trial keeps from people who have not answered: nobody else hears of it, nor on their home."""
    about = Concat(Value("opportunity:"), Cast(OuterRef("opportunity"), CharField()))
    kept = post.kept_by_a_trial(person=OuterRef("person"), about=about, kind="work_invitation", day=day)
    return invitations.exclude(kept, answer=Reply.SILENT)


@transaction.atomic
def ask_now(*, opportunity: Opportunity, actor, now) -> int:
    """The same invitations with the same links, to each by their own channel. How many. Raises Refused in a trial."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = Opportunity.objects.select_for_update(of=("self",), no_key=True).get(pk=opportunity.pk)
    rules.check_still_open(opportunity, now=now)
    return post.tell_after_a_trial(not_asked(opportunity), now=now)
