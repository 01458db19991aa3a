"""What of notes is cleared once it is old enough (DP-06): corrections, and who said what."""

from meetings.models import Correction, Said
from members.actions import redaction

A_YEAR = 365


def register_all():
    """Called once, in `AppConfig.ready()`."""
    from members import sweeps  # after its own floor is ready

    sweeps.register(
        "corrections", words="Corrections to the notes of meetings", days=2 * A_YEAR, trigger="the day they were suggested",
        reason="The notes themselves were put right, or left, long ago.", find=old_corrections,
    )  # fmt: skip
    sweeps.register(
        "speakers", words="Who said what at meetings", days=2 * A_YEAR, trigger="the day of the meeting",
        reason="By then they have been told what came of it. The words stay, without whose they were.",
        find=old_speakers, clear=forget_speakers,
    )  # fmt: skip


def old_corrections(*, before):
    return Correction.objects.filter(suggested_at__lt=before).order_by("pk")


def old_speakers(*, before):
    return Said.objects.filter(speaker__isnull=False, noted_at__lt=before).order_by("pk")


def forget_speakers(rows, *, now):
    """The link goes, in history as well."""
    numbers = list(rows.values_list("pk", flat=True))
    with redaction.lifted():
        redaction.unlink(Said.objects.filter(pk__in=numbers), name="speaker")
        for events in redaction.history_rows(Said, path="speaker", pks=[], objects=numbers):
            redaction.unlink(events, name="speaker")
