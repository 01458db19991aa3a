"""A decision: asked, opened, laid open together, closed, decided, or written down from elsewhere (DEC-01, DEC-07, DEC-09)."""

from django.db import transaction
from django.utils import timezone

from members.models import Body, Organisation, Representative, RoleGrant, Seat
from members.models.body import LIVED_EXPERIENCE_HATS
from members.permissions import Permission, Role, require
from members.rules import Refused
from members.words import day
from projects import agreeing_letters, agreeing_rules, deciding_rules
from projects.actions.texts import require_project, to_step
from projects.models import METHODS, Decision, Result, TextStep, Voice, Way
from projects.queries.agreeing import standing_of, with_voices
from projects.queries.texts import current_version

LIVED_VOICE = "A person with lived experience"


@transaction.atomic
def ask(*, agreement, question, way, closes_at, bodies=(), staff=False, actor, now, **words) -> Decision:
    """A question about a text, still a draft: each organisation has one voice, or each person of these bodies has one."""
    made = Decision(
        agreement=agreement, project=agreement.project, body=agreement.body, owner=agreement.owner or actor.person,
        noted_at=now, noted_by=actor.person, question=question.strip(), way=way, closes_at=closes_at, **words,
    )  # fmt: skip
    require(actor, Permission.KEEP_AGREEMENTS, within=agreement)
    _check(made, now=now)
    agreeing_rules.check_version(version := current_version(agreement), version)
    made.save()
    if bodies or staff:
        _give_each_person(made, bodies, staff=staff, day=timezone.localdate(now))
    else:
        _give_each_organisation(made, day=timezone.localdate(now))
    agreeing_rules.check_quorum(made.quorum, made.voices.filter(is_beside=False).count())
    return made


@transaction.atomic
def put_right(*, decision, question, way, closes_at, actor, now, **words) -> Decision:
    """How it is decided, while nobody has answered; afterwards only until when it is open, and when it is looked at again."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    frozen = {"question": question.strip(), "way": way, **{name: words[name] for name in FROZEN if name in words}}
    if any(getattr(decision, name) != value for name, value in frozen.items()):
        agreeing_rules.check_not_heard_yet(decision)
    moved = closes_at != decision.closes_at
    for name, value in {**words, **frozen, "closes_at": closes_at}.items():
        setattr(decision, name, value)
    if moved:
        agreeing_rules.check_closes(closes_at, now=now)
        decision.closed_at = None
    agreeing_rules.check_words(question, field="question", what="the question")
    agreeing_rules.check_quorum(decision.quorum, decision.voices.filter(is_beside=False).count())
    decision.save()
    return decision


FROZEN = ("quorum", "enough_percent", "private_first", "names_shown")


def _check(decision, *, now):
    agreeing_rules.check_words(decision.question, field="question", what="the question")
    if decision.way not in METHODS or decision.way == Way.NOTED:
        raise Refused("Please choose how it is decided.", field="way")
    agreeing_rules.check_closes(decision.closes_at, now=now)


def _give_each_organisation(decision, *, day):
    """One voice for each organisation at the table, and a line of its own for who speaks there from lived experience."""
    at_the_table = Organisation.objects.filter(left_on=None).order_by("name", "pk")
    voices = [Voice(decision=decision, organisation=each, name=each.name) for each in at_the_table]
    lived = Representative.objects.on(day).filter(part=Representative.Part.LIVED_EXPERIENCE, person__died_on=None)
    seen = set()
    for each in lived.select_related("organisation").order_by("organisation__name", "pk"):
        if each.person_id not in seen:
            seen.add(each.person_id)
            voices.append(
                Voice(
                    decision=decision, person_id=each.person_id, beside=each.organisation, lived_experience=True,
                    is_beside=True, name=f"{LIVED_VOICE}, {each.organisation.name}"[:160],
                )
            )  # fmt: skip
    Voice.objects.bulk_create(voices)


def _give_each_person(decision, bodies, *, staff, day):
    """One voice for each person of these bodies, and of the staff; whoever is in two of them has one, in the first."""
    seats = Seat.objects.on(day).aware().filter(body__in=bodies, person__died_on=None, person__erased_at=None)
    voices = {}
    for seat in seats.select_related("person").order_by("body__name", "person__sort_name", "pk"):
        voices.setdefault(
            seat.person_id,
            Voice(
                decision=decision, person=seat.person, body_id=seat.body_id, lived_experience=seat.hat in LIVED_EXPERIENCE_HATS,
            ),
        )  # fmt: skip
    at_work = RoleGrant.objects.filter(role=Role.STAFF).on(day).filter(person__died_on=None, person__erased_at=None)
    for person in at_work.order_by("person__sort_name", "pk").values_list("person", flat=True) if staff else ():
        voices.setdefault(person, Voice(decision=decision, person_id=person))
    Voice.objects.bulk_create(voices.values())


@transaction.atomic
def add_voice(*, decision, person=None, organisation=None, lived_experience=False, actor, now) -> Voice:
    """One more voice. A person in a decision of organisations stands beside them, as a line of its own (DEC-06)."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    if (person is None) == (organisation is None):
        raise Refused("Please choose one person or one organisation.")
    if decision.outcome:
        raise Refused("It is decided. No voice can be added any more.")
    whose = {"person": person} if person else {"organisation": organisation}
    if decision.voices.filter(**whose).exists():
        raise Refused(f"{(person or organisation).name} has a voice already. Nobody has two.")
    beside = person is not None and decision.voices.filter(organisation__isnull=False).exists()
    made = Voice.objects.create(
        decision=decision, **whose, name=organisation.name if organisation else LIVED_VOICE if beside and lived_experience else "",
        lived_experience=lived_experience, is_beside=beside,
    )  # fmt: skip
    if decision.opened_at:
        agreeing_letters.ask(decision, current_version(decision.agreement), voices=[made], now=now)
    return made


