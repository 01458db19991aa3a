"""The loop: what people said is taken up, answered, changed by, and told back to each of them (LOG-20, LOG-21).

Each action settles at its end whether the loop is closed; being thanked, or told how far it is, never closes one.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from meetings.actions import lines as meeting_lines
from meetings.models import Passed, Said
from meetings.models.said import ANSWER_WITHIN
from members.permissions import Permission, require
from members.rules import Refused
from projects import loop_letters, loop_rules
from projects.loop_rules import require_to_answer
from projects.models import YES, Change, Contribution, Contributor, Response, Source, Telling, Told
from projects.queries.loop import became_of, standing_of, with_all

MORE_WITHIN = timedelta(days=56)  # after a yes: when they hear how far it is


def first_promise(*, now):
    """By when an answer is promised when nobody says another day."""
    return timezone.localdate(now + ANSWER_WITHIN)


def _promised(said, *, now):
    """The day that whoever sent their views was told, while it can be kept; nobody was told one for what was said in the room."""
    if not said.sent_instead or said.answer_by < timezone.localdate(now):
        return None
    return min(said.answer_by, first_promise(now=now))


@transaction.atomic
def take_up(
    *, project, text, people=(), owner=None, reply_by=None, said_on=None, thank=True, actor, now, **words
) -> Contribution:  # fmt: skip
    """Somebody said something: from now on it has an owner and a day. Whoever said it is thanked and told that day."""
    require(actor, Permission.ANSWER_SAID, within=project)
    loop_rules.check_words(text, field="text")
    said_on = said_on or timezone.localdate(now)
    loop_rules.check_not_to_come(said_on, now=now, field="said_on")
    reply_by = reply_by or first_promise(now=now)
    loop_rules.check_promise(reply_by, now=now)
    made = Contribution.objects.create(
        project=project, text=text.strip(), owner=owner or project.lead or actor.person, reply_by=reply_by, said_on=said_on,
        noted_at=now, noted_by=actor.person, **words,
    )  # fmt: skip
    people = {person.pk: person for person in people}.values()
    Contributor.objects.bulk_create([Contributor(contribution=made, person=person) for person in people])
    if thank and people:
        _tell(made, [p.pk for p in people], kind=Telling.THANKS, actor=actor, now=now)
    return made


@transaction.atomic
def take_up_said(*, said, project, actor, now) -> Contribution:
    """One press: what was written down at a meeting becomes something to answer. A second press finds the first one's."""
    require(actor, Permission.ANSWER_SAID, within=project)
    said = (
        Said.objects.select_for_update(of=("self",), no_key=True).select_related("meeting", "speaker").get(pk=said.pk)
    )
    if said.state == Passed.PASSED_ON:
        found = Contribution.objects.filter(pk=became_of(said)).first()
        if found is None:
            raise Refused("These words have been passed on already.")
        return found
    made = take_up(
        project=project, text=said.text, theme=said.theme, on_behalf_of=said.on_behalf_of, quote=said.quote,
        source=Source.VIEW if said.sent_instead else Source.MEETING, meeting=said.meeting,
        said_on=timezone.localdate(said.noted_at if said.sent_instead else said.meeting.starts_at),
        people=[said.speaker] if said.speaker_id else [], reply_by=_promised(said, now=now), actor=actor, now=now,
    )  # fmt: skip
    meeting_lines.pass_on(said=said, became=made.about_word, now=now)
    return made


@transaction.atomic
def promise(*, contribution, text, theme="", owner, reply_by, actor, now) -> Contribution:
    """Who answers, and by when; and its words, put right."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    loop_rules.check_words(text, field="text")
    if reply_by != contribution.reply_by:
        loop_rules.check_promise(reply_by, now=now)
    contribution.text, contribution.theme = text.strip(), theme.strip()
    contribution.owner, contribution.reply_by = owner, reply_by
    contribution.save(update_fields=["text", "theme", "owner", "reply_by"])
    return contribution


@transaction.atomic
def respond(*, contribution, answer, reason="", decided_by, decided_on=None, more_by=None, actor, now) -> Response:
    """The answer; everybody who said it is told, each by their own channel. After a yes they are promised the next word."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    loop_rules.check_response(answer, reason)
    loop_rules.check_words(decided_by, field="decided_by", what="who decided")
    decided_on = decided_on or timezone.localdate(now)
    loop_rules.check_not_to_come(decided_on, now=now, field="decided_on")
    if answer in YES and not contribution.changes.exists():
        contribution.reply_by = more_by or timezone.localdate(now + MORE_WITHIN)
        loop_rules.check_promise(contribution.reply_by, now=now, field="more_by")
        contribution.save(update_fields=["reply_by"])
    made = Response.objects.create(
        contribution=contribution, answer=answer, reason=reason.strip(), decided_by=decided_by.strip(),
        decided_on=decided_on, noted_at=now, noted_by=actor.person,
    )  # fmt: skip
    tell_everybody(contribution, actor=actor, now=now)
    return made


