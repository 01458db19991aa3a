"""A member's story in their own words: theirs alone until they say yes, and no longer than they said."""

import hashlib

from django.db import models
from django.db.models import Q

from members.models.consent import How
from members.models.history import tracked
from members.permissions import Role
from projects.models.milestone import Scope, ShownAs, named


class StoryQuerySet(models.QuerySet):
    def visible_to(self, actor, *, today):
        """Whoever tells it: always. The coordinator: also what waits for its yes. Within the charity: what is released."""
        if actor.person_id is None:
            return self.none()
        own = Q(person_id=actor.person_id)
        if actor.role == Role.COORDINATOR:
            return self.filter(own | Q(state__in=[OwnStory.State.WAITING, OwnStory.State.APPROVED]))
        if actor.role in (Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD):
            return self.filter(own | Q(pk__in=self.model.objects.released(today=today).values("pk")))
        return self.filter(own)

    def released(self, *, today):
        """Approved by whoever tells it, and not past the day they set."""
        return self.filter(state=OwnStory.State.APPROVED, expires_on__gte=today, person__erased_at=None).exclude(
            scope=Scope.NOBODY
        )

    def public(self, *, today):
        return self.released(today=today).filter(scope=Scope.PUBLIC).exclude(published_at=None)

    def newest(self):
        return self.order_by("-approved_at", "-pk")


@tracked()
class OwnStory(models.Model):
    """Whoever types it, it is shown only in the words its teller approved, and any change asks them again."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        WAITING = "waiting", "Waits for their yes"
        APPROVED = "approved", "They said yes"
        WITHDRAWN = "withdrawn", "Taken back"

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="own_stories")
    title = models.CharField("a line above it", max_length=120)
    words = models.TextField("the story, in their own words", max_length=6000)
    shown_as = models.CharField("with which name", max_length=10, choices=ShownAs, default=ShownAs.NO_NAME)
    scope = models.CharField("where it may be shown", max_length=6, choices=Scope, default=Scope.NOBODY)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    typed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_how = models.CharField(max_length=8, choices=How, blank=True)
    approval_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_on = models.DateField("until", null=True, blank=True)
    published_at = models.DateTimeField("in public since", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "story"
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(
                name="an_approved_story_has_its_yes_and_its_end",
                condition=~Q(state="approved") | Q(approved_at__isnull=False, expires_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_story_in_public_was_approved_for_it",
                condition=Q(published_at=None) | Q(state="approved", scope="public"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def words_digest(self):
        """Which words these are, so that a yes is to those that were read."""
        return hashlib.sha256(f"{self.title}\n{self.words}".encode()).hexdigest()[:32]

    @property
    def teller_name(self):
        """Their name as they want it, or nothing."""
        return named(self.person, self.shown_as)
