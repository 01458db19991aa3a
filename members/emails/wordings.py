"""To whoever said that a wording is not right: what became of it."""

from members.models import Channel, WordingReport
from members.post import letters
from members.post.letters import Lane

WORDING_LOOKED_AT = "wording_looked_at"


def register_kinds():
    """Makes this letter known; called by `members.emails`."""
    letters.register(
        WORDING_LOOKED_AT, render=_looked_at, still_true=_is_there, lane=Lane.BULK, essential=False, windowed=True,
        purpose=Channel.Purpose.NEWS, words="What became of a wording",
        rule="They said that the words of a page are not right.",
    )  # fmt: skip


def looked_at(*, report, now) -> bool:
    """Once for each. Whether a letter was noted."""
    row = {
        "kind": WORDING_LOOKED_AT, "key": f"{WORDING_LOOKED_AT}:{report.pk}", "person": report.person,
        "about": f"person:{report.person_id}", "facts": {"report": report.pk}, "due_at": now,
    }  # fmt: skip
    return letters.note_many([row], now=now) > 0


def _report(letter):
    return WordingReport.objects.filter(pk=letter.facts["report"], person=letter.person).exclude(closed_at=None).first()


def _looked_at(letter, *, now):
    report = _report(letter)
    facts = {"first_name": letter.person.first_name, "report": report, "changed": report.outcome == "changed"}
    return letters.compose("members/email/wording_looked_at", facts)


def _is_there(letter, *, now):
    return "" if _report(letter) else "It is open again or gone."
