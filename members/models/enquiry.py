"""Somebody asks to join (MEM-01): as little as is needed to answer kindly."""

from django.db import models

from members.models.channel import Way
from members.models.history import tracked
from members.models.sealed import SealedTextField


class How(models.TextChoices):
    """By which door an enquiry came in."""

    WEB = "web", "On the website"
    PHONE = "phone", "By telephone"
    PAPER = "paper", "On paper"
    TALK = "talk", "In person"
    PROJECT = "project", "Invited from a project"


class EnquiryQuerySet(models.QuerySet):
    def doubtful(self):
        """May be from a machine: nobody has looked at them, and nothing was sent."""
        return self.filter(person=None, removed_at=None)


@tracked()
class Enquiry(models.Model):
    """What was written when somebody asked. Once it has become a person, name and address live there alone."""

    How = How
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="enquiries"
    )
    how = models.CharField(max_length=8, choices=How, default=How.WEB)
    name = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    address = models.CharField(max_length=500, blank=True)
    may_leave_message = models.BooleanField(default=False)
    may_say_who = models.BooleanField(default=False)
    best_times = models.CharField(max_length=200, blank=True)
    who_may_answer = models.CharField(max_length=200, blank=True)
    helps = SealedTextField("what would make it easier to talk", null=True, blank=True)
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    about = models.CharField("where they took part before", max_length=60, blank=True)
    removed_at = models.DateTimeField("found to be from a machine", null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name_plural = "enquiries"
        indexes = [models.Index(fields=["received_at"], name="enquiries_by_time")]

    def __str__(self):
        return f"enquiry of {self.received_at:%d %B %Y}"
