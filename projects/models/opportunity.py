"""A piece of work people are invited to: everything is said before anybody answers (OPP-01 to OPP-17)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.models import Level
from members.models.history import tracked
from members.permissions import Role
from projects.models.invitation import Invitation, Outcome, Reply
from projects.models.project import Stage
from projects.models.work_choices import NEEDS_DECLARATION, Chosen, Lasts, OpenTo, Say, Status, Step, WorkMode, WorkSort
from projects.models.work_said import WorkSaid

WORDS = {"blank": True, "default": "", "db_default": ""}


def _somebody():
    """They said yes, wanted to hear more, or were settled on."""
    keen = Q(answer__in=[Reply.YES, Reply.INTERESTED]) | Q(outcome__in=[Outcome.CHOSEN, Outcome.STEPPED_ASIDE])
    return Exists(Invitation.objects.filter(keen, opportunity=OuterRef("pk")))


class OpportunityQuerySet(models.QuerySet):
    def open(self, *, now):
        return self.filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=now)

    def closed(self, *, now):
        """Answers have closed, and it is neither done nor called off."""
        return self.filter(sent_at__isnull=False, cancelled_at=None, closes_at__lte=now, done_at=None)

    def drafts(self):
        return self.filter(sent_at=None, cancelled_at=None)

    def to_be_read(self, *, today):
        """Drafts whose brief is whole, which somebody else reads before anybody is asked."""
        written = {
            f"{name}__gt": "" for name in ("what", "when_words", "place", "support", "offer", "who_decides", "mode")
        }
        return self.drafts().filter(
            checked_at=None, places__isnull=False, hear_by__isnull=False, answer_by__gte=today, **written
        )

    def read_and_not_open(self):
        return self.drafts().filter(checked_at__isnull=False)

    def over(self, *, now):
        """Answers have closed, the last day of what happens once is past, and nobody has said yet that it is done."""
        found = self.closed(now=now).filter(lasts=Lasts.ONCE)
        return found.annotate(last_day=Coalesce("ends_on", "starts_on")).filter(last_day__lt=timezone.localdate(now))

    def owed(self, *, today):
        """The day by which people were to hear what happened is past (OPP-16), and somebody waits for it: they said
        yes, wanted to hear more, or were settled on."""
        late = self.filter(sent_at__isnull=False, cancelled_at=None, fed_back_at=None, hear_by__lt=today)
        return late.filter(_somebody())

    def wanted_by_nobody(self, *, now):
        """Answers have closed, nobody said yes, wants to hear more or was settled on, and no last day asks whether it was
        held."""
        return self.closed(now=now).exclude(_somebody()).exclude(pk__in=self.model.objects.over(now=now).values("pk"))

    def run_by(self, actor):
        """Theirs to see to: their team's or asked by them, or by whom they stand in for; the coordinator's: all."""
        theirs = Q(project__team_id__in=actor.team_ids) | Q(asked_by_id__in=actor.looks_after)
        return self if actor.role == Role.COORDINATOR else self.filter(theirs)

    def visible_to(self, actor):
        if actor.role == Role.COORDINATOR:
            return self
        asked = self.model.objects.filter(invitations__person_id=actor.person_id, sent_at__isnull=False)
        own = Q(pk__in=asked.values("pk"))
        if actor.role == Role.STAFF:
            own |= Q(pk__in=self.model.objects.run_by(actor).values("pk"))
        return self.filter(own) if actor.person_id else self.none()


@tracked(exclude=["form_token"])
class Opportunity(WorkSaid, models.Model):
    """Time, place, support and offer are said before anybody answers (PAY-07)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="opportunities")
    title = models.CharField(max_length=120)
    sort = models.CharField(
        "what sort of work", max_length=14, choices=WorkSort, default=WorkSort.OTHER, db_default="other"
    )
    about_kind = models.ForeignKey(
        "meetings.Kind", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="kind of work"
    )
    topics = ArrayField(
        models.CharField(max_length=40), verbose_name="what it is about", default=list, blank=True, db_default=[]
    )
    easy_read = models.BooleanField("there is an easy-read version", default=False, db_default=False)
    staff_lead = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="who leads it",
    )
    lead_phone = models.CharField("their telephone", max_length=40, **WORDS)
    purpose = models.CharField("what it is for", max_length=500, **WORDS)
    can_change = models.CharField("what can change", max_length=500, **WORDS)
    is_fixed = models.CharField("what is fixed", max_length=500, **WORDS)
    who_decides = models.CharField("who decides", max_length=200, **WORDS)
    equal_weight = models.BooleanField("your voice counts as much as the others’", null=True, blank=True)
    level = models.CharField(max_length=12, choices=Level, **WORDS)
    stage = models.PositiveSmallIntegerField("how far along it is", choices=Stage, null=True, blank=True)
    step = models.CharField("step of the ladder we aim at", max_length=14, choices=Step, **WORDS)
    lasts = models.CharField("how long it goes on", max_length=8, choices=Lasts, default=Lasts.ONCE, db_default="once")
    say = models.CharField("advice, or part of the decision", max_length=8, choices=Say, **WORDS)
    what = models.TextField("what you would do", max_length=2000)
    essential = models.CharField("what you need to bring", max_length=300, **WORDS)
    helpful = models.CharField("what would help, and is not needed", max_length=300, **WORDS)
    when_words = models.CharField("when and how long", max_length=200)
    starts_on = models.DateField("first day of the work", null=True, blank=True)
    ends_on = models.DateField("last day of the work", null=True, blank=True)
    hours = models.DecimalField("hours in all", max_digits=5, decimal_places=2, null=True, blank=True)
    prep = models.CharField("what to prepare", max_length=200, **WORDS)
    flexible = models.CharField("how flexible it is", max_length=200, **WORDS)
    day_parts = ArrayField(
        models.CharField(max_length=12), verbose_name="when in the week", default=list, blank=True, db_default=[]
    )
    place = models.CharField("where, or how", max_length=200)
    mode = models.CharField("how one takes part", max_length=8, choices=WorkMode, **WORDS)
    travel_help = models.CharField("help with the way", max_length=200, **WORDS)
    access_known = models.CharField("what we know of the place", max_length=300, **WORDS)
    support = models.CharField("support you can have", max_length=300)
    buddy = models.BooleanField("somebody at your side", default=False, db_default=False)
    briefing = models.CharField("before it", max_length=200, **WORDS)
    debrief = models.CharField("after it", max_length=200, **WORDS)
    offer = models.CharField("what we offer", max_length=300)
    rate = models.DecimalField("pounds an hour", max_digits=6, decimal_places=2, null=True, blank=True)
    content_note = models.CharField("what may be hard", max_length=300, **WORDS)
    wellbeing_person = models.CharField("who is there for anybody who needs a moment", max_length=120, **WORDS)
    needs_course = models.ForeignKey(
        "members.Course",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="training needed",
    )
    or_train = models.BooleanField("or we'll train you", default=True, db_default=True)
    needs_dbs = models.BooleanField("a DBS check is needed", default=False, db_default=False)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    first_timers = models.PositiveSmallIntegerField(
        "of them for people who do it for the first time", default=0, db_default=0
    )
    open_to = models.CharField("open to", max_length=8, choices=OpenTo, default=OpenTo.ASKED, db_default="asked")
    how_chosen = models.CharField(
        "how it is settled", max_length=8, choices=Chosen, default=Chosen.MATCHED, db_default="matched"
    )
    hear_by = models.DateField("by when you hear what happened", null=True, blank=True)
    hear_how = models.CharField("how you hear it", max_length=200, **WORDS)
    answer_by = models.DateField()
    closes_at = models.DateTimeField()
    asked_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    request = models.OneToOneField(
        "projects.InvolvementRequest", null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunity"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField("lots were drawn", null=True, blank=True)
    told_at = models.DateTimeField("who does it was settled", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    activity = models.OneToOneField(
        "projects.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunity"
    )
    what_happened = models.TextField("what happened, in plain words", max_length=1000, **WORDS)
    fed_back_at = models.DateTimeField("everybody was told", null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 — unique where given: a form posted twice asks once
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "opportunities"
        indexes = [models.Index(fields=["closes_at", "id"], condition=Q(done_at=None), name="work_that_is_not_done")]
        constraints = [
            models.CheckConstraint(
                name="a_first_timers_place_is_a_place",
                condition=Q(places=None, first_timers=0) | Q(first_timers__lte=F("places")),
            ),
            models.CheckConstraint(
                name="work_ends_on_or_after_its_first_day", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="work_that_is_done_was_open", condition=Q(done_at=None) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="what_came_of_it_is_told_after_it_is_done",
                condition=Q(fed_back_at=None) | (Q(done_at__isnull=False) & ~Q(what_happened="")),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def team_id(self):
        return self.project.team_id

    @property
    def lead_id(self):
        """Whoever asked may see the answers and record them."""
        return self.asked_by_id

    @property
    def about_word(self):
        """How letters and links name this piece of work."""
        return f"opportunity:{self.pk}"

    def is_closed(self, *, now):
        return self.cancelled_at is not None or now >= self.closes_at

    def status(self, *, now) -> Status:
        """Draft → checked → open → closed → done → fed back; or not going ahead."""
        if self.cancelled_at:
            return Status.CANCELLED
        if self.fed_back_at:
            return Status.FED_BACK
        if self.done_at:
            return Status.DONE
        if self.sent_at:
            return Status.CLOSED if now >= self.closes_at else Status.OPEN
        return Status.CHECKED if self.checked_at else Status.DRAFT

    @property
    def is_panel(self):
        return self.sort == WorkSort.PANEL

    @property
    def asks_about_closeness(self):
        """Whether people are asked if they are too close to it (OPP-27)."""
        return self.sort in NEEDS_DECLARATION
