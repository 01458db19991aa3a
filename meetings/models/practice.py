"""The Network's shared library: what works, told by one organisation to the others."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Permission, can


class PracticeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Whoever sees the Network; what was put away only those who may bring it back."""
        if not can(actor, Permission.SEE_NETWORK):
            return self.none()
        if actor.knows_everybody:
            return self
        return self.filter(Q(put_away_at=None) | Q(organisation_id__in=actor.organisation_ids))

    def standing(self):
        return self.filter(put_away_at=None)

    def about(self, words):
        """Each word somewhere in title, description or tags."""
        found = self
        for word in words.split()[:6]:
            found = found.filter(
                Q(title__icontains=word)
                | Q(what__icontains=word)
                | Q(tags__icontains=word)
                | Q(organisation__name__icontains=word)
            )
        return found

    def newest(self):
        return self.order_by("-added_at", "-pk")


@tracked()
class Practice(models.Model):
    """One thing worth copying: a few words, and if there is one a link or a file. Tags are small words in lower case."""

    title = models.CharField(max_length=120)
    what = models.TextField("what it is, and how it went", max_length=3000)
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="practice")
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    added_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name_plural = "good practice"

    def __str__(self):
        return self.title
