"""The two or three things that changed which stand beside the figures of trustees, chosen by the Advisory Group (REP-04)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked

PLACES = 3


@tracked()
class BoardStory(models.Model):
    """One of them. Its words stay where they are told, so a yes that is taken back takes them away at once.

    `words_digest` says which words were chosen: others do not stand in their place.
    """

    place = models.PositiveSmallIntegerField("which of the three places", unique=True)
    own_story = models.OneToOneField(
        "projects.OwnStory", null=True, blank=True, on_delete=models.CASCADE, related_name="beside_the_figures"
    )
    change = models.OneToOneField(
        "projects.Change", null=True, blank=True, on_delete=models.CASCADE, related_name="beside_the_figures"
    )
    words_digest = models.CharField(max_length=32)
    chosen_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    typed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        verbose_name = "story beside the figures"
        verbose_name_plural = "stories beside the figures"
        constraints = [
            models.CheckConstraint(
                name="there_are_three_places_beside_the_figures", condition=Q(place__range=(1, PLACES))
            ),
            models.CheckConstraint(
                name="what_stands_beside_the_figures_is_one_thing",
                condition=Q(own_story=None, change__isnull=False) | Q(own_story__isnull=False, change=None),
            ),
        ]

    def __str__(self):
        return f"place {self.place} beside the figures"
