"""The Network's definition at its third draft, the strategy's themes weighed by four groups, and the register of decisions.

All of it lies days back, so it is written down as it stands now; one letter still waits for its answer.
"""

from datetime import timedelta

from coproduction.story.reading import read
from members.models import Representative, RoleGrant, Seat
from members.models.body import LIVED_EXPERIENCE_HATS
from members.post import delivery
from projects import agreeing_letters
from projects.actions.deciding import LIVED_VOICE
from projects.models import (
    Agreement,
    AgreementStep,
    Clause,
    Comment,
    Decision,
    Objection,
    Position,
    Ratification,
    TextStep,
    TextVersion,
    Voice,
    Way,
    Weight,
)


def agree(cast, projects):
    told = read("agreeing")
    _published_before(cast, told["published_before"])
    _definition(cast, told)
    _themes(cast, told["themes"], projects["strategy"])
    for entry in told["decided"]:
        _register(cast, entry)


def _at(cast, ago, clock="11:00"):
    return cast.days.at(cast.days.today - timedelta(days=ago), clock)


def _day(cast, ago):
    return cast.days.today - timedelta(days=ago)


def _begin(cast, entry, body, *, step, project=None):
    made = Agreement.objects.create(
        title=entry["title"], about=entry["about"], body=cast.bodies[body], owner=cast[entry["owner"]], step=step,
        started_on=_day(cast, entry["begun"]), project=project,
    )  # fmt: skip
    AgreementStep.objects.create(
        agreement=made, step=TextStep.PHRASES, moved_at=_at(cast, entry["begun"]), moved_by=made.owner
    )
    return made


def _definition(cast, told):
    entry = told["definition"]
    text = _begin(cast, entry, "network", step=TextStep.TEST)
    for step, ago in ((TextStep.DRAFT, 155), (TextStep.COMMENT, 148), (TextStep.TEST, entry["opened"])):
        AgreementStep.objects.create(agreement=text, step=step, moved_at=_at(cast, ago), moved_by=text.owner)
    phrases = _phrases(cast, text, told["phrase"])
    versions = [_version(cast, text, number, each) for number, each in enumerate(told["version"], start=1)]
    for version, each in zip(versions, told["version"], strict=True):
        taken = [phrases[number].pk for number in each.get("takes_up", [])]
        Comment.objects.filter(pk__in=taken).update(state=Comment.State.TAKEN, taken_into=version)
    decision = Decision.objects.create(
        question=entry["question"], why=entry["why"], agreement=text, body=text.body, owner=text.owner, way=Way.CONSENT,
        quorum=entry["quorum"], opened_at=_at(cast, entry["opened"]), closes_at=cast.days.at(_day(cast, entry["closes"]), "23:59"),
        revealed_at=_at(cast, entry["revealed"]), noted_at=_at(cast, entry["opened"]), noted_by=text.owner,
    )  # fmt: skip
    voices = _voices_of_the_network(cast, decision)
    for number, each in enumerate(told["before"]):
        _position(cast, voices, versions[1], each, ago=30 - number)
    for number, each in enumerate(told["now"]):
        _position(cast, voices, versions[2], each, ago=max(3, 10 - number))
    asked = max(_at(cast, 7, "10:01"), versions[2].made_at)
    agreeing_letters.ask(decision, versions[2], voices=[voices[entry["by_letter"]]], now=asked)
    delivery.deliver_due(now=asked)
    worked = Objection.objects.filter(voice=voices[told["version"][2]["works_in"]], version=versions[1])
    worked.update(
        state=Objection.State.INTEGRATED, worked_into=versions[2], settled_at=versions[2].made_at, settled_by=text.owner,
        answer="Carers now stand in the first clause, beside those who use and those who provide services.",
    )  # fmt: skip


def _published_before(cast, entry):
    """A text the group agreed on long ago, which anybody may read."""
    text = _begin(cast, entry, "advisory-group", step=TextStep.PUBLISHED)
    version = _version(cast, text, 1, {"what": "", "ago": entry["begun"], "clauses": entry["clauses"]})
    text.agreed_at, text.published_at = _at(cast, entry["agreed"]), _at(cast, entry["published"])
    text.agreed_version = text.published_version = version
    text.published_note, text.review_on = entry["note"], _day(cast, entry["review"])
    text.save()
    Ratification.objects.create(
        version=version, organisation=cast.organisations[entry["taken_on"]], by_whom="the trustees", noted_by=text.owner,
        ratified_on=_day(cast, entry["published"]), noted_at=text.published_at,
    )  # fmt: skip


def _phrases(cast, text, entries):
    made = []
    for entry in entries:
        made.append(
            Comment.objects.create(
                agreement=text, words=entry["words"], theme=entry["theme"], person=cast[entry["person"]],
                organisation=cast.organisations.get(entry.get("organisation")), may_be_named=entry["named"],
                noted_at=_at(cast, entry["said"]), noted_by=cast[entry["person"]],
                same_as=made[entry["same_as"]] if "same_as" in entry else None,
            )
        )  # fmt: skip
    return made


