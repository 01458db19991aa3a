"""The ledger of consents: every yes and every withdrawal, in which words, how it was given and who wrote it down.

Rows are only ever added. Postgres refuses to change or delete one; erasing and merging a person lift that for
their own transaction with `pgtrigger.ignore("members.ConsentEvent:append_only")`.
"""

import pgtrigger
from django.db import models
from django.db.models import Q


class Consent(models.TextChoices):
    LIVED_EXPERIENCE = "lived_experience", "Keep what I tell you about my lived experience, health and access"  # CON-01
    EQUALITY = "equality", "Use my answers to the equality questions"  # CON-02
    ACCESS_HOST = "access_host", "Tell the person who runs this meeting what I need"  # CON-03, one event at a time
    ACCESS_VENUE = "access_venue", "Tell the venue what I need"
    ACCESS_PARTNER = "access_partner", "Tell a partner organisation what I need"
    NAME_TO_MEMBERS = "name_to_members", "Show my name to other members"  # CON-04
    NAME_TO_TRUSTEES = "name_to_trustees", "Show my name to the trustees"
    NAME_IN_MINUTES = "name_in_minutes", "Write my name in minutes"
    NAME_IN_PUBLIC = "name_in_public", "Show my name in public"
    WORDS_WITHOUT_NAME = (
        "words_without_name",
        "Use these words of mine without a name",
    )  # CON-05, one contribution at a time
    WORDS_FIRST_NAME = "words_first_name", "Use these words of mine with my first name"
    WORDS_FULL_NAME = "words_full_name", "Use these words of mine with my full name"
    PHOTOS = "photos", "Be in photos, film or recordings of this event"  # CON-06, one event at a time
    TRUSTED_CONTACT = "trusted_contact", "Keep somebody you may ring for me"  # CON-08
    NETWORK = "network", "Tell partner organisations that I take part"  # CON-09
    SUPPORTER_COPY = "supporter_copy", "Send my supporter the same letters as me"  # COM-12
    OUTCOMES_AFTER_LEAVING = "outcomes_after_leaving", "Tell me what came of it after I have left"


class How(models.TextChoices):
    ONLINE = "online", "On this site"
    SPOKEN = "spoken", "Said to us"
    WRITTEN = "written", "Written to us"
    PAPER = "paper", "Signed on paper"


class ConsentWording(models.Model):
    """What somebody agreed to, word for word. A changed wording is a new version; the old one stays."""

    consent = models.CharField(max_length=24, choices=Consent)
    version = models.PositiveSmallIntegerField()
    words = models.TextField("what we ask", max_length=1000)
    why = models.TextField("why we ask", max_length=1000)
    since = models.DateTimeField("in use since")
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["consent", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "version"], name="one_consent_wording_per_version"),
            models.CheckConstraint(name="a_consent_wording_has_words", condition=~Q(words="")),
        ]

    def __str__(self):
        return f"{self.get_consent_display()}, version {self.version}"


class ConsentEvent(models.Model):
    """One yes or one withdrawal. The last one about the same thing is what holds now."""

    Consent, How = Consent, How
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="consent_events")
    consent = models.CharField(max_length=24, choices=Consent)
    about = models.CharField(max_length=60, blank=True, help_text='The one event it is for, such as "meeting:42".')
    given = models.BooleanField()
    how = models.CharField(max_length=8, choices=How)
    at = models.DateTimeField()
    wording = models.ForeignKey(ConsentWording, null=True, on_delete=models.PROTECT, related_name="events")
    recorded_by = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "consent", "about", "-id"], name="consent_now")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="a_consent_that_is_given_has_its_wording", condition=Q(given=False) | Q(wording__isnull=False)
            )
        ]

    def __str__(self):
        return f"{self.get_consent_display()}: {'given' if self.given else 'withdrawn'}"


class ConsentClearing(models.Model):
    """What a withdrawal leaves to do: the fields behind it are hidden at once and deleted by `due_at` (DP-05)."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="consent_clearings")
    consent = models.CharField(max_length=24, choices=Consent)
    about = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField("given again before it was due", null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(cleared_at=None, called_off_at=None), name="to_clear")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "consent", "about"],
                condition=Q(cleared_at=None, called_off_at=None),
                name="one_open_clearing_per_person_and_consent",
            )
        ]

    def __str__(self):
        return f"{self.get_consent_display()}: to clear"
