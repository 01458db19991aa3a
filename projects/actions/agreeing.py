"""Where each voice stands: taken, changed, taken back, entered for somebody; objections raised, answered, withdrawn."""

from django.db import transaction

from members.rules import Refused
from projects import agreeing_letters, agreeing_rules
from projects.actions import objecting
from projects.models import TAKE_BACK, WEIGHTS, Came, Clause, Decision, Position, Voice, Way, Weight
from projects.queries.texts import current_version


@transaction.atomic
def take(
    *, voice, version, option, words="", back_by=None, moved_because="", may_be_named=False, came_by=Came.HERE, late=False,
    known=None, actor, now,
) -> Position:  # fmt: skip
    """This voice stands here on this version. Changeable until it closes; one for each voice and version.

    `came_by` other than *here*: entered by whoever looks after it, who alone may say `late`: after the end, marked so.
    `known`: the stamp of the answer that page showed; Refused when they have answered since.
    """
    decision, voice, before = _voice(voice, version, known, actor=actor, came_by=came_by, now=now)
    agreeing_rules.check_version(version, decision.decided_version or current_version(decision.agreement))
    if decision.way in (Way.WEIGH, Way.NOTED):
        raise Refused("Here each theme is weighed by itself.")
    is_late = agreeing_rules.check_may_answer(decision, before, late=late and came_by != Came.HERE, now=now)
    agreeing_rules.check_one_voice(voice, before, actor, came_by)
    agreeing_rules.check_option(decision, option, words=words, back_by=back_by, now=now)
    made = _save(
        voice, version, before, option=option, words=words.strip(), back_by=back_by if option == TAKE_BACK else None,
        moved_because=moved_because.strip(), may_be_named=may_be_named, came_by=came_by, is_late=is_late, actor=actor, now=now,
    )  # fmt: skip
    objecting.follow(made, decision, now=now)
    agreeing_letters.withhold_asking(decision, voice, now=now)
    return made


@transaction.atomic
def weigh(*, voice, version, weights, words="", came_by=Came.HERE, known=None, actor, now) -> Position:
    """How much each theme matters to this voice: {clause id: 1 to 3}. Every theme gets a weight."""
    decision, voice, before = _voice(voice, version, known, actor=actor, came_by=came_by, now=now)
    agreeing_rules.check_version(version, current_version(decision.agreement))
    if decision.way != Way.WEIGH:
        raise Refused("Nothing is weighed here.")
    agreeing_rules.check_may_answer(decision, None, now=now)
    agreeing_rules.check_one_voice(voice, before, actor, came_by)
    themes = list(Clause.objects.filter(version=version).order_by("position").values_list("pk", flat=True))
    allowed = [weight for weight, _ in WEIGHTS]
    for number, theme in enumerate(themes, start=1):
        if weights.get(theme) not in allowed:
            raise Refused("Please say of this theme how much it matters.", field=f"theme_{number}")
    made = _save(
        voice, version, before, option="weighed", words=words.strip(), back_by=None, moved_because="", may_be_named=False,
        came_by=came_by, is_late=False, actor=actor, now=now,
    )  # fmt: skip
    made.weights.all().delete()
    Weight.objects.bulk_create([Weight(position=made, clause_id=theme, weight=weights[theme]) for theme in themes])
    agreeing_letters.withhold_asking(decision, voice, now=now)
    return made


def _voice(voice, version, known, *, actor, came_by, now):
    """The decision locked, the voice and its position on this version; whoever acts may."""
    Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=voice.decision_id)
    voice = Voice.objects.select_related("decision__agreement__project", "decision__project", "organisation").get(
        pk=voice.pk
    )
    decision = voice.decision
    if came_by == Came.HERE:
        agreeing_rules.require_voice(actor, voice, now=now)
    else:
        agreeing_rules.require_to_keep(actor, decision)
    before = voice.positions.select_related("given_by").filter(version=version).first()
    agreeing_rules.check_seen(before, known)
    return decision, voice, before


def _save(voice, version, before, *, actor, now, came_by, **words):
    made = before or Position(voice=voice, version=version)
    for name, value in words.items():
        setattr(made, name, value)
    here = came_by == Came.HERE
    made.came_by, made.given_at = came_by, now
    made.given_by = actor.person if here else voice.person
    made.entered_by = None if here else actor.person
    made.save()
    return made
