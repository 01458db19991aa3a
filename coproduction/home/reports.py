"""Reports to the Board, on homes: to write for the coordinator, to add the group's part for members, to approve for the Board."""

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast

from coproduction.dashboards.models import BoardReport, BoardStory, GroupSection
from projects.models import Change, OwnStory


def _handed_in():
    return Exists(GroupSection.objects.filter(report=OuterRef("pk")).exclude(handed_in_at=None))


def to_look_at():
    """Querysets for `support.to_do`: drafts, the latest first; their name says whether the summary is written."""
    text = CharField()
    rows = BoardReport.objects.drafts().order_by("-ends_on", "starts_on", "-pk").annotate(
        sort_of_row=Value("report", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F("summary"), text), said_words=Cast(F("title"), text), at=Cast(F("ends_on"), DateTimeField()),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:2]]


def sorted_out(rows):
    return [row for row in rows if row["row"] == "report"]


def without_their_part():
    """A queryset for the one question a member's home asks: drafts whose part the group has not handed in."""
    waits = BoardReport.objects.drafts().filter(~_handed_in(), silent_because="")
    return waits.order_by("-ends_on", "starts_on", "-pk")


def room_for_stories(*, today):
    """A column for the same question: fewer than two stories stand beside the Board's figures, and another one could.

    What was taken back stands there no longer, though its row does until somebody chooses the next one.
    """
    released = OwnStory.objects.released(today=today)
    different = Change.objects.exclude(evidence="").filter(still_true=True)
    stand = BoardStory.objects.filter(Q(own_story__in=released.values("pk")) | Q(change__still_true=True))
    could = Exists(released.filter(beside_the_figures=None)) | Exists(different.filter(beside_the_figures=None))
    return ~Exists(stand.order_by("place")[1:2]) & could


def to_approve(actor, columns):
    """In the columns of `between`, for whoever approves: drafts that are ready and not their own; `words` is the title."""
    ready = BoardReport.objects.drafts().exclude(summary="").filter(Q(_handed_in()) | ~Q(silent_because=""))
    words, number = Value("", output_field=CharField()), Value(0, output_field=BigIntegerField())
    moment, nobody = Value(None, output_field=DateTimeField()), Value(None, output_field=BigIntegerField())
    empty = {"row": Value("report", output_field=CharField()), "words": Cast(F("title"), CharField()), "asker": words}
    empty |= {
        "asked": words,
        "put_at": moment,
        "answer_by": Value(None, output_field=DateField()),
        "answered_at": moment,
    }
    empty |= {"owner_id": nobody, "meeting_id": nobody, "all": number, "open": number, "late": number}
    named = {f"said_{name}": value for name, value in empty.items()}
    wanted = ["pk" if name == "pk" else f"said_{name}" for name in columns]
    return ready.exclude(author=actor.person_id).order_by().annotate(**named).values_list(*wanted)
