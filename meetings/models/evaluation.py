"""How was the day? Anonymous: no key of a person, none between two answers, no time of an answer."""

import uuid

from django.db import models
from django.db.models import Q

from members.models.history import tracked


class QuestionSort(models.TextChoices):
    SCALE = "scale", "One of five answers"
    WORDS = "words", "In their own words"


class Way(models.TextChoices):
    PAPER = "paper", "on paper"
    ONLINE = "online", "online"


SCALE = [(5, "Yes, very much"), (4, "Yes"), (3, "Partly"), (2, "Not really"), (1, "No, not at all")]


@tracked()
class EvaluationQuestion(models.Model):
    """What is asked after a gathering. Answers are one of five, or words."""

    Sort = QuestionSort
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="evaluation_questions")
    words = models.CharField(max_length=200)
    sort = models.CharField(max_length=5, choices=QuestionSort, default=QuestionSort.SCALE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["gathering", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "words"], name="a_question_is_asked_once_at_a_gathering")
        ]

    def __str__(self):
        return self.words


class EvaluationSheet(models.Model):
    """That somebody handed in a sheet, on paper or online; its answers do not lead back to it. No history."""

    Way = Way
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="evaluation_sheets")
    way = models.CharField(max_length=6, choices=Way)

    class Meta:
        ordering = ["gathering", "id"]

    def __str__(self):
        return "a sheet"


class EvaluationAnswer(models.Model):
    """One answer. Its key is random, so its order says nothing either. No history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(EvaluationQuestion, on_delete=models.CASCADE, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["question", "id"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_is_one_of_five_or_words",
                condition=Q(value__gte=1, value__lte=5, words="") | (Q(value=None) & ~Q(words="")),
            )
        ]

    def __str__(self):
        return "an answer"
