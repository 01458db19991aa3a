"""The ten things an interview panel needs looked after (domain 4.3), and who did what."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


class Point(models.TextChoices):
    MONEY = "money", "Money"
    ROLE = "role", "What their part is"
    INTERVIEW = "interview", "Their part in the interview"
    EVALUATION = "evaluation", "Their part in the decision"
    TRAINING = "training", "Training"
    ORIENTATION = "orientation", "Getting to know the place"
    INFORMATION = "information", "What they need to know before"
    TERMS = "terms", "Words explained"
    SUPPORT = "support", "Support"
    OTHER = "other", "Timing, access, computers"


WHAT_FOR = {
    Point.MONEY: "They know what is paid, how and when, and may say no to it.",
    Point.ROLE: "It is said what they do, and what they do not have to do.",
    Point.INTERVIEW: "They choose their questions, and who asks which.",
    Point.EVALUATION: "Their scores count as much as everybody else’s, or it is said why not.",
    Point.TRAINING: "They had the training, or somebody sits down with them.",
    Point.ORIENTATION: "They have seen the room and met the others.",
    Point.INFORMATION: "They have the job description and the times, early enough to read. No papers of candidates are kept here.",
    Point.TERMS: "No short forms; hard words are explained.",
    Point.SUPPORT: "Somebody is there before and after, and rings them the day after.",
    Point.OTHER: "Breaks, the way there, what they need to take part.",
}


@tracked()
class PanelPoint(models.Model):
    """One of the ten, when it is done."""

    opportunity = models.ForeignKey("projects.Opportunity", on_delete=models.CASCADE, related_name="panel_points")
    point = models.CharField(max_length=12, choices=Point)
    note = models.CharField("what was done", max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["opportunity", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "point"], name="each_of_the_ten_once_per_panel"),
            models.CheckConstraint(name="a_point_is_one_of_the_ten", condition=Q(point__in=Point.values)),
        ]

    def __str__(self):
        return self.get_point_display()
