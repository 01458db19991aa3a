"""What happens to claims and wishes when their time is over: the accounts keep theirs six years (domain 5.3)."""

from django.db.models import Exists, OuterRef, Q

from members import files, sweeps
from members.actions import redaction
from members.models import KeptFile, Membership
from members.models.membership import CLOSED
from members.queries import traces
from projects.models import Claim, ClaimState, JobcentreLetter, RecognitionChoice, RecognitionProfile

YEAR, MONTH = 365, 30


def register_all():
    """Called once, in `AppConfig.ready()`."""
    sweeps.register(
        "claims", words="Claims that were paid or declined, with their receipts", days=6 * YEAR, trigger="the day it was paid or declined",
        reason="They belong to the accounts, which the law asks for.", find=claims_that_are_over, clear=clear_claims,
    )  # fmt: skip
    sweeps.register(
        "recognition", words="How somebody would like to be thanked", days=3 * MONTH, trigger="the day they left",
        reason="So that what is still owed can be paid as they like.", find=wishes_of_those_who_left, clear=clear_wishes,
    )  # fmt: skip


def claims_that_are_over(*, before):
    day = before.date()
    over = Q(state=ClaimState.PAID, paid_on__lt=day) | Q(state=ClaimState.DECLINED, submitted_at__lt=before)
    return Claim.objects.filter(over | Q(state=ClaimState.DRAFT, created_at__lt=before))


def wishes_of_those_who_left(*, before):
    theirs = Membership.objects.filter(person=OuterRef("person"))
    left = theirs.filter(state__in=CLOSED, since__lt=before.date())
    still = theirs.exclude(state__in=CLOSED, since__lt=before.date())
    return RecognitionProfile.objects.filter(Exists(left)).exclude(Exists(still))


def clear_claims(rows, *, now):
    receipts = list(rows.exclude(receipt=None).values_list("receipt", flat=True))
    _gone(rows)
    files.remove(KeptFile.objects.filter(pk__in=receipts))


def clear_wishes(rows, *, now):
    people = list(rows.values_list("person", flat=True))
    for model in (RecognitionChoice, JobcentreLetter):
        _gone(model.objects.filter(person__in=people))
    _gone(rows)


def _gone(rows):
    """The rows, and their history."""
    pks = list(rows.values_list("pk", flat=True))
    with redaction.lifted():
        for events in traces.events_of(rows.model):
            redaction.delete(events._base_manager.filter(pgh_obj_id__in=pks))
        rows.model._base_manager.filter(pk__in=pks).delete()
