"""A text to agree on: begun, written anew version by version, moved on, ratified by each organisation, published."""

from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, require
from members.rules import Refused
from projects import agreeing_letters, agreeing_rules, deciding_rules
from projects.models import (
    Agreement,
    AgreementStep,
    Clause,
    Comment,
    Decision,
    Objection,
    TextStep,
    TextVersion,
)
from projects.queries.texts import current_version


@transaction.atomic
def begin(*, title, about, body, project=None, owner=None, review_on=None, actor, now) -> Agreement:
    """A new text; it begins with gathering phrases."""
    made = Agreement(
        title=title.strip(), about=about.strip(), body=body, project=project, owner=owner or actor.person,
        review_on=review_on, started_on=timezone.localdate(now),
    )  # fmt: skip
    require(actor, Permission.KEEP_AGREEMENTS, within=made)
    require_project(actor, project)
    agreeing_rules.check_words(title, field="title", what="what it is called")
    made.save()
    _note_step(made, actor=actor, now=now)
    return made


@transaction.atomic
def put_right(*, agreement, title, about, body, project, owner, review_on, actor, now) -> Agreement:
    """What it is called, who looks after it, when it is looked at again."""
    agreement = locked(agreement)
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    require_project(actor, project, before=agreement.project)
    agreeing_rules.check_words(title, field="title", what="what it is called")
    agreement.title, agreement.about, agreement.body = title.strip(), about.strip(), body
    agreement.project, agreement.owner, agreement.review_on = project, owner or agreement.owner, review_on
    agreement.save()
    return agreement


def require_project(actor, project, *, before=None):
    """What is put under a project belongs to its team too, so only they put it there. Raises PermissionDenied."""
    if project is not None and project != before:
        require(actor, Permission.KEEP_AGREEMENTS, within=project)


@transaction.atomic
def move(*, agreement, step, actor, now) -> Agreement:
    """On, or back. *Agreed* comes from a decision, *published* from publishing."""
    agreement = locked(agreement)
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    if step not in TextStep.values:
        raise Refused("Please choose one of the steps.", field="step")
    if step == TextStep.PUBLISHED and agreement.published_at is None:
        raise Refused("Please publish it on its own page: it asks which version, and for a note.", field="step")
    if step in (TextStep.AGREED, TextStep.RATIFY) and agreement.agreed_at is None:
        raise Refused("It is agreed by a decision. Please write down its outcome first.", field="step")
    return to_step(agreement, step, actor=actor, now=now)


def to_step(agreement, step, *, actor, now):
    """Inside another action."""
    if agreement.step != step:
        agreement.step = step
        agreement.save(update_fields=["step"])
        _note_step(agreement, actor=actor, now=now)
    return agreement


@transaction.atomic
def write(
    *, agreement, clauses, what_changed="", takes_up=(), works_in=(), on_version=None, actor, now
) -> TextVersion:  # fmt: skip
    """The next version. Every position belongs to the version before and is kept; each voice is asked anew (DEC-02).

    `clauses`: dicts of thread (or None), words, plain. `takes_up`, `works_in`: comments and objections it follows from.
    `on_version`: the number it was written on, so that nobody overwrites somebody else's version unread.
    """
    agreement = locked(agreement)
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    before = current_version(agreement)
    if on_version is not None and before is not None and before.number != on_version:
        raise Refused(
            f"Somebody has written version {before.number} since. Please read it first; your words stand below."
        )
    clauses = [{**each, "words": each["words"].strip(), "plain": each["plain"].strip()} for each in clauses]
    agreeing_rules.check_has_clauses(clauses)
    clauses = [each for each in clauses if each["words"]]
    agreeing_rules.check_is_new(clauses, before)
    made = TextVersion.objects.create(
        agreement=agreement, number=before.number + 1 if before else 1, what_changed=what_changed.strip(), made_at=now,
        made_by=actor.person,
    )  # fmt: skip
    _lay_clauses(made, clauses)
    _follow(made, takes_up, works_in, actor=actor, now=now)
    for decision in Decision.objects.running(now=now).filter(agreement=agreement, outcome="").order_by("pk"):
        agreeing_letters.ask(decision, made, now=now)
    return made


def _lay_clauses(version, clauses):
    used = (
        Clause.objects.filter(version__agreement=version.agreement).order_by("-thread").values_list("thread", flat=True)
    )
    free = (used.first() or 0) + 1
    rows = []
    for position, each in enumerate(clauses, start=1):
        thread = each.get("thread")
        if thread is None:
            thread, free = free, free + 1
        rows.append(Clause(version=version, position=position, thread=thread, words=each["words"], plain=each["plain"]))
    Clause.objects.bulk_create(rows)


def _follow(version, comments, objections, *, actor, now):
    """Who bent it: what was said is marked as taken up in this version."""
    numbers = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=numbers).update(state=Comment.State.TAKEN, taken_into=version)
    words = version.what_changed or f"It is worked into version {version.number}."
    for objection in objections:
        deciding_rules.check_may_be_answered(objection)
        answer = f"{objection.answer} {words}".strip()  # what was answered before is kept
        Objection.objects.filter(pk=objection.pk).update(
            state=Objection.State.INTEGRATED,
            worked_into=version,
            answer=answer,
            settled_at=now,
            settled_by=actor.person,
        )


def _note_step(agreement, *, actor, now):
    AgreementStep.objects.create(agreement=agreement, step=agreement.step, moved_at=now, moved_by=actor.person)


def locked(agreement):
    """Read anew and locked: two people may write at once."""
    Agreement.objects.select_for_update(of=("self",), no_key=True).get(pk=agreement.pk)
    return Agreement.objects.select_related("project", "body", "owner", "published_version", "agreed_version").get(
        pk=agreement.pk
    )
