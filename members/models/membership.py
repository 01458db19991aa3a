"""The Advisory Group's lifecycle (domain 2.2). *Paused* is `Person.paused_at`, not a state here."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


class State(models.TextChoices):
    ENQUIRY = "enquiry", "Enquiry"
    CONVERSATION_OFFERED = "conversation_offered", "Conversation offered"
    CONVERSATION_HELD = "conversation_held", "Conversation held"
    INDUCTION = "induction", "Induction"
    ACTIVE = "active", "Active"
    LEAVING = "leaving", "Leaving"
    LEFT = "left", "Left"
    NOT_NOW = "not_now", "Not now"
    DECLINED = "declined", "Declined"
    SIGNPOSTED = "signposted", "Signposted"
    STOPPED = "stopped_by_charity", "Stopped by the charity"


BEFORE_JOINING = [State.ENQUIRY, State.CONVERSATION_OFFERED, State.CONVERSATION_HELD, State.INDUCTION]
CLOSED = [State.LEFT, State.NOT_NOW, State.DECLINED, State.SIGNPOSTED, State.STOPPED]


class MembershipQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=CLOSED)

    def active(self):
        return self.filter(state=State.ACTIVE)

    def on_the_way_in(self):
        return self.filter(state__in=BEFORE_JOINING)


@tracked()
class Membership(models.Model):
    """One person's time with the Advisory Group, from first enquiry to leaving."""

    State = State
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=24, choices=State, default=State.ENQUIRY)
    since = models.DateField("in this state since")
    started_on = models.DateField("active member since", null=True, blank=True)
    joined_via = models.CharField(
        max_length=24,
        blank=True,
        choices=[
            ("client", "Was a client"),
            ("project", "Co-produced a course or project"),
            ("conference", "Conference"),
            ("partner", "Partner organisation"),
            ("website", "Website"),
            ("word_of_mouth", "Word of mouth"),
        ],
    )

    came_from = models.CharField("where they took part before", max_length=60, blank=True, db_default="")
    due_on = models.DateField("our next step is due on", null=True, blank=True)
    why_joined = SealedTextField("why I joined, in their own words", null=True, blank=True)
    hopes = SealedTextField("what I want from it, in their own words", null=True, blank=True)
    closing_words = SealedTextField("what we told them when it ended, beside the usual", null=True, blank=True)
    review_on = models.DateField("to be talked over on", null=True, blank=True)
    review_asked_on = models.DateField("a person was asked to talk it over on", null=True, blank=True)
    quiet_asked_on = models.DateField("a person was asked to get in touch on", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=~models.Q(state__in=CLOSED),
                name="one_open_membership_per_person",
            )
        ]

    def __str__(self):
        return f"{self.get_state_display()} since {self.since}"
