"""What will happen after a gathering: told to everybody, without a name."""

from django.db import models

from members.models.history import tracked


@tracked()
class NextStep(models.Model):
    """Something that will happen, by when; whoever answers for it is known inside only."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="next_steps")
    theme = models.CharField("about", max_length=80, blank=True)
    words = models.CharField("what will happen", max_length=300)
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["gathering", "due_on", "pk"]

    def __str__(self):
        return self.words
