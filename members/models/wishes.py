"""How much post somebody wants, and by which way each sort of letter comes (CON-07, COM-10)."""

from django.db import models
from django.db.models import Q

from members.models.channel import Purpose, Way
from members.models.history import tracked

NOT_AT_ALL = "none"
USUAL = ""
WISHES = [(USUAL, "The usual way"), *Way.choices, (NOT_AT_ALL, "Not at all")]
SORTS = [Purpose.MEETINGS, Purpose.INVITATIONS, Purpose.NEWS, Purpose.SURVEYS]


@tracked()
class PostWishes(models.Model):
    """One row a person who wished for something; nobody needs one. What people must know leaves all the same."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="post_wishes")
    meetings = models.CharField("meeting invitations and reminders", max_length=8, blank=True, choices=WISHES)
    invitations = models.CharField("invitations to other work", max_length=8, blank=True, choices=WISHES)
    news = models.CharField("news and thank-yous", max_length=8, blank=True, choices=WISHES)
    surveys = models.CharField("questions about how it was", max_length=8, blank=True, choices=WISHES)
    weekly_letter = models.BooleanField("gather what can wait in one letter a week", default=False)
    most_a_week = models.PositiveSmallIntegerField("at most so many letters a week", null=True, blank=True)

    class Meta:
        verbose_name_plural = "wishes about post"
        constraints = [
            models.CheckConstraint(
                name="at_least_one_letter_a_week", condition=Q(most_a_week=None) | Q(most_a_week__gte=1)
            )
        ]

    def __str__(self):
        return "wishes about post"
