"""One person's registration for a conference or away day; no account is needed, and most have none."""

import json
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meetings.models.gathering_category import Category
from meetings.models.this_time import Travel, food_said
from members.models.channel import Way
from members.models.history import tracked
from members.models.link import digest
from members.models.person import sort_key
from members.models.sealed import SealedTextField
from members.permissions import Role


class RegistrationState(models.TextChoices):
    DOUBTFUL = "doubtful", "Somebody has to look"
    WAITING = "waiting", "On the waiting list"
    OFFERED = "offered", "A place is offered"
    REGISTERED = "registered", "Has a place"
    LAPSED = "lapsed", "The offer ran out"
    CANCELLED = "cancelled", "Cancelled"


class CameBy(models.TextChoices):
    PAGE = "page", "the public page"
    PHONE = "phone", "the telephone"
    PAPER = "paper", "a paper form"
    BULK = "bulk", "their organisation"
    COPIED = "copied", "last year's list"
    DOOR = "door", "the door, on the day"
    STAFF = "staff", "the organisers"


class Photo(models.TextChoices):
    UNSAID = "", "Not said yet"
    NO = "no", "No photos of me"
    YES = "yes", "Photos of me are fine"


class Badge(models.TextChoices):
    FIRST = "first", "First name only"
    FULL = "full", "Full name"
    FULL_AND_ORGANISATION = "organisation", "Full name and organisation"


@dataclass
class Needs:
    """What somebody needs on the day; kept together in one sealed field and deleted thirty days after."""

    access: str = ""
    food: list = field(default_factory=list)
    food_other: str = ""
    allergy: str = ""
    travel: str = ""
    supporter: bool = False
    interpreter: bool = False
    dog: bool = False
    quiet_room: bool = False
    helper: bool = False

    def said(self):
        """Each thing in words, for those who arrange it: (what, words)."""
        lines = [
            ("Access", self.access),
            *food_said(self.food, self.food_other, self.allergy),
            ("Travel", Travel(self.travel).label if self.travel in Travel.values and self.travel else ""),
            ("Comes along", ", ".join(self.company)),
            ("Quiet room", "will use it" if self.quiet_room else ""),
            ("On arrival", "would like to be met" if self.helper else ""),
        ]
        return [(what, words) for what, words in lines if words]

    @property
    def company(self):
        who = [
            ("a supporter", self.supporter),
            ("their own interpreter", self.interpreter),
            ("an assistance dog", self.dog),
        ]
        return [words for words, comes in who if comes]

    def __bool__(self):
        return self != Needs()

    def sealed(self):
        return json.dumps(vars(self))

    @classmethod
    def opened(cls, words):
        known = json.loads(words) if words else {}
        return cls(**{name: value for name, value in known.items() if name in cls.__dataclass_fields__})


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's gatherings. Partner: those their organisation brought.
        Everybody: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            own |= Q(gathering__team_id__in=actor.team_ids) | Q(gathering__lead_id__in=actor.looks_after)
        if actor.role == Role.PARTNER:
            own |= Q(brought_by_id__in=actor.organisation_ids)
        return self.filter(own) if actor.person_id else self.none()

    def holding_a_place(self):
        return self.filter(place_no__isnull=False)

    def in_line(self):
        """Those who wait, in the order in which they will be offered a place."""
        return self.filter(state=RegistrationState.WAITING).order_by("queue_no", "pk")

    def coming(self):
        return self.filter(state=RegistrationState.REGISTERED)

    def offered(self):
        return self.filter(state=RegistrationState.OFFERED)

    def came(self):
        return self.filter(came_at__isnull=False)

    def as_all(self, *slugs):
        """Those who ticked every one of these categories: people, not ticks."""
        return self.filter(categories__contains=list(slugs))

    def by_name(self):
        return self.order_by("sort_name", "pk")


