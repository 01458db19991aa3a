"""A list as somebody likes to see it, kept under a name of their own."""

from django.db import models


class SavedView(models.Model):
    """The filters and the order of one list. What was typed into its search box is never kept: it is often a name."""

    owner = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="saved_views")
    of = models.CharField("which list", max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "of", "name"], name="one_saved_view_per_list_and_name")]

    def __str__(self):
        return self.name
