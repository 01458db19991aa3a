"""What became of what was said at a meeting, for the page that says it before the next one ("we couldn't, because" too)."""

from django.db.models import Q

from meetings.events import Became
from members.words import in_quotes
from projects.models import HELD_BACK, Contribution
from projects.queries import loop

MOST = 30


def tell(sender, *, meeting, inside, today, **kwargs):
    """Said at this meeting, and what is still open from the ones of its group before; `inside`: the reader is of the
    group, or works for it. Five questions, however much was said."""
    here = Q(meeting=meeting)
    if meeting.body_id:
        here |= Q(meeting__body=meeting.body_id, meeting__starts_at__lt=meeting.starts_at, closed_at=None)
    said = Contribution.objects.filter(here).order_by(
        "-meeting__starts_at", "said_on", "pk"
    )  # the last meeting's first
    found = loop.with_all(said)[:MOST]
    return [_one(each, inside=inside, today=today) for each in found]


def _one(contribution, *, inside, today):
    line = loop.line_of(contribution, today=today)
    response, change = line.standing.response, line.standing.change
    reads = (
        inside or contribution.may_leave
    )  # else our reason is not read either: it was written for those who know the words
    words = in_quotes(contribution.text) if reads else HELD_BACK
    answer = f"{response.get_answer_display()} {response.reason}".strip() if response and reads else ""
    return Became(
        words, line.word.removesuffix(", because"), line.tone, answer,
        change.what if change and change.still_true else "", None if response else contribution.reply_by,
    )  # fmt: skip
