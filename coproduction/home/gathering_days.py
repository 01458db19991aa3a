"""What a conference or away day puts on homes: talks with speakers, tasks of the planning group, for partners their page."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from meetings.day_queries import talks_to_hold
from meetings.models import PlanningTask

SOON = timedelta(days=21)


def to_do(actor, *, now):
    """Querysets for `support.to_do`: one's own talks with speakers and one's own tasks, three weeks ahead."""
    until = timezone.localdate(now) + SOON
    talks = talks_to_hold(actor).filter(due_on__lte=until).select_related(None)
    tasks = PlanningTask.objects.open().filter(owner_id=actor.person_id, due_on__lte=until)
    return [_rows(talks, "talk", "speaker", "speaker__name"), _rows(tasks, "planning", "gathering", "title")]


def _rows(found, sort, about, words):
    """The columns of `coproduction.home.support.to_do`, by their places; `id` is that of the page to open."""
    return (
        found.order_by()
        .annotate(
            about_id=Cast(F(f"{about}_id"), BigIntegerField()),
            sort_of_row=Value(sort, output_field=CharField()),
            nobody=Value(None, output_field=BigIntegerField()),
            said_name=Cast(F(words), CharField()),
            said_words=Value("", output_field=CharField()),
            at=Cast("due_on", DateTimeField()),
        )
        .values("about_id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))
    )


def sorted_out(rows):
    """Both kinds, soonest first."""
    return [row for row in rows if row["row"] in ("talk", "planning")]
