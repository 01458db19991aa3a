"""What joining and stopping leave behind: an enquiry a person should look at, a line of the checklist, a proposed stop."""

from django.utils import timezone

from members.models import Enquiry, InductionItem, Stop


def enquiry(name="Noor Haddad", *, way="email", address="noor@example.org", **fields):
    """From the website, waiting for a person to look at it."""
    fields.setdefault("received_at", timezone.now())
    return Enquiry.objects.create(name=name, way=way, address=address, **fields)


def induction_item(words="Where the tea is", **fields):
    return InductionItem.objects.create(words=words, **fields)


def stop(membership, *, by, why="What happened, and when.", **fields):
    """Proposed, waiting for a second person."""
    fields.setdefault("proposed_at", timezone.now())
    return Stop.objects.create(membership=membership, proposed_by=by, why=why, **fields)
