"""Papers of a meeting, the forms each is needed in, and the copies that go by post (MTG-03, AIS-09)."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting, MeetingState
from members.models.history import tracked
from members.models.needs import NEEDS
from members.permissions import Role

ORIGINAL = "original"


class PaperQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: of meetings of their team. Others: of meetings they may see, once the agenda is out."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role is None or actor.person_id is None:
            return self.none()
        seen = Meeting.objects.visible_to(actor).exclude(state=MeetingState.DRAFT)
        asked = Q(meeting__rsvps__person_id=actor.person_id, meeting__rsvps__removed_at=None)
        out = Q(meeting__agenda__out_at__isnull=False, meeting__in=seen.values("pk"))
        if actor.role == Role.STAFF:
            run = Q(meeting__team_id__in=actor.team_ids) | Q(meeting__lead_id__in=actor.looks_after)
            return self.filter(run | (out & asked)).distinct()
        if actor.role == Role.PARTNER:
            return self.filter(out, meeting__body__sort="network")
        return self.filter(out & asked).distinct()

    def in_order(self):
        return self.order_by("position", "pk")


@tracked()
class Paper(models.Model):
    """One paper of one meeting: what it is called, what it says in plain words, which topic it belongs to."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(
        "meetings.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="papers"
    )
    title = models.CharField("what it is called", max_length=120)
    summary = models.TextField("what it says, in plain words", max_length=1000)
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self):
        return self.title


@tracked()
class PaperForm(models.Model):
    """One paper in one form. `form` is "original" or the slug of a need; `choice` the size of print.

    Without a file it was made outside (Braille): that it exists is noted here, and it goes by post.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="forms")
    form = models.CharField(max_length=20)
    choice = models.CharField("which", max_length=40, blank=True)
    kept = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["paper", "form", "choice", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "form", "choice"], name="one_file_per_paper_and_form"),
            models.CheckConstraint(
                name="only_what_is_touched_has_no_file", condition=Q(kept__isnull=False) | Q(form="braille")
            ),
        ]

    def __str__(self):
        return f"{self.form} of paper {self.paper_id}"

    @property
    def words(self):
        """What people call this form."""
        if self.form == ORIGINAL or self.form not in NEEDS:
            return "Original"
        words = NEEDS[self.form].flagged(self.choice)
        return words[0].upper() + words[1:]


@tracked()
class PaperCopy(models.Model):
    """One person's copy of one paper went into the post. A newer file makes an older copy count no more."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="paper_copies")
    posted_on = models.DateField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["paper", "person", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "person"], name="one_copy_per_person_and_paper")]

    def __str__(self):
        return f"copy of paper {self.paper_id}"
