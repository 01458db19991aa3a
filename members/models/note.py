"""What somebody at the desk wrote down about a contact with a person."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


class NoteSort(models.TextChoices):
    RANG_US = "rang_us", "They rang us"
    WE_RANG = "we_rang", "We rang them"
    WROTE = "wrote", "They wrote to us"
    MET = "met", "We met"
    OTHER = "note", "Just a note"


@tracked(exclude=["words"])
class PersonNote(models.Model):
    """One note. It is never changed, only taken away; history keeps that it was, not what it said."""

    Sort = NoteSort
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="notes")
    sort = models.CharField("what it was", max_length=8, choices=NoteSort, default=NoteSort.RANG_US)
    words = SealedTextField()
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["person", "-written_at", "-id"], name="notes_of_a_person")]

    def __str__(self):
        return f"{self.get_sort_display()}, {self.written_at.day} {self.written_at:%B %Y}"
