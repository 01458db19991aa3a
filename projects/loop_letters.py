"""Letters of the loop: thanks, how far it is, what became of it, and "not done, because"; and who has heard.

A telling counts as told when its letter has left or its call was made; one that came back counts no more.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from members.models import Channel, Letter, Membership
from members.models.consent import Consent
from members.models.membership import CLOSED
from members.post import letters
from members.queries import consent
from members.words import day
from projects.models import CLOSING, Contribution, Telling, Told
from projects.queries.loop import standing_of, with_all

KINDS = {
    Telling.THANKS: ("loop_thanks", "Thank you for what you said", "When what somebody said is taken up: to them."),
    Telling.PROGRESS: ("loop_progress", "How far it is", "After a yes, and when somebody writes how far it is: to each who said it."),
    Telling.OUTCOME: ("loop_outcome", "What became of what you said", "When it is done: to each who said it."),
    Telling.NOT_DONE: ("loop_not_done", "Not done, because", "When it will not be done, or not yet: to each who said it."),
}  # fmt: skip
LOOK_BACK = timedelta(days=120)
GONE = (Membership.State.LEFT, Membership.State.STOPPED)


def register():
    """Make our kinds known (called once, when the site starts)."""
    for telling, (kind, words, rule) in KINDS.items():
        letters.register(
            kind, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=telling in CLOSING,
            windowed=True, purpose=Channel.Purpose.EVERYTHING, words=words, rule=rule, after_leaving=telling in CLOSING,
        )  # fmt: skip


# ---- noting ----------------------------------------------------------------------------------------------------------
def note(tellings, *, now) -> int:
    """One letter for each person; the same transaction noted what it is about."""
    rows = [
        {
            "kind": KINDS[told.kind][0], "key": told.key, "person": told.person_id, "about": told.contribution.about_word,
            "facts": {"told": told.pk}, "due_at": now,
        }
        for told in tellings
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def withhold(contribution, person=None) -> int:
    """Letters and calls about what held before, or to somebody who has heard it face to face."""
    kinds = [kind for kind, *_ in KINDS.values()]
    reason = "They were told face to face." if person else "There is newer news about it."
    return letters.withhold(about=contribution.about_word, kinds=kinds, person=person, reason=reason)


# ---- still true when it leaves? ----------------------------------------------------------------------------------------
def _find(letter):
    if "_told" not in letter.__dict__:
        rows = Told.objects.select_related(
            "contribution__project", "contribution__owner", "response", "change", "person"
        )
        letter._told = rows.filter(pk=letter.facts.get("told")).first()
    return letter._told


def still_true(letter, *, now):
    told = _find(letter)
    if told is None:
        return "What they said was taken away."
    if told.face_to_face:
        return "They were told face to face."
    if not told.contribution.contributors.filter(person=told.person_id, wants_to_hear=True).exists():
        return "They would rather not hear of it."
    if told.kind in CLOSING and _left_and_said_no(told.person_id):
        return "They have left, and asked not to hear what came of it."
    standing = standing_of(with_all(Contribution.objects.filter(pk=told.contribution_id)).get())
    if told.response_id and (standing.response != told.response or standing.change != told.change):
        return "There is newer news about it."
    return ""


def _left_and_said_no(person):
    if consent.holds(person, Consent.OUTCOMES_AFTER_LEAVING):
        return False
    theirs = Membership.objects.filter(person=person)
    return theirs.filter(state__in=GONE).exists() and not theirs.exclude(state__in=CLOSED).exists()


# ---- the words -------------------------------------------------------------------------------------------------------
def render(letter, *, now):
    """The facts; the templates choose the words."""
    told = _find(letter)
    contribution = told.contribution
    words = {
        "person": told.person,
        "told": told,
        "contribution": contribution,
        "response": told.response,
        "change": told.change,
        "owner": contribution.owner,
        "project": contribution.project,
        "said_on": day(contribution.said_on),
        "reply_by": day(contribution.reply_by),
        "link": settings.BASE_URL + reverse("projects:what_i_said"),
    }
    return letters.compose("projects/email/loop", words)


# ---- who has heard -----------------------------------------------------------------------------------------------------
def _letter_of_it():
    return Letter.objects.filter(key=Concat(Value("loop:"), Cast(OuterRef("pk"), CharField())))


def heard(*, now) -> list[int]:
    """Notes who has been told since, and whose letter came back; the contributions it is about."""
    left = _letter_of_it().filter(state=Letter.State.SENT, bounced_at=None).values("sent_at")[:1]
    waiting = Told.objects.filter(told_at=None, noted_at__gte=now - LOOK_BACK)
    touched = []
    for told in waiting.annotate(left_at=Subquery(left)).exclude(left_at=None).order_by("pk"):
        Told.objects.filter(pk=told.pk, told_at=None).update(told_at=told.left_at)
        touched.append(told.contribution_id)
    back = _letter_of_it().exclude(bounced_at=None).values("bounced_at")[:1]
    counted = Told.objects.filter(told_at__gte=now - LOOK_BACK, face_to_face=False, person__isnull=False)
    for told in counted.annotate(came_back_at=Subquery(back)).exclude(came_back_at=None).order_by("pk"):
        Told.objects.filter(pk=told.pk).update(told_at=None)
        touched.append(told.contribution_id)
    return sorted(set(touched))
