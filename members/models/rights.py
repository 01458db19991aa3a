"""What somebody asked for by right (a copy, being forgotten, a correction), and complaints: each with its clock."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


class Came(models.TextChoices):
    """How it reached us; every way counts the same."""

    PAGE = "page", "On this site"
    PHONE = "phone", "By telephone"
    POST = "post", "By post"
    EMAIL = "email", "By email"
    SPOKEN = "spoken", "In person"


class RightsRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def visible_to(self, actor):
        """Coordinators see all, everybody else their own."""
        if actor.role == "coordinator":
            return self
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def most_urgent(self):
        return self.order_by("answered_at", models.functions.Coalesce("extended_to", "due_on"), "pk")


@tracked()
class RightsRequest(models.Model):
    """Due one calendar month after it was received, whatever way it came; two more at most, with a reason (DP-02)."""

    class Kind(models.TextChoices):
        ACCESS = "access", "A copy of everything"
        ERASURE = "erasure", "To be forgotten"
        CORRECTION = "correction", "A correction"

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        PARTLY = "partly", "Done in part"
        REFUSED = "refused", "Not done, with the reason"
        TAKEN_BACK = "taken_back", "They took it back"

    Came = Came
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="rights_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    how = models.CharField("how it reached us", max_length=8, choices=Came, default=Came.PAGE)
    words = SealedTextField("what they asked for", null=True, blank=True)
    received_on = models.DateField()
    due_on = models.DateField()
    extended_to = models.DateField(null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = SealedTextField("what we did, and why", null=True, blank=True)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(answered_at=None) & ~models.Q(kind="correction"),
                name="one_open_request_of_a_kind",
            ),
            models.CheckConstraint(
                name="a_longer_time_has_a_reason",
                condition=models.Q(extended_to=None) | ~models.Q(extended_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, received {self.received_on}"

    @property
    def due(self):
        return self.extended_to or self.due_on


class ComplaintQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def to_acknowledge(self):
        return self.open().filter(acknowledged_at=None)

    def visible_to(self, actor):
        """Coordinators see all, everybody else their own."""
        if actor.role == "coordinator":
            return self
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()


@tracked()
class Complaint(models.Model):
    """About how information is used (DP-11). We say within thirty days that we have it, and answer without delay."""

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put_right", "We put it right"
        EXPLAINED = "explained", "We explained what we do, and why"
        NOT_AGREED = "not_agreed", "We looked into it and do not agree"
        TAKEN_BACK = "taken_back", "They took it back"

    Came = Came
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="complaints"
    )
    number = models.CharField("the number they can name", max_length=12, unique=True)
    how = models.CharField("how it reached us", max_length=8, choices=Came, default=Came.PAGE)
    name = SealedTextField("their name", null=True, blank=True)
    reach = SealedTextField("how we reach them", null=True, blank=True)
    words = SealedTextField("what is wrong", null=True, blank=True)
    received_on = models.DateField()
    acknowledge_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = SealedTextField("what we found and did", null=True, blank=True)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["acknowledge_by", "pk"]

    def __str__(self):
        return f"complaint {self.number}"

    @property
    def status(self):
        if self.answered_at:
            return "Answered"
        return "We are looking into it" if self.acknowledged_at else "New"
