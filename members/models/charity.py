"""The charity itself: who it is, the words it uses, and which parts of the site it has switched on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models.history import tracked

EMERGENCY = "Samaritans 116 123, any hour, free. NHS 111, option 2. Text SHOUT to 85258. If a life is in danger, 999."


class Module(models.TextChoices):
    """Parts of the site that a charity may do without."""

    NETWORK = "network", "The Network of partner organisations"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    EQUALITY = "equality", "Equality monitoring"
    PAYMENTS = "payments", "Payments and expenses"
    CONFERENCE = "conference", "Conferences and away days"


def usual_modules():
    """What a new site has: equality stays off until the charity says why it asks."""
    return [Module.NETWORK.value, Module.SAFEGUARDING.value, Module.CONFERENCE.value]


@tracked()
class Charity(models.Model):
    """One row. While there is none, the site speaks with the words of its settings (`members.charity`)."""

    Module = Module
    name = models.CharField(max_length=120)
    phone = models.CharField("telephone", max_length=40)
    text_number = models.CharField("number for text messages", max_length=40, blank=True)
    email = models.EmailField(max_length=200)
    hours = models.CharField("when somebody answers", max_length=120, blank=True)
    address = models.CharField("postal address", max_length=300)
    logo = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    logo_words = models.CharField("what the logo shows", max_length=120, blank=True)
    emergency_words = models.CharField("emergency words", max_length=400, default=EMERGENCY)
    terms = models.JSONField("our words", default=dict, blank=True, help_text="The usual word, and ours.")
    modules = ArrayField(models.CharField(max_length=20, choices=Module), default=usual_modules, blank=True)
    set_up_at = models.DateTimeField("the getting-started list is done since", null=True, blank=True)
    access_confirmed_at = models.DateTimeField("who has access was last confirmed", null=True, blank=True)
    trial_since = models.DateTimeField("the site is only tried out since", null=True, blank=True)
    trial_until = models.DateTimeField("it was only tried out until", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "charity"
        constraints = [
            models.CheckConstraint(name="there_is_one_charity", condition=Q(id=1)),
            models.CheckConstraint(
                name="a_charity_can_be_reached", condition=~Q(name="") & ~Q(phone="") & ~Q(email="") & ~Q(address="")
            ),
            models.CheckConstraint(
                name="a_trial_ends_after_it_began",
                condition=Q(trial_until=None) | Q(trial_since__isnull=False, trial_until__gte=models.F("trial_since")),
            ),
            models.CheckConstraint(name="help_in_a_crisis_is_always_named", condition=~Q(emergency_words="")),
        ]

    def __str__(self):
        return self.name

    @property
    def is_trial(self):
        """Whether letters, texts and calls reach staff only, for the site is being tried out."""
        return self.trial_since is not None and self.trial_until is None
