"""That somebody was erased, when, and how many rows of what; never who."""

from django.db import models


class ErasureReceipt(models.Model):
    """`digest` recognises the same record in an older copy of the database (a restore); it leads to nobody."""

    number = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField("rows by table and what happened to them", default=dict)
    held = models.JSONField("what stays for a time, and why", default=list)
    backups_until = models.DateField("until when copies of the database may still hold it")

    class Meta:
        ordering = ["-erased_at", "-pk"]

    def __str__(self):
        return f"receipt {self.number}"


class Merger(models.Model):
    """Two records of one person became one: the number of the one that went, so that its history is still found."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="mergers")
    old_number = models.PositiveBigIntegerField(unique=True)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-merged_at", "-pk"]

    def __str__(self):
        return f"record {self.old_number} became {self.person_id}"
