"""Presses at the door, from phones that may have been without a network; what stands is `Registration.came_at`."""

from django.db import models


class Press(models.TextChoices):
    CAME = "came", "Came in"
    UNDO = "undo", "Taken back"
    WALK_IN = "walk_in", "Came without being on the list"


class CheckInPress(models.Model):
    """One press. `uid` is made on the phone, so the same press sent twice is kept once. No history: it is one itself."""

    Press = Press
    uid = models.UUIDField(unique=True)
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="presses")
    registration = models.ForeignKey(
        "meetings.Registration", null=True, blank=True, on_delete=models.CASCADE, related_name="presses"
    )
    press = models.CharField(max_length=7, choices=Press)
    pressed_at = models.DateTimeField(help_text="by the phone, put right by how far its clock was off")
    kept_at = models.DateTimeField()
    counted = models.BooleanField(default=True, help_text="no: a later press had been kept already")
    by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["gathering", "pressed_at", "pk"]

    def __str__(self):
        return f"{self.get_press_display()}: registration {self.registration_id}"
