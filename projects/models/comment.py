"""What people say about a text before it is tested: phrases that are gathered, and remarks on a phrase (DEC-03, DEC-10)."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked


class Came(models.TextChoices):
    """By which way somebody's words reached us; whatever is not *here* was entered for them (DEC-08)."""

    HERE = "here", "On the site"
    PHONE = "phone", "By phone"
    POST = "post", "By post"
    ROOM = "room", "In the room"


FOR_THEM = [(way.value, way.label) for way in Came if way != Came.HERE]


class CommentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Comment.State.OPEN, same_as=None)

    def in_order(self):
        return self.order_by(F("clause__position").asc(nulls_first=True), "noted_at", "pk")


@tracked()
class Comment(models.Model):
    """A phrase for a text that is not written yet, or a remark on a phrase of one version. Duplicates keep their credit."""

    class State(models.TextChoices):
        OPEN = "open", "Not looked at yet"
        TAKEN = "taken", "Taken up"
        NOT = "not", "Not taken up, because"

    agreement = models.ForeignKey("projects.Agreement", on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    clause = models.ForeignKey(
        "projects.Clause", null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    phrase = models.CharField("on which words", max_length=300, blank=True)
    words = models.TextField("in your own words", max_length=1000)
    theme = models.CharField("what it is about, in a word or two", max_length=80, blank=True)
    person = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    may_be_named = models.BooleanField("you may say who said it", default=False)
    came_by = models.CharField(max_length=5, choices=Came, default=Came.HERE)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    reply = models.TextField("what became of it", max_length=1000, blank=True)
    taken_into = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="takes_up"
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_remark_on_a_clause_says_which_version", condition=Q(clause=None) | Q(version__isnull=False)
            ),
            models.CheckConstraint(
                name="whatever_is_not_taken_up_has_its_reason", condition=~Q(state="not") | ~Q(reply="")
            ),
            models.CheckConstraint(name="nothing_is_the_same_as_itself", condition=~Q(same_as=F("pk"))),
        ]

    def __str__(self):
        return self.words if len(self.words) <= 80 else self.words[:77] + "…"
