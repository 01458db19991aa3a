"""The first conversation (MEM-02), and the last one: what was said, sealed."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


@tracked()
class Conversation(models.Model):
    """Notes of the conversation before joining. `support` and `bad_day` are kept only behind CON-01."""

    membership = models.OneToOneField("members.Membership", on_delete=models.CASCADE, related_name="conversation")
    held_on = models.DateField()
    held_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    interests = SealedTextField("what interests them", null=True, blank=True)
    wants = SealedTextField("what they would like from it", null=True, blank=True)
    support = SealedTextField("what support they would like", null=True, blank=True)
    bad_day = SealedTextField("what a bad day looks like, and what helps", null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"conversation on {self.held_on}"
