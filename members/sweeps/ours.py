"""The sweeps of the ground floor: the periods are those of domain 5.3, until the charity changes them."""

from django.db.models import Exists, OuterRef, Q

from members import behind_consent
from members.actions import equality, erasure, redaction
from members.models import (
    AccessNeed,
    AccessPassport,
    Breach,
    CheckIn,
    Complaint,
    ContactTask,
    Draft,
    Job,
    Letter,
    Membership,
    Person,
    RightsRequest,
    RoleGrant,
    SupportPlan,
    WordingReport,
)
from members.models.consent import Consent
from members.models.letter import LetterState
from members.models.membership import CLOSED, State
from members.queries import traces
from members.sweeps.running import register

NEVER_JOINED = [State.NOT_NOW, State.DECLINED, State.SIGNPOSTED]
OVER = [LetterState.SENT, LetterState.FAILED, LetterState.UNCERTAIN, LetterState.WITHHELD]
MONTH, YEAR = 30, 365


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        "enquiries", words="Enquiries that came to nothing", days=6 * MONTH, trigger="the last contact",
        reason="So that somebody who comes back within half a year need not begin anew.",
        find=enquirers, clear=erase_people, portion=1,
    )  # fmt: skip
    register(
        "members", words="The records of members who left", days=3 * YEAR, trigger="the day they left",
        reason="So that we can give a reference, and welcome them back. Counts and hours stay without the name.",
        find=members_who_left, clear=erase_people, portion=1,
    )  # fmt: skip
    register(
        "sensitive", words="Lived experience, support plans and access needs", days=3 * MONTH, trigger="the day they left",
        reason="So that a short goodbye does not lose what somebody told us with care.",
        find=with_something_sensitive, clear=clear_sensitive, portion=20,
    )  # fmt: skip
    register(
        "check-ins", words="Check-ins after heavy work, with their words", days=YEAR, trigger="the day they were noted",
        reason="So that somebody can look back at what helped.",
        find=lambda *, before: CheckIn.objects.filter(created_at__lt=before),
    )  # fmt: skip
    register(
        "message-words", words="The words of messages", days=6 * MONTH, trigger="the day they were sent",
        reason="So that people can read them again, and we can say what we wrote.",
        find=wordy_letters, clear=blank_letters,
    )  # fmt: skip
    register(
        "messages", words="That a message was sent", days=2 * YEAR, trigger="the day it was sent",
        reason="So that we can say whether somebody was told.",
        find=lambda *, before: Letter.objects.filter(state__in=OVER, due_at__lt=before),
    )  # fmt: skip
    register(
        "calls", words="Calls made and letters posted", days=2 * YEAR, trigger="the day they were done",
        reason="As for every other message.",
        find=lambda *, before: ContactTask.objects.filter(closed_at__lt=before), clear=delete_with_history,
    )  # fmt: skip
    register(
        "wordings", words="Wordings that somebody said are not right", days=2 * YEAR, trigger="the day they were looked at",
        reason="So that we see which words come up again.",
        find=lambda *, before: WordingReport.objects.filter(closed_at__lt=before),
    )  # fmt: skip
    register(
        "breaches", words="Lost devices and wrong letters", days=6 * YEAR, trigger="the day they were written down",
        reason="So that the charity can show what it did and what it decided.",
        find=lambda *, before: Breach.objects.filter(noted_at__lt=before),
    )  # fmt: skip
    register(
        "drafts", words="Words that were typed and not saved", days=1, trigger="the last word",
        reason="So that nothing is lost when a page is closed.",
        find=lambda *, before: Draft.objects.filter(updated_at__lt=before),
    )  # fmt: skip
    register(
        "jobs", words="Work the site did in the background", days=MONTH, trigger="its end",
        reason="So that somebody can see what went wrong.", owner="Technical administrator",
        find=lambda *, before: Job.objects.filter(ended_at__lt=before),
    )  # fmt: skip
    register(
        "rights", words="Answered requests for information", days=6 * YEAR, trigger="the answer",
        reason="A claim can be made for six years.",
        find=lambda *, before: RightsRequest.objects.filter(answered_at__lt=before), clear=delete_with_history,
    )  # fmt: skip
    register(
        "complaints", words="Answered complaints", days=6 * YEAR, trigger="the answer",
        reason="A claim can be made for six years.",
        find=lambda *, before: Complaint.objects.filter(answered_at__lt=before), clear=delete_with_history,
    )  # fmt: skip
    register(
        "history", words="History of people's records: who changed what", days=6 * YEAR, trigger="the change",
        reason="So that a mistake, or a wrong done, can be found.",
        find=_old_history, clear=delete_from_history,
    )  # fmt: skip


