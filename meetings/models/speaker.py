"""Speakers of a gathering: most have no account, and may claim their page later by a private link."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.models.sealed import SealedTextField


class SpeakerQuerySet(models.QuerySet):
    def by_name(self):
        return self.order_by("name", "pk")


@tracked(exclude=["needs", "token", "token_hash"])
class Speaker(models.Model):
    """A name is enough. `person` is set when we know them (a member of the group, a colleague); the link is theirs alone.

    The photo is shown only while `photo_agreed_at` stands, and never without its description.
    """

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="speaks_at",
        verbose_name="somebody we know",
    )  # fmt: skip
    sessions = models.ManyToManyField("meetings.Session", blank=True, related_name="speakers")
    name = models.CharField("name, as it may be printed", max_length=120)
    role_line = models.CharField("what they are called", max_length=160, blank=True)
    from_group = models.BooleanField("speaks as a member of the group", default=False)
    bio = models.TextField("about them, in their own words", max_length=1500, blank=True)
    needs = SealedTextField("what they need", null=True, blank=True)
    photo = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    photo_words = models.CharField("what the photo shows", max_length=200, blank=True)
    photo_agreed_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    token = SealedTextField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    link_ended_at = models.DateTimeField(null=True, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_photo_that_is_shown_is_described", condition=Q(photo_agreed_at=None) | ~Q(photo_words="")
            )
        ]

    def __str__(self):
        return self.name

    @property
    def shows_photo(self):
        return bool(self.photo_id and self.photo_agreed_at and self.photo_words)


@tracked()
class SpeakerFile(models.Model):
    """Slides and hand-outs, kept by `members.files`."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField("members.KeptFile", on_delete=models.CASCADE, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["speaker", "pk"]

    def __str__(self):
        return f"file {self.file_id} of speaker {self.speaker_id}"


class TalkSort(models.TextChoices):
    PREPARE = "prepare", "Preparation talk"
    DEBRIEF = "debrief", "How was it, afterwards"


class TalkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None)

    def soonest_first(self):
        return self.order_by("due_on", "speaker__name", "sort", "pk")


@tracked()
class SpeakerTalk(models.Model):
    """Speaking is heavy work: one talk before and one after, each a task of somebody (SUP-07)."""

    Sort = TalkSort
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="talks")
    sort = models.CharField(max_length=8, choices=TalkSort)
    owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="speaker_talks"
    )
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "speaker", "sort", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "sort"], name="one_talk_before_and_one_after_for_each_speaker")
        ]

    def __str__(self):
        return f"{self.get_sort_display()}: {self.speaker}"

    # What `permissions.can` reads: whoever runs the gathering, and whoever sees to this one thing.
    @property
    def team_id(self):
        return self.speaker.gathering.team_id

    @property
    def lead_ids(self):
        return {self.speaker.gathering.lead_id, self.owner_id} - {None}
