"""A text that is agreed: taken on by each organisation, published with a note, taken off again (DEC-03)."""

from django.db import transaction

from members.permissions import Permission, can, require
from projects import agreeing_rules, deciding_rules
from projects.actions import texts
from projects.models import Agreement, Ratification, TextStep


@transaction.atomic
def ratify(
    *, agreement, version, organisation, how, note="", ratified_on, by_whom, actor, now
) -> Ratification:  # fmt: skip
    """An organisation took it on; entered by whoever speaks for it, or by whoever looks after the text."""
    agreement = texts.locked(agreement)
    if not can(actor, Permission.KEEP_AGREEMENTS, within=agreement):
        require(actor, Permission.TAKE_POSITION, within=organisation)
    deciding_rules.check_is_agreed(agreement, version)
    agreeing_rules.check_words(by_whom, field="by_whom", what="who took it on")
    deciding_rules.check_not_to_come(ratified_on, now=now, field="ratified_on")
    if how != Ratification.How.AS_IT_IS:
        agreeing_rules.check_words(note, field="note", what="the note")
    late = agreement.published_at is not None and now > agreement.published_at
    same = Ratification.objects.filter(version=version, organisation=organisation).first()
    made = same or Ratification(version=version, organisation=organisation, is_late=late)
    made.how, made.note, made.ratified_on, made.by_whom = how, note.strip(), ratified_on, by_whom.strip()
    made.noted_at, made.noted_by = now, actor.person
    made.save()
    return made


@transaction.atomic
def publish(*, agreement, version, note="", review_on=None, actor, now) -> Agreement:
    """From now on it stands where everybody may read it, with a note where one is needed."""
    agreement = texts.locked(agreement)
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    deciding_rules.check_is_agreed(agreement, version)
    agreement.published_at, agreement.published_version, agreement.published_note = now, version, note.strip()
    agreement.review_on = review_on or agreement.review_on
    agreement.save()
    return texts.to_step(agreement, TextStep.PUBLISHED, actor=actor, now=now)


@transaction.atomic
def take_back(*, agreement, actor, now) -> Agreement:
    """It is no longer published."""
    agreement = texts.locked(agreement)
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    agreement.published_at = agreement.published_version = None
    agreement.save(update_fields=["published_at", "published_version"])
    return texts.to_step(agreement, TextStep.RATIFY if agreement.agreed_at else TextStep.DRAFT, actor=actor, now=now)