# ---- people ----------------------------------------------------------------------------------------------------------
def _left(*, before, states):
    """People whose last membership ended in one of these states before that day, and who hold nothing else here."""
    day = before.date()
    open_one = Membership.objects.filter(person=OuterRef("pk")).exclude(state__in=CLOSED)
    since = Membership.objects.filter(person=OuterRef("pk"), since__gte=day)
    other_role = RoleGrant.objects.filter(person=OuterRef("pk")).filter(Q(ends=None) | Q(ends__gte=day))
    ended = Membership.objects.filter(person=OuterRef("pk"), state__in=states, since__lt=day)
    found = Person.objects.filter(Exists(ended), erased_at=None, is_technical=False)
    return found.exclude(Exists(open_one)).exclude(Exists(since)).exclude(Exists(other_role))


def enquirers(*, before):
    """Enquiries that came to nothing; whoever took part in anything meanwhile is no mere enquirer."""
    was_member = Membership.objects.filter(person=OuterRef("pk")).filter(
        Q(started_on__isnull=False) | Q(state=State.LEFT)
    )
    talked = ContactTask.objects.filter(person=OuterRef("pk"), closed_at__gte=before)
    quiet = _left(before=before, states=NEVER_JOINED)
    return quiet.exclude(Exists(was_member)).exclude(Exists(talked)).filter(seats=None)


def members_who_left(*, before):
    return _left(before=before, states=[State.LEFT, State.STOPPED])


def erase_people(rows, *, now):
    """Each becomes a number that counts; a name in the words of others goes where it can only be theirs."""
    for person in rows.order_by("pk"):
        erasure.erase(person=person, actor=erasure.BY_RULE, now=now, theirs=frozenset(), rows=frozenset())


def with_something_sensitive(*, before):
    """Members who left so long ago and of whom we still hold what is nobody's business any more."""
    of_them = {"person": OuterRef("pk")}
    something = Q(has_lived_experience=True)
    for model in (SupportPlan, AccessNeed, AccessPassport):
        something |= Exists(model.objects.filter(**of_them))
    return _left(before=before, states=[State.LEFT, State.STOPPED]).filter(something)


def clear_sensitive(rows, *, now):
    for person in rows.order_by("pk"):
        for consent in Consent:
            behind_consent.clear(person=person, consent=consent, now=now)
        equality.forget(person=person, now=now)
        for model in (SupportPlan, AccessNeed, AccessPassport):
            delete_with_history(model.objects.filter(person=person), now=now)
        Person.objects.filter(pk=person.pk).update(has_lived_experience=False)


# ---- messages and history --------------------------------------------------------------------------------------------
def wordy_letters(*, before):
    return Letter.objects.filter(state__in=OVER, due_at__lt=before).exclude(text="", html="", to_address="")


def blank_letters(rows, *, now):
    rows.update(subject="", text="", html="", to_address="", attachments=[], sealed=None)


def delete_with_history(rows, *, now):
    pks = list(rows.values_list("pk", flat=True))
    with redaction.lifted():
        for events in traces.events_of(rows.model):
            redaction.delete(events._base_manager.filter(pgh_obj_id__in=pks))
        rows.delete()


def _old_history(*, before):
    return traces.events_of(Person)[0]._base_manager.filter(pgh_created_at__lt=before)


def delete_from_history(rows, *, now):
    with redaction.lifted():
        redaction.delete(rows)
