"""Training of members and staff (SUP-01): what there is, who did it, and until when it holds."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role


class CourseQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("name", "pk")


@tracked()
class Course(models.Model):
    """Something people are trained in, such as *Sitting on an interview panel*; `months` is how long it holds."""

    name = models.CharField(max_length=120, unique=True)
    about = models.CharField("what it is, in a sentence", max_length=300, blank=True)
    months = models.PositiveSmallIntegerField("how many months it holds", null=True, blank=True)
    is_active = models.BooleanField("on offer", default=True)
    is_coproduction = models.BooleanField("training of staff in co-production", default=False, db_default=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class TrainingStatus(models.TextChoices):
    BOOKED = "booked", "Booked"
    DONE = "done", "Done"


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: everybody's. Everybody else: their own."""
        return self if actor.role == Role.COORDINATOR else self.filter(person_id=actor.person_id)

    def holding(self, day):
        """Done, and not run out on that day."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), status=TrainingStatus.DONE)

    def in_coproduction(self):
        return self.filter(course__is_coproduction=True)

    def newest(self):
        return self.order_by("-on_day", "-pk")


@tracked()
class Training(models.Model):
    """One person and one course, once; booked, or done with the day it runs out."""

    Status = TrainingStatus
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="trainings")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainings")
    status = models.CharField(max_length=8, choices=TrainingStatus, default=TrainingStatus.DONE)
    on_day = models.DateField("day of the training")
    expires_on = models.DateField("holds until", null=True, blank=True)
    certificate = models.CharField("certificate", max_length=120, blank=True)
    certificate_file = models.ForeignKey(
        "members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-on_day", "-pk"]
        indexes = [models.Index(fields=["expires_on", "id"], name="training_by_expiry")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "on_day"], name="one_training_per_person_course_and_day"
            ),
            models.CheckConstraint(
                name="a_training_holds_at_least_its_own_day",
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("on_day")),
            ),
        ]

    def __str__(self):
        return f"{self.course}, {self.on_day}"
