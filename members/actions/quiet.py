"""Nobody is forgotten (MEM-08): who has gone quiet becomes a person's gentle task, never a status, never a letter."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.models import ContactTask, Membership, RingRequest
from members.models.contact import TOLD
from members.permissions import Permission, require
from members.post import calls
from members.rules.joining import human_way
from members.words import plural

WHY = "Has gone quiet: please get in touch"
SCRIPT = (
    "Hello {name}. I only ring to say hello and to ask how you are. We have missed you at {missed}; that is quite all right. "
    "Is there anything that would make it easier? You may also take a break, or stop, with no need to say why."
)


@transaction.atomic
def note(*, since_by_person, missed, actor, now):
    """One line on *calls and letters* for each active member of whom we have heard nothing since the day given.

    `since_by_person`: {person id: the first of the meetings missed}. The floor above says who missed how many; here is
    known who spoke with us meanwhile, signed in, asked to be rung, is on a break or was asked after already.
    """
    require(actor, Permission.KEEP_REGISTER)
    today = timezone.localdate(now)
    told = ContactTask.objects.filter(person=OuterRef("person"), outcome__in=TOLD)
    rang = RingRequest.objects.filter(person=OuterRef("person"))
    quiet = 0
    for person_id, since in since_by_person.items():
        members = Membership.objects.active().filter(person=person_id, person__paused_at=None, person__died_on=None)
        unheard = members.exclude(Q(person__last_login__gte=since) | Q(quiet_asked_on__gte=timezone.localdate(since)))
        unheard = unheard.exclude(Exists(told.filter(closed_at__gte=since)) | Exists(rang.filter(asked_at__gte=since)))
        if unheard.update(quiet_asked_on=today):
            quiet += 1
            _line(members.select_related("person").defer("why_joined", "hopes").get(), missed, now=now)
    return quiet


def _line(membership, missed, *, now):
    person = membership.person
    said = SCRIPT.format(name=person.first_name, missed=f"the last {plural(missed, 'meeting')}")
    way = human_way(person.channels.all())
    calls.add(person=person, why=WHY, due_at=now, about=f"membership:{membership.pk}", way=way, script=said, now=now)