@transaction.atomic
def open_it(*, decision, actor, now) -> Decision:
    """From now on it is asked; everybody who has a voice hears of it."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    agreeing_rules.check_may_open(decision, voices=decision.voices.exists())
    agreeing_rules.check_closes(decision.closes_at, now=now)
    decision.opened_at = now
    decision.save(update_fields=["opened_at"])
    to_step(decision.agreement, TextStep.TEST, actor=actor, now=now)
    agreeing_letters.ask(decision, current_version(decision.agreement), now=now)
    return decision


@transaction.atomic
def reveal(*, decision, actor, now) -> Decision:
    """All positions are laid open together (DEC-07)."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    if decision.opened_at is None:
        raise Refused("Answers are not asked for yet.")
    if decision.revealed_at is None:
        decision.revealed_at = now
        decision.save(update_fields=["revealed_at"])
    return decision


@transaction.atomic
def close(*, decision, actor, now) -> Decision:
    """No more answers, but from those who had to take it back."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    if decision.opened_at is None:
        raise Refused("It was never open.")
    if decision.closed_at is None:
        decision.closed_at = now
        decision.save(update_fields=["closed_at"])
    return decision


@transaction.atomic
def decide(
    *, decision, outcome, outcome_words, review_on=None, lived_experience="", stage=None, actor, now
) -> Decision:
    """What came of it. It closes the question, lays every position open, and tells everybody who had a voice."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    if decision.opened_at is None:
        raise Refused("Nobody has been asked yet.")
    if outcome not in Result.values:
        raise Refused("Please choose what came of it.", field="outcome")
    standing = standing_of(with_voices(Decision.objects.select_related("agreement").filter(pk=decision.pk)).get())
    deciding_rules.check_may_decide(standing, outcome, outcome_words)
    _check_review(review_on, now=now)
    decision.outcome, decision.outcome_words, decision.review_on = outcome, outcome_words.strip(), review_on
    decision.lived_experience = lived_experience or ("decided" if standing.lived.answered else "none")
    decision.stage, decision.decided_on = stage, timezone.localdate(now)
    decision.decided_at, decision.decided_version = now, standing.version
    decision.closed_at, decision.revealed_at = decision.closed_at or now, decision.revealed_at or now
    decision.save()
    if outcome in (Result.AGREED, Result.DISSENT) and decision.method.asks_positions:
        agreement = decision.agreement
        agreement.agreed_at, agreement.agreed_version = now, standing.version
        agreement.review_on = review_on or agreement.review_on
        agreement.save(update_fields=["agreed_at", "agreed_version", "review_on"])
        to_step(
            agreement,
            TextStep.RATIFY if decision.body.sort == Body.Sort.NETWORK else TextStep.AGREED,
            actor=actor,
            now=now,
        )
    agreeing_letters.tell_result(decision, now=now)
    return decision


@transaction.atomic
def note(*, question, body, decided_on, outcome, actor, now, decision=None, **words) -> Decision:
    """What was decided at a meeting or elsewhere, for the register; or put right there."""
    made = decision or Decision(way=Way.NOTED, noted_at=now, noted_by=actor.person, owner=actor.person)
    require(actor, Permission.KEEP_AGREEMENTS, within=made)
    require_project(actor, words.get("project"), before=made.project)
    for name, value in words.items():
        setattr(made, name, value)
    made.question, made.body, made.decided_on, made.outcome = question.strip(), body, decided_on, outcome
    if made.way != Way.NOTED:
        raise Refused("This was decided on its own page.")
    agreeing_rules.check_words(question, field="question", what="what was decided")
    deciding_rules.check_not_to_come(decided_on, now=now, field="decided_on")
    made.save()
    return made


def _check_review(review_on, *, now):
    if review_on is not None and review_on <= timezone.localdate(now):
        raise Refused(f"{day(review_on)} is not to come. Please choose a later day.", field="review_on")


@transaction.atomic
def looked_again(*, decision, review_on, actor, now) -> Decision:
    """It was looked at again; the next day for it, or none."""
    decision = _locked(decision)
    agreeing_rules.require_to_keep(actor, decision)
    _check_review(review_on, now=now)
    decision.review_on = review_on
    decision.save(update_fields=["review_on"])
    return decision


def _locked(decision):
    """Read anew and locked: positions come in while it is closed."""
    Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    found = Decision.objects.select_related("agreement__project", "agreement__body", "body", "project", "owner")
    return found.get(pk=decision.pk)