@tracked(exclude=["needs", "token", "token_hash"])
class Registration(models.Model):
    """Under the gathering's lock: `queue_no` one more than the last of that gathering; `place_no` the lowest free
    number, held by whoever is registered or has an offer. Lowering the number of places takes nobody's.

    `held` says that it may use a place held for people with lived experience. `person` is filled when the holder was
    signed in, or when staff found that it is somebody we know. The link's token lies sealed, as in members.Link.
    """

    State, CameBy, Photo, Badge, Needs = RegistrationState, CameBy, Photo, Badge, Needs
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    name = models.CharField(max_length=200, blank=True)
    sort_name = models.CharField(max_length=200, editable=False, blank=True)
    way = models.CharField("how to reach them", max_length=8, choices=Way, blank=True)
    address = models.CharField("email address, number or postal address", max_length=500, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    brought_by = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="brought"
    )
    categories = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    needs = SealedTextField("what they need on the day", null=True, blank=True)
    photo = models.CharField(max_length=3, choices=Photo, blank=True, default=Photo.UNSAID)
    badge = models.CharField(max_length=12, choices=Badge, default=Badge.FIRST)
    badge_name = models.CharField("name on the badge", max_length=60, blank=True)
    agreed = models.JSONField("texts agreed to, and their versions", default=dict, blank=True)
    news = models.BooleanField("wants to hear what happened next", default=False)
    keep_longer = models.BooleanField("may be asked to the next one", default=False)
    came_by = models.CharField(max_length=6, choices=CameBy, default=CameBy.PAGE)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    state = models.CharField(max_length=10, choices=RegistrationState, default=RegistrationState.REGISTERED)
    held = models.BooleanField("may use a held place", default=False)
    queue_no = models.PositiveIntegerField(null=True, blank=True)
    place_no = models.PositiveIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text="rises with everything they are written to about")
    token = SealedTextField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 — unique where there is one
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField("checked in", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "sort_name", "pk"]
        indexes = [
            models.Index(fields=["gathering", "sort_name", "id"], name="registrations_by_name"),
            models.Index(
                fields=["offer_expires_at"], condition=Q(offer_expires_at__isnull=False), name="offers_that_will_end"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="one_registration_per_token"),
            models.UniqueConstraint(
                fields=["gathering", "sort_name", "address"],
                condition=~Q(state="cancelled") & ~Q(name=""),
                name="nobody_is_registered_twice",
            ),
            models.UniqueConstraint(
                fields=["gathering", "place_no"],
                condition=Q(place_no__isnull=False),
                name="one_registration_per_place",
            ),
            models.UniqueConstraint(
                fields=["gathering", "queue_no"], condition=Q(queue_no__isnull=False), name="one_registration_per_turn"
            ),
            models.CheckConstraint(
                name="a_place_is_held_by_whoever_is_registered_or_has_an_offer",
                condition=Q(state__in=["registered", "offered"], place_no__isnull=False)
                | (~Q(state__in=["registered", "offered"]) & Q(place_no=None)),
            ),
            models.CheckConstraint(
                name="an_offer_ends_and_nothing_else_does",
                condition=Q(state="offered", offer_expires_at__isnull=False)
                | (~Q(state="offered") & Q(offer_expires_at=None)),
            ),
            models.CheckConstraint(
                name="whoever_waits_has_a_turn", condition=~Q(state="waiting") | Q(queue_no__isnull=False)
            ),
        ]

    def __str__(self):
        return self.name or "somebody"

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.name)[:200]
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    @property
    def about_word(self):
        return f"registration:{self.pk}"

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else "friend"

    @property
    def on_badge(self):
        """What stands on the badge: the first name, unless they asked for more."""
        return self.badge_name or (self.first_name if self.badge == Badge.FIRST else self.name)

    @property
    def wants(self) -> Needs:
        return Needs.opened(self.needs)

    @property
    def has_lived_experience(self):
        return Category.LIVED_EXPERIENCE in self.categories

    def link_with(self, token: str) -> None:
        """This token opens its page; sets the fields, the caller saves."""
        self.token, self.token_hash = token, digest(token)
