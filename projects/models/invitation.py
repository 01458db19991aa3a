"""One person asked to one piece of work: the answer, and what was settled."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role, Via


class Reply(models.TextChoices):
    SILENT = "", "No answer yet"
    YES = "yes", "Yes"
    INTERESTED = "interested", "Tell me more"
    NO = "no", "Not for me"


class Outcome(models.TextChoices):
    """To be interested is one thing, to be chosen another."""

    WAITING = "", "Not settled yet"
    CHOSEN = "chosen", "Chosen"
    NOT_THIS_TIME = "not_this_time", "Not this time"
    STEPPED_ASIDE = "stepped_aside", "Stepped aside, thanked all the same"
    SILENT = "silent", "Did not answer, which is fine"
    NOT_ASKED = "not_asked", "Was full before it left"


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's projects and those they sent. Everybody: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            own |= Q(opportunity__project__team_id__in=actor.team_ids) | Q(
                opportunity__asked_by_id__in=actor.looks_after
            )
        return self.filter(own) if actor.person_id else self.none()

    def asked(self):
        """Those to whom it really went: not stopped on the way because the work was full."""
        return self.filter(invited_at__isnull=False).exclude(outcome=Outcome.NOT_ASKED)

    def taken(self):
        """Who counts for the places: said yes, and did not step aside."""
        return self.filter(answer=Reply.YES).exclude(outcome__in=[Outcome.STEPPED_ASIDE, Outcome.NOT_THIS_TIME])

    def doing(self):
        """Who does it, or will unless it is settled otherwise: chosen, whatever they answered, or said yes so far."""
        return self.taken() | self.filter(outcome=Outcome.CHOSEN)

    def in_order(self):
        return self.order_by("person__sort_name", "pk")


@tracked()
class Invitation(models.Model):
    """One person asked to one piece of work. No answer is ever held against anybody."""

    Reply = Reply
    Outcome = Outcome
    opportunity = models.ForeignKey("projects.Opportunity", on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="work_invitations")
    answer = models.CharField(max_length=10, choices=Reply, blank=True, default=Reply.SILENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    by_themselves = models.BooleanField("they came forward themselves", default=False, db_default=False)
    outcome = models.CharField(
        "what was settled", max_length=14, choices=Outcome, blank=True, default="", db_default=""
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField("heard what came of it", null=True, blank=True)
    told_face_to_face = models.BooleanField(default=False, db_default=False)

    objects = InvitationQuerySet.as_manager()
    refused = ""  # why an answer given just now could not be written down, for the page that shows it

    class Meta:
        ordering = ["opportunity", "person__sort_name", "pk"]
        indexes = [models.Index(fields=["person", "invited_at"], name="invitations_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], name="one_invitation_per_person_and_piece_of_work"
            )
        ]

    def __str__(self):
        return f"{self.person_id} to opportunity {self.opportunity_id}: {self.get_answer_display()}"

    @property
    def key(self):
        return str(self.pk)

    @property
    def presses(self):
        """The three ways to answer, for the `answers` component."""
        ways = [
            (Reply.YES, "Yes, I'd like to", "plus", "main"),
            (Reply.INTERESTED, "Tell me more first", "people", ""),
            (Reply.NO, "Not for me this time", "no", ""),
        ]
        return [
            {
                "label": label,
                "fields": {"answer": answer.value},
                "icon": icon,
                "kind": "" if self.answer else kind,
                "chosen": self.answer == answer,
            }
            for answer, label, icon, kind in ways
        ]
