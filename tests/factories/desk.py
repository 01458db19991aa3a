"""What the desk keeps: notes, and lists that were taken out."""

from django.utils import timezone

from members.models import Export, PersonNote


def note(person, *, by, words="Rang to say thank you.", sort="rang_us", at=None):
    return PersonNote.objects.create(
        person=person, sort=sort, words=words, written_by=by, written_at=at or timezone.now()
    )


def export(*, by, reason="check", at=None, **fields):
    return Export.objects.create(
        of="people", words="People", reason=reason, asked_by=by, role="coordinator", asked_at=at or timezone.now(),
        **fields,
    )  # fmt: skip
