"""Reports to the Board: one period, one version, approved once; what was counted for it never changes afterwards (REP-05)."""

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value

from members.models.history import tracked
from members.permissions import Role

DIGEST = Func(Func(F("figures"), function="sha256"), Value("hex"), function="encode")


class Both(pgtrigger.Condition):
    """Two conditions of a trigger that hold together."""

    def __init__(self, one, other):
        self.parts = (one, other)

    def resolve(self, model):
        return f"({' AND '.join(f'({part.resolve(model)})' for part in self.parts)})"


class Purpose(models.TextChoices):
    """What the Board is asked to do with it (REP-07)."""

    INFORMATION = "information", "For information"
    DISCUSSION = "discussion", "For discussion"
    DECISION = "decision", "For decision"


class Kind(models.TextChoices):
    """Both are drafted, approved and frozen alike; the year's has a part of its own, what we did not do."""

    BOARD = "board", "Report to the Board"
    ANNUAL = "annual", "Report of the year"


class BoardReportQuerySet(models.QuerySet):
    def approved(self):
        return self.exclude(approved_at=None)

    def drafts(self):
        return self.filter(approved_at=None)

    def newest(self):
        """The latest period first, of a period the latest version."""
        return self.order_by("-ends_on", "starts_on", "kind", "-version", "-pk")


@tracked()
class BoardReport(models.Model):
    """A draft until it is approved. `figures` are bytes: protected when they were counted, so they name nobody.

    Who wrote and approved it are links, read when it is opened; stories and the group's own words are rows of their own.
    """

    Purpose = Purpose
    Kind = Kind
    kind = models.CharField(
        "which sort of report", max_length=6, choices=Kind, default=Kind.BOARD, db_default=Kind.BOARD
    )
    period = models.CharField("which quarter or year", max_length=7)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    version = models.PositiveSmallIntegerField(default=1)
    change_note = models.TextField("what was put right, and why", max_length=600, blank=True)

    title = models.CharField("title", max_length=120)
    lead = models.CharField("who answers for it", max_length=120, blank=True)
    purpose = models.CharField("what it is for", max_length=11, choices=Purpose, default=Purpose.INFORMATION)
    objective = models.CharField("which objective of our strategy it serves", max_length=300, blank=True)
    risk = models.CharField("which risk it belongs to", max_length=300, blank=True)
    equality = models.TextField("what it means for equality", max_length=1000, blank=True)
    considered_by = models.CharField("who looked at it before", max_length=300, blank=True)
    recommendation = models.TextField("what the Board is asked to do", max_length=1000, blank=True)
    summary = models.TextField("the report in a few sentences", max_length=1200, blank=True)
    risks = models.TextField("risks", max_length=1500, blank=True)
    asks = models.TextField("what we ask of the Board", max_length=1500, blank=True)
    silent_because = models.CharField("why the group’s own part is missing", max_length=300, blank=True)

    author = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    figures = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    counted_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_as = models.CharField("in which role", max_length=12, choices=Role, blank=True, default="", db_default="")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = BoardReportQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "starts_on", "kind", "-version", "-pk"]
        verbose_name = "report to the Board"
        verbose_name_plural = "reports to the Board"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "version"], name="one_report_per_kind_period_and_version"
            ),
            models.UniqueConstraint(
                fields=["kind", "period"], condition=Q(approved_at=None), name="one_draft_per_kind_and_period_at_a_time"
            ),
            models.CheckConstraint(
                name="the_report_of_a_year_is_about_one", condition=Q(kind="board") | ~Q(period__contains="Q")
            ),
            models.CheckConstraint(
                name="a_later_version_says_what_was_put_right", condition=Q(version=1) | ~Q(change_note="")
            ),
            models.CheckConstraint(name="the_digest_is_of_these_figures", condition=Q(sha256=DIGEST)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
            # whose report it was may follow a merged or erased person
            pgtrigger.Protect(
                name="approved_is_frozen",
                operation=pgtrigger.Update,
                condition=Both(
                    pgtrigger.Q(old__approved_at__isnull=False), pgtrigger.AnyChange(exclude=["author", "approved_by"])
                ),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_approved(self):
        return self.approved_at is not None

    @property
    def is_annual(self):
        return self.kind == Kind.ANNUAL

    @property
    def about_word(self):
        """How letters name it."""
        return f"board_report:{self.pk}"


@tracked()
class GroupSection(models.Model):
    """ "From the Advisory Group": its members' own words, closed to staff once handed in (REP-06)."""

    report = models.OneToOneField(BoardReport, on_delete=models.CASCADE, related_name="section")
    words = models.TextField("what the group wants the Board to know", max_length=4000)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    typed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handed_in_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField("approved with its report", null=True, blank=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_part_handed_in_has_words", condition=Q(handed_in_at=None) | ~Q(words="")
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="handed_in_is_closed",
                operation=pgtrigger.Update,
                condition=Both(
                    pgtrigger.Q(old__handed_in_at__isnull=False, new__handed_in_at__isnull=False),
                    pgtrigger.AnyChange("words"),
                ),
            ),
            pgtrigger.Protect(
                name="approved_words_are_frozen",
                operation=pgtrigger.Update,
                condition=Both(
                    pgtrigger.Q(old__sealed_at__isnull=False),
                    pgtrigger.AnyChange(exclude=["written_by", "typed_by", "handed_in_by"]),
                ),
            ),
            pgtrigger.Protect(
                name="approved_words_are_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__sealed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"the group's part of report {self.report_id}"


@tracked()
class ReportStory(models.Model):
    """One of the two or three things that changed, chosen by the group. Its words stay where they are told.

    So a yes that is taken back takes them out of every report at once; `words_digest` says which words were chosen.
    """

    report = models.ForeignKey(BoardReport, on_delete=models.CASCADE, related_name="stories")
    own_story = models.ForeignKey(
        "projects.OwnStory", null=True, blank=True, on_delete=models.CASCADE, related_name="in_reports"
    )
    change = models.ForeignKey(
        "projects.Change", null=True, blank=True, on_delete=models.CASCADE, related_name="in_reports"
    )
    words_digest = models.CharField(max_length=32)
    chosen_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "pk"]
        verbose_name_plural = "report stories"
        constraints = [
            models.CheckConstraint(
                name="a_chosen_story_is_one_thing",
                condition=Q(own_story=None, change__isnull=False) | Q(own_story__isnull=False, change=None),
            ),
            models.UniqueConstraint(fields=["report", "own_story"], name="a_story_is_chosen_once_per_report"),
            models.UniqueConstraint(fields=["report", "change"], name="a_change_is_chosen_once_per_report"),
        ]

    def __str__(self):
        return f"a story of report {self.report_id}"


@tracked()
class ReportWish(models.Model):
    """Somebody who would like a letter when a new report is ready to be read or worked on."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="report_wish")
    since = models.DateTimeField()

    class Meta:
        ordering = ["person", "pk"]
        verbose_name_plural = "report wishes"

    def __str__(self):
        return f"{self.person_id} hears of reports"
