"""What a place looks like, so that nothing takes anybody by surprise who comes for the first time."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class VenuePicture(models.Model):
    """The door, the room laid out, where to park; kept by `members.files`, and never without its description.

    Whoever has the address of the picture, which nobody can guess, may look at it: it stands on public pages and in
    letters to people who never sign in.
    """

    venue = models.ForeignKey("meetings.Venue", on_delete=models.CASCADE, related_name="pictures")
    file = models.OneToOneField("members.KeptFile", on_delete=models.CASCADE, related_name="+")
    words = models.CharField("what it shows", max_length=200)

    class Meta:
        ordering = ["venue", "pk"]
        constraints = [models.CheckConstraint(name="a_picture_of_a_place_is_described", condition=~Q(words=""))]

    def __str__(self):
        return self.words
