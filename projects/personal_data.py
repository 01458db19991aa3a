"""What projects and the log keep about people."""

from members.personal_data import Erase, Export, History, Merge, impersonal, register
from projects import models

INVOLVEMENT = "Three years after leaving, then under a number that leads to nobody."
INTERESTS = "Until they change it, or leave."
LOG = "As long as the charity reports on it; it names nobody by itself."


def register_all():
    """Called once, in `AppConfig.ready()`."""
    for model, paths in (
        (models.Project, {"lead": Erase.UNLINK}),
        (models.StageChange, {"changed_by": Erase.UNLINK}),
        (models.Activity, {"lead": Erase.UNLINK, "logged_by": Erase.UNLINK}),
        (models.Opportunity, dict.fromkeys(("asked_by", "staff_lead", "checked_by"), Erase.UNLINK)),
        (models.InvolvementRequest, {"asked_by": Erase.UNLINK, "decided_by": Erase.UNLINK}),
        (models.PanelPoint, {"done_by": Erase.UNLINK}),
        (models.ProjectPoint, {"looked_after_by": Erase.UNLINK, "done_by": Erase.UNLINK}),
        (models.Waves, {"started_by": Erase.UNLINK}),
    ):
        register(model, paths=paths, export=Export.NOT, merge=Merge.MOVE, retain=LOG, history=History.REDACT)
    register(
        models.Participation,
        paths={"person": Erase.TOMBSTONE},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.Invitation,
        paths={"person": Erase.TOMBSTONE, "recorded_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.QualityTask,
        paths={"person": Erase.DELETE},
        export=Export.FACT,
        merge=Merge.MOVE,
        retain="A year after it is closed.",
        history=History.REDACT,
    )
    register(
        models.CoLead, paths={"person": Erase.TOMBSTONE, "added_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain=INVOLVEMENT, history=History.REDACT,
    )  # fmt: skip
    register(
        models.StandingOffer, paths={"person": Erase.DELETE, "put_up_by": Erase.UNLINK, "said_by": Erase.UNLINK},
        export=Export.FULL, merge=Merge.MOVE, retain=INTERESTS, history=History.REDACT,
    )  # fmt: skip
    register(
        models.OfferBooking, paths={"standing_offer__person": Erase.DELETE, "booked_by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, retain=INTERESTS, history=History.REDACT,
    )  # fmt: skip
    _outside_tables()
    _the_loop()
    _asking()
    _money()
    _the_timeline()
    _evidence()
    _looking_back()
    _agreeing()
    _the_plan()
    _the_look()
    _the_quarter()
    _workbooks()
    impersonal(models.ProjectKind, "Which kind of work a project is.")
    impersonal(models.ProjectMeeting, "Which meeting worked on which project.")
    impersonal(models.FromATable, "Which note of a table became something to answer; neither has an author.")


def _outside_tables():
    """Who went to an outside meeting goes with the person; what was asked and answered there names nobody and stays."""
    register(
        models.OutsideMeeting, paths={"person": Erase.TOMBSTONE, "buddy": Erase.UNLINK, "made_by": Erase.UNLINK},
        export=Export.FULL, merge=Merge.MOVE, retain=INVOLVEMENT, history=History.REDACT,
    )  # fmt: skip
    register(
        models.TableQuestion, paths={"meeting__person": Erase.TOMBSTONE, "noted_by": Erase.UNLINK, "owner": Erase.UNLINK},
        export=Export.FULL, merge=Merge.MOVE, retain=LOG, history=History.REDACT, keeps=["question", "answer", "answered_by"],
    )  # fmt: skip
    impersonal(models.TableTopic, "What is spoken on at an outside meeting, and for whom.")
    impersonal(models.Jargon, "A hard word, in plain words.")


def _the_loop():
    """What people said: its words name nobody and stay for the count; who said it, and who was told, goes with the person."""
    noted = {"noted_by": Erase.UNLINK}
    for model, paths in (
        (models.Contribution, {"owner": Erase.UNLINK, **noted}),
        (models.Response, noted),
        (models.Change, noted),
    ):
        register(model, paths=paths, export=Export.NOT, merge=Merge.MOVE, retain=LOG, history=History.REDACT)
    for model, paths in (
        (models.Contributor, {"person": Erase.TOMBSTONE}),
        (models.Told, {"person": Erase.TOMBSTONE, **noted}),
    ):
        register(
            model, paths=paths, export=Export.FULL, merge=Merge.KEEP_ONE, retain=INVOLVEMENT, history=History.REDACT
        )  # fmt: skip


def _asking():
    """What somebody would like to do, whether they said that they are too close to it, and their turn to be asked."""
    register(
        models.NoticeRule, paths={"changed_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.NONE,
    )  # fmt: skip
    register(
        models.Interests, paths={"person": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE, retain=INTERESTS,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.Turn, paths={"person": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE,
        retain="A year after the piece of work is done.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.Conflict,
        paths={"invitation__person": Erase.DELETE, "recorded_by": Erase.UNLINK, "decided_by": Erase.UNLINK},
        export=Export.FULL, merge=Merge.MOVE, retain="A year after it was decided.", history=History.REDACT,
    )  # fmt: skip


def _money():
    """What somebody would like goes with them; what was paid stays six years, for the accounts."""
    wish = {"recorded_by": Erase.UNLINK}
    for model, more in (
        (models.RecognitionProfile, wish),
        (models.RecognitionChoice, wish),
        (models.JobcentreLetter, {"given_by": Erase.UNLINK}),
    ):
        register(
            model, paths={"person": Erase.DELETE, **more}, export=Export.FULL,
            merge=Merge.MOVE if model is models.JobcentreLetter else Merge.KEEP_ONE,
            retain="While a member, and three months after leaving.", history=History.REDACT,
        )  # fmt: skip
    register(
        models.RecognitionOffer, paths={"noted_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.Claim, paths={"person": Erase.HOLD, "entered_by": Erase.HOLD, "approved_by": Erase.HOLD}, export=Export.FULL,
        merge=Merge.MOVE, retain="Six years after it was paid or declined.", history=History.REDACT,
        hold="What was paid, and why, is part of the charity's accounts: the law asks for it for six years.",
    )  # fmt: skip
    impersonal(models.Rate, "An amount, and from when to when it is offered.")
    impersonal(models.ExpenseType, "A kind of cost, and its rules.")
    impersonal(models.RecognitionRules, "What the charity decided about money.")


def _the_timeline():
    """Milestones name nobody in their words; who is in one, and a story somebody told, goes with the person."""
    register(
        models.Milestone, paths={"written_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.Mention, paths={"person": Erase.TOMBSTONE, "recorded_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain="As long as they said, and until they take it back.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.OwnStory, paths={"person": Erase.DELETE, "typed_by": Erase.UNLINK, "approval_by": Erase.UNLINK},
        export=Export.FULL, merge=Merge.MOVE, retain="As long as they said, and until they take it back.",
        history=History.REDACT,
    )  # fmt: skip


def _evidence():
    """Files name nobody in their words. Every file somebody is pictured in goes with them (`receivers`), bytes and all."""
    register(
        models.Evidence, paths={"added_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.Pictured, paths={"person": Erase.TOMBSTONE, "recorded_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain="As long as they said, and until they take it back.", history=History.REDACT,
    )  # fmt: skip


def _agreeing():
    """Texts and decisions are the group's and stay; what one person said goes with them, that a voice was heard stays."""
    noted, agreed = {"noted_by": Erase.UNLINK}, "As long as what was agreed holds, and six years after."
    for model, paths in (
        (models.Agreement, {"owner": Erase.UNLINK}),
        (models.AgreementStep, {"moved_by": Erase.UNLINK}),
        (models.TextVersion, {"made_by": Erase.UNLINK}),
        (models.Ratification, noted),
        (models.Decision, {"owner": Erase.UNLINK, **noted}),
    ):
        register(model, paths=paths, export=Export.NOT, merge=Merge.MOVE, retain=agreed, history=History.REDACT)
    for model, paths, merge, keeps in (
        (models.Voice, {"person": Erase.WIPE}, Merge.KEEP_ONE, ["name"]),
        (models.Comment, {"person": Erase.WIPE, **noted}, Merge.MOVE, ["phrase", "theme", "reply"]),
        (
            models.Position,
            {"voice__person": Erase.WIPE, "given_by": Erase.UNLINK, "entered_by": Erase.UNLINK},
            Merge.MOVE,
            ["option"],
        ),
        (models.Objection, {"voice__person": Erase.WIPE, "settled_by": Erase.UNLINK}, Merge.MOVE, ["answer"]),
    ):
        register(
            model, paths=paths, export=Export.OWN_PART, merge=merge, retain=agreed, history=History.REDACT, keeps=keeps
        )  # fmt: skip
    impersonal(models.Clause, "The words of a text, which are the group's.")
    impersonal(models.Weight, "A number beside a theme, of a position that goes with its person.")


def _looking_back():
    """How much say people had, and what they wrote: a member's own goes with them, the count of steps stays."""
    register(
        models.Rating, paths={"person": Erase.TOMBSTONE, "noted_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain=INVOLVEMENT, history=History.REDACT,
    )  # fmt: skip
    register(
        models.Reflection, paths={"person": Erase.DELETE, "noted_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain=INVOLVEMENT, history=History.REDACT,
    )  # fmt: skip
    impersonal(models.Framework, "A published framework and its version.")
    impersonal(models.FrameworkItem, "A step of a ladder, or a standard, in its published words.")


def _the_plan():
    """Goals and what is said about them name nobody in their words; who sees to one is unlinked with the person."""
    for model, paths, export in (
        (models.Plan, {"made_by": Erase.UNLINK}, Export.NOT),
        (models.PlanGoal, {"staff_owner": Erase.UNLINK, "member_owner": Erase.UNLINK}, Export.OWN_PART),
        (models.GoalWord, {"said_by": Erase.UNLINK, "recorded_by": Erase.UNLINK}, Export.FULL),
    ):
        register(model, paths=paths, export=export, merge=Merge.MOVE, retain=LOG, history=History.REDACT)


def _the_look():
    """What was agreed on together names nobody; what one person scored stays as a number under no name."""
    register(
        models.Assessment, paths={"began_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.SharedScore, paths={"noted_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.OwnScore, paths={"person": Erase.TOMBSTONE, "noted_by": Erase.UNLINK}, export=Export.FULL,
        merge=Merge.KEEP_ONE, retain=INVOLVEMENT, history=History.REDACT,
    )  # fmt: skip
    impersonal(models.AssessmentRules, "How often the charity looks at itself.")


def _the_quarter():
    """Who answers for a team, and who did; what a team said is numbers."""
    register(
        models.TeamLead, paths={"person": Erase.DELETE, "named_by": Erase.UNLINK}, export=Export.FULL, merge=Merge.MOVE,
        retain="Until somebody else answers for the team.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.QuarterAnswer, paths={"answered_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.GoodExample, paths={"marked_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=LOG,
        history=History.REDACT,
    )  # fmt: skip
    impersonal(models.QuarterStart, "A project that a team named when it was asked.")


def _workbooks():
    """The names in a workbook wait sealed for an answer, at most a day, and are wiped as soon as it is in."""
    register(
        models.LogImport, paths={"brought_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE,
        retain="One that was not brought in, a day; that one was, six years.", history=History.REDACT,
    )  # fmt: skip
    impersonal(models.LogImportRow, "What became of a row of a workbook; its words are wiped as soon as it is in.")
