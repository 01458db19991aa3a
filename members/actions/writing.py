"""A coordinator writes to a set of people: draft, a try to oneself, send, hold, stop; and the charity's own paragraphs."""

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from members.emails.mailing import KINDS
from members.models import Letter, LetterWords, Mailing, Person
from members.models.letter import LetterState
from members.models.mailing import MailingState
from members.permissions import Permission, require
from members.post import letters
from members.post import mailing as post_mailing
from members.queries import audiences, letter_words, mailings
from members.rules import Refused
from members.rules import writing as rules

TAKEN_BACK = "A coordinator stopped it."
LONGEST = 4000


@transaction.atomic
def draft(*, actor, now, mailing=None, subject, words, purpose, audience, picked, about="") -> Mailing:
    """Keep what was written; nothing leaves. Raises Refused."""
    require(actor, Permission.WRITE_TO_PEOPLE)
    for field, text in (("subject", subject), ("words", words)):
        rules.check_words(text, has_meeting=bool(about), field=field)
    mailing = mailing or Mailing(written_by=actor.person)
    _check_is_draft(mailing)
    mailing.subject, mailing.words, mailing.purpose = subject.strip(), words.strip(), purpose
    mailing.audience, mailing.picked, mailing.about, mailing.written_at = list(audience), list(picked), about, now
    mailing.save()
    return mailing


def _check_is_draft(mailing):
    if mailing.state != MailingState.DRAFT:
        raise Refused("This has been sent already. You can write a new one.")


@transaction.atomic
def send_a_try(*, mailing, actor, now) -> None:
    """To oneself, as it would reach oneself."""
    require(actor, Permission.WRITE_TO_PEOPLE)
    if not actor.person.channels.exists():
        raise Refused("We have no way to reach you. Please add one on your own page first.")
    letters.note(
        kind=KINDS[mailing.purpose], key=f"mailing-try:{mailing.pk}:{actor.person_id}:{now:%Y%m%d%H%M%S%f}", person=actor.person,
        about=f"mailing-try:{mailing.pk}", facts={"mailing": mailing.pk, "try": True}, due_at=now, now=now, windowed=False,
    )  # fmt: skip


@transaction.atomic
def send(*, mailing, count, actor, now) -> Mailing:
    """To everybody whom the page has just counted. A different number than `count` is refused: somebody would be surprised."""
    require(actor, Permission.WRITE_TO_PEOPLE)
    mailing = Mailing.objects.select_for_update(no_key=True).get(pk=mailing.pk)
    _check_is_draft(mailing)
    rules.check_words(mailing.words, has_meeting=bool(mailing.about))
    reach = mailings.reach_of(mailing, day=timezone.localdate(now))
    if not reach.count:
        raise Refused("Nobody would get this. Please choose whom it is for.")
    if reach.count != count:
        raise Refused(f"It would go to {reach.count} people now, not to {count}. Please look once more and send again.")
    everybody = audiences.people_of(mailing.audience, mailing.picked, day=timezone.localdate(now))
    blocked = [person.pk for person, why in reach.left_out if not why.endswith("It becomes a task.")]
    source = Person.objects.filter(pk__in=everybody.values("pk")).exclude(pk__in=blocked).annotate(
        key=Concat(Value(f"mailing:{mailing.pk}:"), Cast(F("pk"), CharField())),
        facts=JSONObject(mailing=Value(mailing.pk)),
    )  # fmt: skip
    letters.note_set(
        kind=KINDS[mailing.purpose], source=source.values_list("key", "pk", "facts"), about=mailing.about_word, due_at=now,
        now=now,
    )  # fmt: skip
    mailing.state, mailing.sent_at, mailing.sent_to = MailingState.SENT, now, source.count()
    mailing.save(update_fields=["state", "sent_at", "sent_to"])
    return mailing


def _waiting(mailing):
    return Letter.objects.filter(about=mailing.about_word, state=LetterState.WAITING)


@transaction.atomic
def hold(*, mailing, actor) -> int:
    """What has not left waits until somebody lets it go. How many."""
    require(actor, Permission.WRITE_TO_PEOPLE)
    if mailing.state != MailingState.SENT:
        raise Refused("Only letters on their way can be held.")
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.HELD)
    return _waiting(mailing).update(on_hold=True)


@transaction.atomic
def let_go(*, mailing, actor) -> int:
    require(actor, Permission.WRITE_TO_PEOPLE)
    if mailing.state != MailingState.HELD:
        raise Refused("These letters are not on hold.")
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.SENT)
    released = _waiting(mailing).update(on_hold=False)
    letters.nudge()
    return released


@transaction.atomic
def stop(*, mailing, actor, now) -> int:
    """Whatever has not reached anybody yet never will. How many people are spared."""
    require(actor, Permission.WRITE_TO_PEOPLE)
    if mailing.state not in (MailingState.SENT, MailingState.HELD):
        raise Refused("There is nothing to stop.")
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.STOPPED, stopped_at=now)
    return letters.withhold(about=mailing.about_word, reason=TAKEN_BACK)


@transaction.atomic
def throw_away(*, mailing, actor) -> None:
    require(actor, Permission.WRITE_TO_PEOPLE)
    _check_is_draft(mailing)
    mailing.delete()


@transaction.atomic
def word_anew(*, kind, words, actor, now) -> None:
    """The charity's own paragraph in every letter of that kind from now on; empty puts the original back."""
    require(actor, Permission.EDIT_LETTER_WORDS)
    slot = letter_words.find(kind)
    if slot is None:
        raise Refused("This letter has no paragraph to change.")
    words = " ".join(words.split())
    if "{" in words or "}" in words:
        raise Refused("Names are filled in by the letter itself. Please leave the { } out.", field="words")
    if not words or words == slot.original:
        LetterWords.objects.filter(kind=kind).delete()
    else:
        LetterWords.objects.update_or_create(
            kind=kind, defaults={"words": words, "written_by": actor.person, "written_at": now}
        )
    for forget in (letter_words.forget, post_mailing.forget):
        transaction.on_commit(forget)
        forget()
