"""Short codes that are printed on paper and open one small page without an account."""

import secrets

from django.db import models
from django.db.models import Q

LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"  # nothing that looks like something else when it is printed or read out
LENGTH = 8


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class DayPurpose(models.TextChoices):
    IDEAS = "ideas", "Ideas on cards"
    NOTES = "notes", "Notes of a table"
    EVALUATION = "evaluation", "How was the day"


class DayCodeQuerySet(models.QuerySet):
    def open(self, *, now):
        return self.filter(ends_at__gt=now)


class DayCode(models.Model):
    """Everybody at the gathering may have it; it shows nothing that they do not see there anyway, and ends by itself."""

    Purpose = DayPurpose
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="day_codes")
    table = models.OneToOneField(
        "meetings.GroupTable", null=True, blank=True, on_delete=models.CASCADE, related_name="day_code"
    )
    purpose = models.CharField(max_length=10, choices=DayPurpose)
    code = models.CharField(max_length=12, unique=True, default=new_code)
    ends_at = models.DateTimeField()

    objects = DayCodeQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "purpose", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "purpose"],
                condition=Q(table=None),
                name="one_code_for_each_purpose_of_a_gathering",
            ),
            models.CheckConstraint(
                name="only_the_notes_of_a_table_belong_to_a_table",
                condition=Q(purpose="notes", table__isnull=False) | (~Q(purpose="notes") & Q(table=None)),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} of gathering {self.gathering_id}"
