"""Who came. This is the truth; an answer is only a plan."""

from django.db import models

from meetings.models.meeting import Mode
from members.models import Seat
from members.models.history import tracked


@tracked()
class Attendance(models.Model):
    """One person at one meeting, once, however they took part; the hat is what they wore there."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="attendances")
    came = models.BooleanField(default=True)
    mode = models.CharField(max_length=6, choices=Mode, blank=True)
    hat = models.CharField(max_length=20, choices=Seat.Hat, blank=True)
    is_walk_in = models.BooleanField(default=False)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["meeting", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person_and_meeting")
        ]

    def __str__(self):
        return f"{self.person_id} at meeting {self.meeting_id}: {'came' if self.came else 'did not make it'}"
