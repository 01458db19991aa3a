"""Other groups of people with lived experience, in the borough and beyond: who knows them, visits, and invitations."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Permission, can


class Where(models.TextChoices):
    BOROUGH = "borough", "In the borough"
    COUNTY = "county", "Elsewhere in the county"
    BEYOND = "beyond", "Further away"


class MayHold(models.TextChoices):
    """Why we may keep the name of somebody who is not one of us."""

    AGREED = "agreed", "They told us we may"
    PUBLIC = "public", "It stands on their own public page"
    GROUP = "group", "It is the group's address, not a person's"


class Way(models.TextChoices):
    OURS = "ours", "We went to them"
    THEIRS = "theirs", "They came to us"


class Said(models.TextChoices):
    NOTHING = "", "No answer yet"
    YES = "yes", "Yes"
    NO = "no", "Not this time"


class GroupQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self if can(actor, Permission.SEE_GROUPS) else self.none()

    def in_touch(self):
        return self.filter(ended_on=None).order_by("name", "pk")


@tracked(exclude=["contact_name", "contact_reach"])
class OtherGroup(models.Model):
    """One group. History keeps no contact, so that a contact who wants to be forgotten is."""

    Where, MayHold = Where, MayHold
    name = models.CharField(max_length=160, unique=True)
    where = models.CharField(max_length=8, choices=Where, default=Where.BOROUGH)
    about = models.TextField("what they do", max_length=1000, blank=True)
    contact_name = models.CharField("whom we talk to there", max_length=120, blank=True)
    contact_reach = models.CharField("how to reach them", max_length=200, blank=True)
    may_hold = models.CharField("why we may keep that", max_length=8, choices=MayHold, blank=True)
    contact_checked_on = models.DateField("last checked", null=True, blank=True)
    known_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="groups_known"
    )
    ended_on = models.DateField("no longer in touch since", null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_contact_has_a_reason_why_we_keep_it",
                condition=Q(contact_name="", contact_reach="") | ~Q(may_hold=""),
            )
        ]

    def __str__(self):
        return self.name


@tracked()
class GroupVisit(models.Model):
    """One visit, one way or the other: what we learned there and what we shared."""

    Way = Way
    group = models.ForeignKey(OtherGroup, on_delete=models.CASCADE, related_name="visits")
    way = models.CharField(max_length=6, choices=Way, default=Way.OURS)
    on_day = models.DateField()
    visitors = models.PositiveSmallIntegerField("how many came along", null=True, blank=True)
    learned = models.TextField("what we learned", max_length=2000, blank=True)
    shared = models.TextField("what we shared", max_length=2000, blank=True)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-on_day", "-pk"]

    def __str__(self):
        return f"{self.get_way_display()}, {self.on_day}"


@tracked()
class WentAlong(models.Model):
    """One of ours who was there."""

    visit = models.ForeignKey(GroupVisit, on_delete=models.CASCADE, related_name="went")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["visit", "person__sort_name", "pk"]
        verbose_name_plural = "went along"
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="one_place_per_person_and_visit")]

    def __str__(self):
        return f"{self.person_id} at visit {self.visit_id}"


@tracked()
class GroupInvitation(models.Model):
    """We asked them to something of ours, or they asked us to something of theirs."""

    Said = Said
    group = models.ForeignKey(OtherGroup, on_delete=models.CASCADE, related_name="invitations")
    is_ours = models.BooleanField("to something of ours", default=True)
    what = models.CharField(max_length=160)
    on_day = models.DateField()
    said = models.CharField(max_length=3, choices=Said, blank=True, default=Said.NOTHING)

    class Meta:
        ordering = ["-on_day", "-pk"]

    def __str__(self):
        return self.what
