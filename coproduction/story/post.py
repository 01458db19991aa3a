"""What became of some letters and calls of the story, as people and mail servers left them."""

from members.models import Letter, LetterAttempt
from members.models.channel import Way
from members.models.contact import Outcome

HOW_IT_ENDED = {Way.PHONE: Outcome.SPOKE, Way.TEXT: Outcome.TEXTED, Way.POST: Outcome.POSTED}


def told(tasks, *, by, now):
    """These calls were made, texts sent and letters posted; the letters behind them are sent."""
    for task in tasks.select_related("letter"):
        task.outcome = HOW_IT_ENDED.get(task.way, Outcome.SPOKE)
        task.closed_at, task.closed_by = now, by
        task.save()
        if task.letter:
            Letter.objects.filter(pk=task.letter_id).update(state=Letter.State.SENT, sent_at=now)


def could_not_be_sent(person, *, about, now):
    """The mail server knew no such address."""
    _spoil(person, about, now, state=Letter.State.FAILED, outcome="failed", code=550,
           reason="The mail server says there is no such address.")  # fmt: skip


def may_not_have_arrived(person, *, about, now):
    """The line broke after the letter was handed over."""
    _spoil(person, about, now, state=Letter.State.UNCERTAIN, outcome="uncertain", code=None,
           reason="The mail server did not say whether it took the letter.")  # fmt: skip


def _spoil(person, about, now, *, state, outcome, code, reason):
    letter = Letter.objects.filter(person=person, about=about).order_by("pk").first()
    Letter.objects.filter(pk=letter.pk).update(state=state, reason=reason, sent_at=None)
    LetterAttempt.objects.filter(letter=letter).update(outcome=outcome, code=code, ended_at=now)