@transaction.atomic
def change(*, contribution, what, evidence="", changed_on=None, actor, now) -> Change:
    """What is different now; everybody who said it hears of it."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    loop_rules.check_can_change(standing_of(contribution))
    loop_rules.check_words(what, field="what", what="what is different now")
    changed_on = changed_on or timezone.localdate(now)
    loop_rules.check_not_to_come(changed_on, now=now, field="changed_on")
    made = Change.objects.create(
        contribution=contribution, what=what.strip(), evidence=evidence.strip(), changed_on=changed_on, noted_at=now,
        noted_by=actor.person,
    )  # fmt: skip
    tell_everybody(contribution, actor=actor, now=now)
    return made


@transaction.atomic
def look_again(*, change, still_true, actor, now) -> Change:
    """Is it still so? Somebody looked."""
    require_to_answer(actor, change.contribution)
    change.still_true, change.checked_on = still_true, timezone.localdate(now)
    change.save(update_fields=["still_true", "checked_on"])
    return change


@transaction.atomic
def tell_how_far(*, contribution, words, reply_by, actor, now) -> int:
    """A word in between: how far it is and when they hear more. It closes nothing. How many are told."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    loop_rules.check_words(words, field="words", what="how far it is")
    loop_rules.check_promise(reply_by, now=now)
    contribution.reply_by = reply_by
    contribution.save(update_fields=["reply_by"])
    people = [each.person_id for each in contribution.contributors.all() if each.wants_to_hear]
    return _tell(contribution, people, kind=Telling.PROGRESS, words=words.strip(), actor=actor, now=now)


@transaction.atomic
def told_face_to_face(*, contribution, person, actor, now) -> Told:
    """Somebody said it to them, or (without a person) to the group. A letter still waiting does not leave any more."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    standing = standing_of(contribution)
    loop_rules.check_may_be_told(standing)
    if person is not None and person.pk not in [each.person_id for each in contribution.contributors.all()]:
        raise Refused("They are not among those who said it.")
    about = {"response": standing.response, "change": standing.change, "kind": standing.telling}
    told = Told.objects.filter(contribution=contribution, person=person, **about).order_by("pk").first()
    told = told or Told(contribution=contribution, person=person, noted_at=now, noted_by=actor.person, **about)
    if told.told_at is None:
        told.told_at, told.face_to_face = now, True
        told.save()
        loop_letters.withhold(contribution, person)
    settle(contribution, now=now)
    return told


@transaction.atomic
def wishes_to_hear(*, contribution, person, wants, actor, now) -> None:
    """They would rather not hear of it, or would after all."""
    contribution = _locked(contribution)
    require_to_answer(actor, contribution)
    contribution.contributors.filter(person=person).update(wants_to_hear=wants)
    settle(contribution, now=now)


# ---- telling and closing ---------------------------------------------------------------------------------------------
def tell_everybody(contribution, *, actor, now) -> int:
    """What holds now, to everybody who wishes to hear and has not; a letter about what held before does not leave."""
    standing = standing_of(_read(contribution.pk))
    loop_letters.withhold(contribution)
    people = [each.person_id for each in standing.waiting]
    told = _tell(
        contribution, people, kind=standing.telling, response=standing.response, change=standing.change, actor=actor,
        now=now,
    )  # fmt: skip
    settle(contribution, now=now)
    return told


def settle(contribution, *, now) -> bool:
    """Writes down whether the loop is closed."""
    contribution = _read(contribution.pk)
    closed = standing_of(contribution).is_closed
    if closed != (contribution.closed_at is not None):
        contribution.closed_at = now if closed else None
        contribution.save(update_fields=["closed_at"])
    return closed


def _tell(contribution, people, *, kind, actor, now, **what) -> int:
    told = Told.objects.bulk_create(
        [
            Told(contribution=contribution, person_id=pk, kind=kind, noted_at=now, noted_by=actor.person, **what)
            for pk in people
        ]
    )
    loop_letters.note(told, now=now)
    return len(told)


def _locked(contribution):
    """Read anew and locked: two people may answer at once."""
    Contribution.objects.select_for_update(of=("self",), no_key=True).get(pk=contribution.pk)
    return _read(contribution.pk)


def _read(pk):
    return with_all(Contribution.objects.select_related("project")).get(pk=pk)
