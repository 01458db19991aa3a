"""What this floor, and the libraries that sign people in, keep about people (the periods are those of domain 5.3)."""

from allauth.socialaccount.models import SocialApp
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from pghistory.models import Events

from members import models, what_the_door_keeps
from members.personal_data import Erase, Export, History, Merge, impersonal, register

AFTER_LEAVING = "Three years after leaving."
WITH_THE_PERSON = "As long as the person is known here."
MESSAGE = "Words six months after sending, the fact that it was sent two years."
AUDIT = "Six years."


def register_all():
    """Called once, in `AppConfig.ready()`."""
    _people()
    _joining()
    _consents()
    _access()
    _close_people()
    _post()
    _desk()
    _support()
    _equality()
    _rights()
    _imports()
    what_the_door_keeps.register_all()
    _nobody()


def _tracked(model, *, erase=Erase.DELETE, export=Export.FULL, merge=Merge.MOVE, retain=AFTER_LEAVING, **others):
    register(
        model, paths={"person": erase, **others}, export=export, merge=merge, retain=retain, history=History.REDACT
    )


def _people():
    register(
        models.Person,
        paths={"pk": Erase.TOMBSTONE},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=AFTER_LEAVING,
        history=History.REDACT,
    )
    _tracked(models.Channel, merge=Merge.KEEP_ONE)
    _tracked(models.Membership, erase=Erase.TOMBSTONE, merge=Merge.KEEP_ONE)
    _tracked(models.Seat, erase=Erase.TOMBSTONE, merge=Merge.KEEP_ONE)
    _tracked(models.RoleGrant, merge=Merge.KEEP_ONE, retain=AUDIT, granted_by=Erase.UNLINK, vouched_by=Erase.UNLINK)
    _tracked(models.Representative, merge=Merge.MOVE)
    _tracked(models.Absence, cover=Erase.DELETE, written_by=Erase.UNLINK, retain="Two years.")
    register(
        models.WordingReport, paths={"person": Erase.DELETE, "closed_by": Erase.UNLINK}, export=Export.FULL, merge=Merge.MOVE,
        history=History.NONE, retain="Two years.",
    )  # fmt: skip
    register(
        models.AccessReview, paths={"grant__person": Erase.DELETE, "confirmed_by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, history=History.NONE, retain=AUDIT,
    )  # fmt: skip


def _joining():
    """From the first enquiry to the farewell; what was said goes soon, that somebody was a member stays as long as the log."""
    soon = "Three months after leaving; six months after the last contact when nothing came of it."
    _tracked(models.Enquiry, retain=soon, taken_by=Erase.UNLINK)
    _tracked(models.Rest, retain=soon)
    _tracked(models.Remembrance, merge=Merge.KEEP_ONE, retain="As long as agreed with those close to the person.")
    words = {"export": Export.FULL, "history": History.REDACT, "merge": Merge.MOVE}
    of = "membership__person"
    register(models.Conversation, paths={of: Erase.DELETE, "held_by": Erase.UNLINK}, retain=soon, **words)
    register(
        models.InductionTick,
        paths={of: Erase.DELETE, "recorded_by": Erase.UNLINK, "charity_person": Erase.UNLINK},
        retain=AFTER_LEAVING,
        **words,
    )
    register(
        models.Agreed, paths={of: Erase.DELETE, "recorded_by": Erase.UNLINK, "witness": Erase.UNLINK},
        retain=AFTER_LEAVING, **words,
    )  # fmt: skip
    register(models.Leaving, paths={of: Erase.DELETE}, retain=AFTER_LEAVING, **words)
    register(
        models.Stop,
        paths={
            of: Erase.DELETE, "proposed_by": Erase.UNLINK, "confirmed_by": Erase.UNLINK, "appeal_decided_by": Erase.UNLINK,
        },
        retain=AUDIT,
        **words,
    )  # fmt: skip
    impersonal(models.InductionItem, "A line of the checklist; who went through it is an InductionTick.")
    impersonal(models.RoleAgreement, "The text that both sides agree to; who agreed is an Agreed.")


def _consents():
    plain = {"merge": Merge.MOVE, "history": History.NONE, "retain": AUDIT}
    register(
        models.ConsentEvent,
        paths={"person": Erase.TOMBSTONE, "recorded_by": Erase.UNLINK, "witness": Erase.UNLINK},
        export=Export.FULL,
        **plain,
    )
    register(
        models.ConsentClearing,
        paths={"person": Erase.DELETE},
        export=Export.FACT,
        **(plain | {"merge": Merge.KEEP_ONE}),
    )
    register(models.ConsentWording, paths={"written_by": Erase.UNLINK}, export=Export.NOT, **plain)


def _access():
    """What somebody needs to take part, behind their consent; deleted with it."""
    with_membership = "Three months after leaving, or thirty days after the consent is taken back."
    _tracked(models.AccessNeed, merge=Merge.KEEP_ONE, retain=with_membership)
    _tracked(models.AccessPassport, merge=Merge.KEEP_ONE, retain=with_membership)


def _support():
    """Training, the support plan, check-ins; and the sealed room, of which only the fact ever leaves."""
    _tracked(models.Training, merge=Merge.MOVE, recorded_by=Erase.UNLINK)
    impersonal(models.Course, "A course; who did it is a Training.")
    plain = {"export": Export.FULL, "history": History.NONE}
    with_membership = "Three months after leaving."
    register(models.SupportPlan, paths={"person": Erase.DELETE}, merge=Merge.KEEP_ONE, retain=with_membership, **plain)
    register(
        models.Supporter, paths={"plan__person": Erase.DELETE, "supporter": Erase.DELETE}, merge=Merge.KEEP_ONE,
        retain=with_membership, **plain,
    )  # fmt: skip
    register(
        models.CheckIn,
        paths={"person": Erase.DELETE, "assigned_to": Erase.UNLINK, "closed_by": Erase.UNLINK},
        merge=Merge.KEEP_ONE,
        retain="Twelve months.",
        **plain,
    )
    sealed = {  # NOT: whoever gathers an answer is no safeguarding lead; what the law asks for, the leads give themselves
        "export": Export.NOT, "merge": Merge.MOVE, "history": History.NONE,
        "retain": "As the safeguarding lead's policy says, under hold. Words and times never change.",
    }  # fmt: skip
    hold = (
        "Whoever ever reported a safeguarding concern, or was named in one: it is kept as it was written, in a room that only "
        "the safeguarding leads can open. Nobody else can see whether there is one; please ask them."
    )
    register(models.Concern, paths={"reporter": Erase.HOLD}, hold=hold, **sealed)
    register(models.ConcernEntry, paths={"written_by": Erase.HOLD}, hold=hold, **sealed)
    register(models.ConcernKeptFrom, paths={"person": Erase.HOLD}, hold=hold, **sealed)


def _equality():
    register(
        models.EqualityPurpose, paths={"said_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE,
        retain="As long as we ask.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.EqualityAnswer, paths={}, export=Export.FULL, merge=Merge.MOVE, history=History.NONE,
        retain="While a member. It leads to nobody without the keys; members.actions.equality forgets, moves and shows it.",
    )  # fmt: skip
    impersonal(models.EqualityQuestion, "A question; it asks everybody the same.")
    impersonal(models.EqualityChoice, "An answer that may be given; who gave it is not written here.")


def _close_people():
    for model in (models.TrustedContact, models.SupporterCopy):
        register(
            model, paths={"person": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE, history=History.NONE,
            retain="Three months after leaving.",
        )  # fmt: skip
    _tracked(models.PostWishes, merge=Merge.KEEP_ONE)


def _post():
    _tracked(models.ContactTask, export=Export.OWN_PART, retain=MESSAGE, closed_by=Erase.UNLINK)
    _tracked(models.RingRequest, retain=MESSAGE)
    plain = {"merge": Merge.MOVE, "history": History.NONE}
    register(
        models.Letter, paths={"person": Erase.TOMBSTONE}, export=Export.FULL, retain=MESSAGE,
        keeps=("key", "kind", "about", "message_id"), **plain,
    )  # fmt: skip
    register(models.LetterAttempt, paths={"letter__person": Erase.DELETE}, export=Export.FACT, retain=MESSAGE, **plain)
    register(models.DeliveryReport, paths={"letter__person": Erase.DELETE}, export=Export.FACT, retain=MESSAGE, **plain)
    register(
        models.Link, paths={"person": Erase.DELETE}, export=Export.FACT, merge=Merge.DROP, history=History.NONE,
        retain="Thirty days after its end.",
    )  # fmt: skip
    register(
        models.Draft, paths={"person": Erase.DELETE}, export=Export.FACT, merge=Merge.DROP, history=History.NONE,
        retain="A day after the last word was typed.",
    )  # fmt: skip
    register(
        models.Job,
        paths={"asked_by": Erase.DELETE},
        export=Export.FACT,
        retain="Thirty days after it is done.",
        **plain,
    )
    register(
        models.KeptFile,
        paths={"about_person": Erase.DELETE, "owner": Erase.UNLINK},
        export=Export.OWN_PART,
        retain="Until the day it was given: a week for a copy of somebody's information.",
        **plain,
    )


def _desk():
    _tracked(models.PersonNote, retain="Twelve months.", written_by=Erase.UNLINK)
    plain = {"merge": Merge.MOVE, "history": History.NONE}
    register(
        models.SensitiveRead, paths={"person": Erase.DELETE, "reader": Erase.UNLINK}, export=Export.FULL, retain=AUDIT,
        **plain,
    )  # fmt: skip
    register(models.Export, paths={"asked_by": Erase.UNLINK}, export=Export.FACT, retain=AUDIT, **plain)
    register(
        models.SavedView, paths={"owner": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE, history=History.NONE,
        retain=WITH_THE_PERSON,
    )  # fmt: skip


def _rights():
    _tracked(
        models.RightsRequest, erase=Erase.WIPE, retain="Six years after the answer.",
        recorded_by=Erase.UNLINK, answered_by=Erase.UNLINK,
    )  # fmt: skip
    _tracked(
        models.Complaint, erase=Erase.WIPE, retain="Six years after the answer.",
        recorded_by=Erase.UNLINK, answered_by=Erase.UNLINK,
    )  # fmt: skip
    register(
        models.Breach, paths={"person": Erase.WIPE, "noted_by": Erase.UNLINK, "decided_by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, history=History.NONE, retain=AUDIT, keeps=frozenset({"sort", "about", "decision"}),
    )  # fmt: skip
    _tracked(
        models.AccessPack, export=Export.FACT, retain="A week after it was ready.",
        asked_by=Erase.UNLINK, released_by=Erase.UNLINK, opened_by=Erase.UNLINK,
    )  # fmt: skip
    plain = {"merge": Merge.MOVE, "history": History.NONE}
    register(
        models.PackText, paths={"pack__person": Erase.DELETE}, export=Export.NOT, retain="A week after it was ready.", **plain
    )  # fmt: skip
    register(
        models.ErasureReceipt, paths={"erased_by": Erase.UNLINK}, export=Export.NOT, retain=AUDIT, **plain
    )  # fmt: skip
    register(
        models.Merger, paths={"person": Erase.DELETE, "merged_by": Erase.UNLINK}, export=Export.FACT,
        retain=WITH_THE_PERSON, **plain,
    )  # fmt: skip
    register(
        models.RetentionRun, paths={"confirmed_by": Erase.UNLINK}, export=Export.NOT, retain=AUDIT, **plain
    )  # fmt: skip


def _imports():
    register(
        models.PeopleImport, paths={"brought_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE,
        retain="Thirty days after it was brought in; that it happened, six years.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.ImportRow, paths={"person": Erase.DELETE}, export=Export.FULL, merge=Merge.MOVE, history=History.NONE,
        retain="Thirty days after it was brought in.",
    )  # fmt: skip
    for model in (models.Mailing, models.LetterWords):
        register(
            model, paths={"written_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=MESSAGE,
            history=History.REDACT,
        )  # fmt: skip
    impersonal(models.ColumnHabit, "What some headings mean; no row of any spreadsheet.")


def _nobody():
    for model in (models.Body, models.Team):
        impersonal(model, "A group, not a person; who belongs to it is a Seat or a RoleGrant.")
    impersonal(models.Organisation, "An organisation, not a person; who speaks for it is a Representative.")
    impersonal(models.Trouble, "What was wrong with the site itself.")
    impersonal(models.RetentionRule, "How long something is kept, and why.")
    impersonal(models.Charity, "The charity itself: how it is reached, its words, its parts.")
    impersonal(models.Heartbeat, "The last sign of life of a process.")
    impersonal(models.Redaction, "That history was changed, and in which table; never whose.")
    for model in (Permission, Group, ContentType):
        impersonal(model, "Belongs to Django; no page of this site reads it.")
    impersonal(SocialApp, "A service people may sign in with; this site names it in its settings.")
    impersonal(Events, "No table of its own: a view over the event rows, which go with their models.")
