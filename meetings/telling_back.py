"""When the last letter and call about an answer is done, the question is told."""

from meetings import between
from meetings.models import Question
from members.models import Letter


def plan_due(*, now) -> int:
    """A planner that notes nothing: it only sees whether everybody who asked has heard."""
    for question in Question.objects.filter(answered_at__isnull=False, told_at=None).order_by("pk"):
        about = Letter.objects.filter(about=question.about_word, kind=between.TOLD)
        if not about.filter(state__in=between.NOT_YET).exists():
            Question.objects.filter(pk=question.pk, told_at=None).update(told_at=now)
    return 0
