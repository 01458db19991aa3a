"""Equality monitoring apart from names: one row an answer, under a keyed digest that differs for each question."""

import uuid

from django.db import models

from members.models.history import tracked


@tracked()
class EqualityPurpose(models.Model):
    """Why the charity asks, in its own words; until this is written, nobody is asked. One row."""

    why = models.TextField("why we ask, and what we do with it", max_length=1000)
    said_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return "why we ask"


class EqualityQuestionQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(is_asked=True).order_by("position", "pk")


@tracked()
class EqualityQuestion(models.Model):
    """One question. *Prefer not to say* and leaving it out are always possible, so neither is a choice here."""

    slug = models.SlugField(unique=True)
    words = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=100)
    is_asked = models.BooleanField(default=True)
    compared_with = models.CharField("where the comparison comes from", max_length=160, blank=True)

    objects = EqualityQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.words


@tracked()
class EqualityChoice(models.Model):
    """One answer that may be given; `compare_percent` is the share among clients or in the county.

    Answers of one `band` are counted as one row of the totals (SUPP-06); each is still given by itself.
    """

    question = models.ForeignKey(EqualityQuestion, on_delete=models.CASCADE, related_name="choices")
    words = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=100)
    compare_percent = models.DecimalField(
        "percent among those we compare with", max_digits=4, decimal_places=1, null=True, blank=True
    )

    band = models.CharField("counted together under these words", max_length=120, blank=True, db_default="")

    class Meta:
        ordering = ["question", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "words"], name="a_choice_stands_once_in_a_question")]

    def __str__(self):
        return self.words


class EqualityAnswer(models.Model):
    """One answer to one question. No link to a person, none between two answers; the month and no finer.

    No `choice` means *prefer not to say*. The key is random, so its order says nothing either. No history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(EqualityQuestion, on_delete=models.CASCADE, related_name="answers")
    digest = models.CharField(max_length=64)
    choice = models.ForeignKey(EqualityChoice, null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    month = models.DateField()

    class Meta:
        ordering = ["question", "digest"]
        constraints = [models.UniqueConstraint(fields=["question", "digest"], name="one_equality_answer_per_question")]

    def __str__(self):
        return "an answer"