def _version(cast, text, number, entry):
    made = TextVersion.objects.create(
        agreement=text, number=number, what_changed=entry["what"], made_at=_at(cast, entry["ago"]), made_by=text.owner
    )
    Clause.objects.bulk_create(
        Clause(version=made, position=position, thread=thread, words=words, plain=plain)
        for position, (thread, words, plain) in enumerate(entry["clauses"], start=1)
    )
    return made


def _voices_of_the_network(cast, decision):
    """By the slug of the organisation, or the key of who speaks from lived experience."""
    voices = {
        slug: Voice.objects.create(decision=decision, organisation=each, name=each.name)
        for slug, each in cast.organisations.items()
    }
    keys = {person.pk: key for key, person in cast.people.items()}
    lived = Representative.objects.on(cast.days.today).filter(part=Representative.Part.LIVED_EXPERIENCE)
    for each in lived.select_related("organisation").order_by("pk"):
        name = f"{LIVED_VOICE}, {each.organisation.name}"
        voices[keys[each.person_id]] = Voice.objects.create(
            decision=decision, person_id=each.person_id, beside=each.organisation, name=name, lived_experience=True,
            is_beside=True,
        )  # fmt: skip
    return voices


def _position(cast, voices, version, entry, *, ago):
    voice, came_by = voices[entry["voice"]], entry.get("came_by", "here")
    speaks = Representative.objects.on(cast.days.today).filter(organisation=voice.organisation_id, part="named").first()
    person = voice.person_id or (speaks.person_id if speaks else None)
    at = max(_at(cast, ago, "15:20"), version.made_at)
    Position.objects.create(
        voice=voice, version=version, option=entry["option"], words=entry.get("words", ""), came_by=came_by, given_at=at,
        back_by=_day(cast, entry["back"]) if "back" in entry else None, moved_because=entry.get("moved", ""),
        may_be_named=entry.get("named", False), given_by_id=person if came_by == "here" else None,
        entered_by=None if came_by == "here" else cast["jo"],
    )  # fmt: skip
    option = voice.decision.method.option(entry["option"])
    if option is not None and option.objects:
        Objection.objects.create(voice=voice, version=version, reason=entry["words"], raised_at=at)


def _themes(cast, entry, project):
    text = _begin(cast, entry, "advisory-group", step=TextStep.AGREED, project=project)
    version = TextVersion.objects.create(
        agreement=text, number=1, made_at=_at(cast, entry["begun"]), made_by=text.owner
    )
    clauses = Clause.objects.bulk_create(
        Clause(version=version, position=number, thread=number, words=words)
        for number, words in enumerate(entry["clauses"], start=1)
    )
    closed = _at(cast, entry["closed"])
    decision = Decision.objects.create(
        question=entry["question"], agreement=text, project=project, body=text.body, owner=text.owner, way=Way.WEIGH,
        names_shown=False, opened_at=_at(cast, entry["begun"]), closes_at=closed, closed_at=closed, revealed_at=closed,
        outcome="agreed", outcome_words=entry["outcome"], decided_on=closed.date(), lived_experience="decided", stage=1,
        noted_at=closed, noted_by=text.owner,
    )  # fmt: skip
    for number, (voice, usual) in enumerate(_who_weighs(cast, decision, entry["weights"])):
        position = Position.objects.create(
            voice=voice, version=version, option="weighed", given_by=voice.person, given_at=closed - timedelta(days=3)
        )
        Weight.objects.bulk_create(
            Weight(position=position, clause=clause, weight=_own(usual[at], number + at))
            for at, clause in enumerate(clauses)
        )


def _own(usual, number):
    """Every fourth answer differs a little: people do."""
    return usual if number % 4 else max(1, usual - 1)


def _who_weighs(cast, decision, weights):
    """Everybody who sat in one of the groups, once, and the staff."""
    seen, found = set(), []
    day = cast.days.today
    for slug in ("advisory-group", "management-board", "trustees"):
        seats = Seat.objects.on(day).filter(body=cast.bodies[slug]).select_related("person").order_by("pk")
        for seat in seats:
            if seat.person_id not in seen:
                seen.add(seat.person_id)
                voice = Voice(
                    decision=decision, person=seat.person, body=cast.bodies[slug],
                    lived_experience=seat.hat in LIVED_EXPERIENCE_HATS,
                )  # fmt: skip
                found.append((voice, weights[slug]))
    for grant in RoleGrant.objects.on(day).filter(role="staff").select_related("person").order_by("pk"):
        if grant.person_id not in seen:
            seen.add(grant.person_id)
            found.append((Voice(decision=decision, person=grant.person), weights["staff"]))
    Voice.objects.bulk_create([voice for voice, _ in found])
    return found


def _register(cast, entry):
    at = _at(cast, entry["ago"])
    Decision.objects.create(
        question=entry["question"], body=cast.bodies[entry["body"]], way=Way.NOTED, outcome=entry["outcome"],
        outcome_words=entry["words"], decided_on=at.date(), lived_experience=entry["part"], stage=entry.get("stage"),
        review_on=_day(cast, entry["review"]) if "review" in entry else None, noted_at=at, noted_by=cast["jo"],
    )  # fmt: skip
