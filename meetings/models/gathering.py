"""A conference or an away day: a day of its own with a public page, places, a programme and people who register."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.permissions import Role


class GatheringSort(models.TextChoices):
    CONFERENCE = "conference", "Conference"
    AWAY_DAY = "away_day", "Away day"


class GatheringState(models.TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open for registration"
    CLOSED = "closed", "Registration is closed"
    OVER = "over", "Over"
    CANCELLED = "cancelled", "Cancelled"


def new_uid():
    """What calendars know it by, for as long as it lives."""
    return f"{uuid.uuid4()}@{settings.MAIL_DOMAIN}"


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Its page is public once it is no draft. Drafts: coordinators, and whoever leads it or is of its team."""
        if actor.role == Role.COORDINATOR:
            return self
        public = ~Q(state=GatheringState.DRAFT)
        if actor.role == Role.STAFF:
            return self.filter(public | Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
        return self.filter(public)

    def public(self):
        return self.exclude(state=GatheringState.DRAFT)

    def upcoming(self, *, now):
        """Those still to come, the next one first."""
        coming = self.public().exclude(state=GatheringState.CANCELLED).filter(ends_at__gte=now)
        return coming.order_by("starts_at", "pk")

    def open_now(self, *, now):
        """Those that can be registered for at this moment."""
        begun = Q(registration_opens_at=None) | Q(registration_opens_at__lte=now)
        going = Q(registration_closes_at=None) | Q(registration_closes_at__gt=now)
        return self.filter(begun & going, state=GatheringState.OPEN, starts_at__gt=now).order_by("starts_at", "pk")

    def newest(self):
        return self.order_by("-starts_at", "-pk")


@tracked()
class Gathering(models.Model):
    """Times are instants. `places` empty: no limit. Of the places, `held_places` are for people with lived experience
    until `held_until`; more of them may come, and nobody else gets a held one before that moment.

    `others` and `others_le` are heads who came and never registered. `copied_from` is last year's.
    """

    Sort, State = GatheringSort, GatheringState
    sort = models.CharField(max_length=10, choices=GatheringSort, default=GatheringSort.CONFERENCE)
    slug = models.SlugField("its address", max_length=60, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=GatheringState, default=GatheringState.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    venue = models.ForeignKey("meetings.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField("where", max_length=200, blank=True)
    about = models.TextField("what it is about", max_length=4000, blank=True)
    access = models.TextField("getting in and moving around", max_length=1000, blank=True)
    content_note = models.CharField("what may be hard to hear", max_length=300, blank=True)
    wellbeing = models.TextField("quiet room, and who is there for a difficult moment", max_length=1000, blank=True)
    arriving = models.TextField("how to get there and where to park", max_length=2000, blank=True)
    rooms = models.TextField("which room is where", max_length=2000, blank=True)
    host = models.CharField("who welcomes people at the door", max_length=120, blank=True)

    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    held_places = models.PositiveIntegerField("held for people with lived experience", default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    offer_hours = models.PositiveSmallIntegerField("hours a place is kept for somebody who waited", default=48)
    offer_hours_by_hand = models.PositiveSmallIntegerField("the same, for those we ring or write to", default=120)

    meeting = models.OneToOneField(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="gathering"
    )
    others = models.PositiveIntegerField("others who came, not registered", default=0)
    others_le = models.PositiveIntegerField("of them with lived experience", default=0)
    happened_since = models.TextField("what happened next", max_length=6000, blank=True)
    told_what_happened_at = models.DateTimeField(null=True, blank=True)
    pack_sent_at = models.DateTimeField("joining pack sent", null=True, blank=True)
    reminded_at = models.DateTimeField("reminder noted", null=True, blank=True)
    earlier_asked_at = models.DateTimeField("those of earlier years were asked", null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    sequence = models.PositiveIntegerField(default=0)
    uid = models.CharField(max_length=120, unique=True, default=new_uid, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_gathering_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="heads_with_lived_experience_are_among_the_others", condition=Q(others_le__lte=F("others"))
            ),
            models.CheckConstraint(
                name="no_more_places_are_held_than_there_are",
                condition=Q(places=None) | Q(held_places__lte=F("places")),
            ),
            models.CheckConstraint(
                name="an_offer_lasts_at_least_an_hour", condition=Q(offer_hours__gte=1, offer_hours_by_hand__gte=1)
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def columns(cls, table: str) -> str:
        """What `from_row` reads, for a question that is written by hand."""
        return ", ".join(f"{table}.{field.column}" for field in cls._meta.concrete_fields)

    @classmethod
    def from_row(cls, row):
        """From a row that begins with `columns`, and what else is in the row; a tenth of what Django's `raw` costs."""
        names = [field.attname for field in cls._meta.concrete_fields]
        return cls.from_db("default", names, row[: len(names)]), row[len(names) :]

    @property
    def about_word(self):
        """How letters, links and tasks name this gathering."""
        return f"gathering:{self.pk}"

    def held_at(self, now) -> int:
        """How many places are held for people with lived experience at this moment."""
        return self.held_places if self.held_until is None or now < self.held_until else 0


@tracked()
class LeadOrganisation(models.Model):
    """Which organisations coordinate this one; another year it may be others."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="led_by")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["gathering", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "organisation"], name="an_organisation_leads_a_gathering_once")
        ]

    def __str__(self):
        return f"{self.organisation} leads"
