"""What joining, resting and leaving leave behind for a time: enquiries nobody took up, and what was said in private."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from members.models import Conversation, Enquiry, Membership, Rest
from members.models.membership import CLOSED
from members.sweeps.running import register

MONTH = 30


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        "doubtful_enquiries", words="Enquiries from the website that nobody took up", days=6 * MONTH,
        trigger="the day they came in", reason="Whoever asked may still ring; a machine never does.",
        find=nobody_took_up,
    )  # fmt: skip
    register(
        "first_conversations", words="Notes of the first conversation", days=3 * MONTH,
        trigger="the day the membership ended", reason="They were for the time together.", find=conversations_over,
    )  # fmt: skip
    register(
        "rests", words="What people said about their breaks", days=3 * MONTH, trigger="the day the membership ended",
        reason="They were for the time together.", find=rests_over,
    )  # fmt: skip


def nobody_took_up(*, before):
    """Never became a person; what came from a machine lost its words when it was removed."""
    return Enquiry.objects.filter(person=None, received_at__lt=before).order_by("pk")


def _ended(before, person):
    """The person has no open membership, and the last one ended before that day."""
    mine = Membership.objects.filter(person=OuterRef(person))
    day = timezone.localdate(before)
    return Exists(mine), ~Exists(mine.exclude(state__in=CLOSED)), ~Exists(mine.filter(since__gte=day))


def conversations_over(*, before):
    return Conversation.objects.filter(*_ended(before, "membership__person")).order_by("pk")


def rests_over(*, before):
    return Rest.objects.filter(*_ended(before, "person")).order_by("pk")
