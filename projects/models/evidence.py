"""What shows what came of a piece of work: files and pictures, and the yes of everybody who is pictured (LOG-23)."""

from django.db import models
from django.db.models import Q

from members.models.consent import How
from members.models.history import tracked
from members.permissions import Role

INSIDE = (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD)


class Readers(models.TextChoices):
    """How far one may be shown: what whoever attaches it wants, and what each person pictured says."""

    NOBODY = "nobody", "Not shown"
    TEAM = "team", "Only the team that did the work"
    INSIDE = "inside", "Everybody on this site who sees the project"


class EvidenceQuerySet(models.QuerySet):
    def with_all(self):
        """With its file and who is pictured: two questions more, however many there are."""
        people = Pictured.objects.select_related("person").in_order()
        found = self.select_related("project__team", "change__contribution", "kept", "added_by")
        return found.prefetch_related(models.Prefetch("pictured", people))

    def visible_to(self, actor):
        """Whoever sees the project; whether it is shown to them now is `queries.evidence.may_see`."""
        return self if actor.role in INSIDE else self.none()

    def newest(self):
        return self.order_by("-added_at", "-pk")


@tracked(exclude=["kept"])
class Evidence(models.Model):
    """One file or picture. Its words name nobody. Without its file it is not there."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="evidence")
    change = models.ForeignKey(
        "projects.Change", null=True, blank=True, on_delete=models.CASCADE, related_name="files",
        verbose_name="what is different now, which it shows",
    )  # fmt: skip
    title = models.CharField("what it is, in a line", max_length=120)
    kept = models.ForeignKey("members.KeptFile", on_delete=models.CASCADE, related_name="+")
    is_picture = models.BooleanField(default=False)
    picture_words = models.CharField("what the picture shows", max_length=300, blank=True)
    shows_nobody = models.BooleanField("nobody can be recognised in it", default=False)
    readers = models.CharField("who may see it", max_length=6, choices=Readers, default=Readers.TEAM)
    added_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = "evidence"
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="a_picture_kept_as_evidence_says_what_it_shows",
                condition=Q(is_picture=False) | ~Q(picture_words=""),
            ),
            models.CheckConstraint(
                name="evidence_is_for_the_team_or_for_everybody_inside", condition=~Q(readers="nobody")
            ),
        ]

    def __str__(self):
        return self.title


class PicturedQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("person__sort_name", "pk")

    def of(self, person):
        return self.filter(person=person)

    def unanswered(self):
        return self.filter(decided_at=None)


@tracked()
class Pictured(models.Model):
    """One person in one picture or file: how far they said yes, and until when. Silence is no yes."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="pictured")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="pictured")
    scope = models.CharField("to whom it may be shown", max_length=6, choices=Readers, default=Readers.NOBODY)
    until = models.DateField("until", null=True, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField("how they said it", max_length=8, choices=How, blank=True)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PicturedQuerySet.as_manager()

    class Meta:
        ordering = ["evidence", "person__sort_name", "pk"]
        verbose_name = "picture somebody is in"
        verbose_name_plural = "pictures somebody is in"
        constraints = [
            models.UniqueConstraint(fields=["evidence", "person"], name="one_line_per_person_and_evidence"),
            models.CheckConstraint(
                name="nobody_is_pictured_who_has_not_said_yes_until_a_day",
                condition=Q(scope="nobody") | Q(decided_at__isnull=False, until__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} in evidence {self.evidence_id}: {self.get_scope_display()}"

    def holds(self, readers, *, today) -> bool:
        """Whether they may be shown to these readers today."""
        if self.person.erased_at is not None or self.until is None or self.until < today:
            return False
        return self.scope == Readers.INSIDE or (self.scope == Readers.TEAM and readers == Readers.TEAM)
