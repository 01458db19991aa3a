"""What people say about a text: phrases and remarks taken down, sorted into themes, merged with credit, answered (DEC-10)."""

from django.db import transaction

from members.permissions import Permission, require
from members.rules import Refused
from projects import agreeing_rules
from projects.models import Came, Comment
from projects.queries.texts import current_version


@transaction.atomic
def say(
    *, agreement, words, version=None, clause=None, phrase="", theme="", organisation=None, may_be_named=False, person=None,
    came_by=Came.HERE, actor, now,
) -> Comment:  # fmt: skip
    """A phrase for the text, or a remark on one clause of the version that holds now; or entered for somebody."""
    require(actor, Permission.COMMENT_ON_TEXT, within=agreement)
    if came_by != Came.HERE:
        require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    agreeing_rules.check_words(words, field="words", what="what you would like to say")
    current = current_version(agreement)
    if version is not None or clause is not None:
        agreeing_rules.check_version(version or clause.version, current)
    if phrase.strip() and current is not None:
        clause = _where(phrase, clause, current)
    if organisation is not None and came_by == Came.HERE and organisation.pk not in actor.organisation_ids:
        raise Refused("You do not speak for that organisation.", field="organisation")
    return Comment.objects.create(
        agreement=agreement, version=current, clause=clause, phrase=phrase.strip(), words=words.strip(), theme=theme.strip(),
        person=actor.person if came_by == Came.HERE else person, organisation=organisation, may_be_named=may_be_named,
        came_by=came_by, noted_at=now, noted_by=actor.person,
    )  # fmt: skip


def _where(phrase, clause, current):
    """The clause these words stand in: the one that was chosen, or of the whole text the first that holds them."""
    found = next((each for each in ([clause] if clause else current.clauses.all()) if _stands_in(phrase, each)), None)
    if found is None:
        place = "this clause" if clause else "the text"
        raise Refused(f"Those words do not stand in {place}. Please copy them as they are.", field="phrase")
    return found


def _stands_in(phrase, clause):
    words = " ".join(phrase.split()).lower()
    return any(words in " ".join(text.split()).lower() for text in (clause.words, clause.plain))


@transaction.atomic
def settle(*, comment, state, reply="", theme=None, actor, now) -> Comment:
    """Taken up in the version that holds now, or not, because; or only sorted under a theme."""
    comment = _locked(comment)
    require(actor, Permission.KEEP_AGREEMENTS, within=comment.agreement)
    if state not in Comment.State.values:
        raise Refused("Please choose: taken up, or not taken up.", field="state")
    if state == Comment.State.NOT:
        agreeing_rules.check_words(reply, field="reply", what="why it was not taken up")
    comment.state, comment.reply = state, reply.strip()
    comment.theme = comment.theme if theme is None else theme.strip()
    taken = state == Comment.State.TAKEN
    comment.taken_into = (comment.taken_into or current_version(comment.agreement)) if taken else None
    comment.save()
    return comment


@transaction.atomic
def merge(*, comment, same_as, actor, now) -> Comment:
    """Two people said the same: one line from now on, with the credit of both."""
    comment, kept = _locked(comment), _locked(same_as)
    require(actor, Permission.KEEP_AGREEMENTS, within=comment.agreement)
    if comment.pk == kept.pk:
        raise Refused("Please choose another remark: this is the same one.", field="same_as")
    if comment.agreement_id != kept.agreement_id:
        raise Refused("That was said about another text.", field="same_as")
    if kept.same_as_id:
        raise Refused("That one is merged already. Please choose the one it was merged with.", field="same_as")
    comment.merged.update(same_as=kept)
    comment.same_as = kept
    comment.save(update_fields=["same_as"])
    return comment


@transaction.atomic
def part(*, comment, actor, now) -> Comment:
    """They were not the same after all."""
    comment = _locked(comment)
    require(actor, Permission.KEEP_AGREEMENTS, within=comment.agreement)
    comment.same_as = None
    comment.save(update_fields=["same_as"])
    return comment


def _locked(comment):
    Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
    return Comment.objects.select_related("agreement__project").get(pk=comment.pk)
