"""*This wording isn't right*: anybody says so, the coordinator says what became of it, and whoever said it is told."""

from django.db import transaction

from members.emails import wordings
from members.models import WordingReport
from members.permissions import Permission, require
from members.rules import Refused


def say(*, page: str, words: str, person, now) -> WordingReport:
    """Asks for no permission: a page open to everybody is read by everybody. `person` is None when nobody is signed in."""
    words = " ".join(words.split())
    if not words:
        raise Refused("Please say in a few words what is not right.", field="words")
    return WordingReport.objects.create(page=page, words=words[:1000], person=person, reported_at=now)


@transaction.atomic
def close(*, report: WordingReport, outcome: str, answer: str, actor, now) -> bool:
    """Changed, or it stays and why; whoever said it is told, if we know who it was. Whether a letter was noted."""
    require(actor, Permission.CHANGE_SETTINGS)
    report = WordingReport.objects.select_for_update(of=("self",)).select_related("person").get(pk=report.pk)
    if report.closed_at:
        raise Refused("Somebody has looked at this one already.")
    if outcome not in WordingReport.Outcome.values:
        raise Refused("Please choose what became of it.")
    answer = " ".join(answer.split())[:1000]
    hears = report.person is not None and report.person_id != actor.person_id
    if outcome == WordingReport.Outcome.STAYS and hears and not answer:
        raise Refused("Please say in a sentence why it stays: they are told.", field="answer")
    report.outcome, report.answer, report.closed_at, report.closed_by = outcome, answer, now, actor.person
    report.save(update_fields=["outcome", "answer", "closed_at", "closed_by"])
    return hears and wordings.looked_at(report=report, now=now)
