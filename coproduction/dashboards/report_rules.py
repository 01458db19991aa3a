"""What holds for reports to the Board, in words the person can read."""

import hashlib

from coproduction.dashboards.models import GroupSection, ReportStory
from members.models import Job
from members.models.job import JobState
from members.rules import Refused
from members.words import day

MOST_STORIES = 3
COUNTING = "count_report"  # the worker's part where the log is long (report_counting)
CLOSED = "The Advisory Group has handed in its part. Only its members can take it back, as long as the report is not approved."


def check_draft(report):
    if report.is_approved:
        raise Refused(
            f"This report was approved on {day(report.approved_at)}, and nothing in it changes any more. "
            "If something has to be put right, make a new version with a note of what it is."
        )


def check_approvable(report, *, actor, read):
    """By somebody else than its author, with the group's part or the reason why it is missing, and as it was read."""
    check_draft(report)
    if report.author_id is not None and report.author_id == actor.person_id:
        raise Refused("You wrote this report. Somebody else approves it.")
    if not report.summary:
        raise Refused("The summary is not written yet. Please ask the coordinator for it first.")
    if section_of(report) is None and not report.silent_because:
        raise Refused(
            "The Advisory Group has not handed in its part yet. Wait for it, or ask the coordinator to write down why it is missing."
        )
    check_counted(report)
    if read != state_of(report):
        raise Refused("The report has changed since you opened it. Please read it once more, then approve it.")


def counting_key(name) -> str:
    """One open job for each report: by its number, or by kind and period while there is none."""
    return f"{COUNTING}:{name}"


def check_counted(report):
    """What is put right begins with the figures it puts right: nobody approves those while the worker still has to count."""
    job = Job.objects.filter(key=counting_key(report.pk)).order_by("-pk").first()
    if job is None or job.state == JobState.DONE:
        return
    if job.state != JobState.FAILED:
        raise Refused(
            "The figures of this report are still being counted. Please come back in a few minutes, and read it then."
        )
    if job.created_at > report.counted_at:
        raise Refused(
            "The figures of this report could not be counted. Please ask the coordinator to count them again first."
        )


def section_of(report):
    """The group's part as far as it is handed in, or None."""
    found = getattr(report, "section", None)
    return found if found is not None and found.handed_in_at else None


def state_of(report) -> str:
    """What somebody has read: figures, words, the group's part and its stories, in one number."""
    section = section_of(report)
    words = [str(getattr(report, name)) for name in (*WORDS, "sha256", "version", "change_note")]
    chosen = ReportStory.objects.filter(report=report).order_by("pk").values_list("pk", "words_digest")
    words += [section.words if section else "", *(f"{pk}:{digest}" for pk, digest in chosen)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


WORDS = (
    "title", "lead", "purpose", "objective", "risk", "equality", "considered_by", "recommendation", "summary", "risks",
    "asks", "silent_because",
)  # fmt: skip


def check_open(section):
    if section is not None and section.handed_in_at:
        raise Refused(CLOSED)


def check_words(words):
    if not words.strip():
        raise Refused("Please write what the group wants the Board to know.", field="words")


def check_read(report, read):
    """Nobody writes over words they have not seen; line ends are the browser's, not theirs."""
    written = GroupSection.objects.filter(report=report).first()
    if read is not None and written is not None and written.words.split() != read.split():
        raise Refused(
            "Somebody has written on since you opened this. What stands now is below: put both together, then save.",
            field="words",
        )


def check_room(report):
    if report.stories.count() >= MOST_STORIES:
        raise Refused("Three stories are chosen already. Take one out first.")
