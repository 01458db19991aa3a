"""The away day of 2023 and the conference of 2024 as they were held, and the planning of the next one."""

import random
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.db.models import Q

from coproduction.story.reading import read
from meetings.actions import day_codes, evaluation, ideas, planning_group, speakers, tables
from meetings.models import (
    DayPurpose,
    EvaluationAnswer,
    EvaluationSheet,
    Gathering,
    NextStep,
    Registration,
    Session,
    TableNote,
)
from meetings.models.evaluation import EvaluationQuestion
from members.permissions import Actor, Role
from projects.models import Activity

OTHERS = ("professional", "staff", "volunteer", "trustee")
A_MONTH_BEFORE = timedelta(days=30)


def hold(cast):
    """Everything of this part; called once when the story is loaded."""
    data = read("days")
    away, conference = _day(cast, data["away"], "away_day"), _day(cast, data["conference"], "conference")
    _cards(cast, away, data["away"])
    _tables(cast, conference, data["conference"])
    _who_came(away, data["away"])
    _who_came(conference, data["conference"])
    _evaluation(cast, conference, data["conference"])
    _what_happened(cast, conference, data["conference"])
    _planning(cast, conference, data["conference"])
    _next(cast, conference, data["next"])


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def _day(cast, told, sort):
    """The gathering of that day, adopting the activity the log had of it; its programme and speakers."""
    day = cast.days.day(told["on"])
    at = {"starts_at": cast.days.at(day, told["from"]), "ends_at": cast.days.at(day, told["to"])}
    words = {name: told.get(name, "") for name in ("title", "place", "about", "wellbeing")}
    there = Gathering.objects.filter(sort=sort, starts_at__date=day).first()
    gathering = there or Gathering.objects.create(
        sort=sort, slug=told["slug"], state="over", lead=cast["jo"], team=cast.teams["co-production"], **at, **words
    )
    Activity.objects.filter(gathering=None, kind__slug=sort.replace("_", "-"), started_on=day).update(
        gathering=gathering
    )
    before = {"actor": _jo(cast), "now": gathering.starts_at - A_MONTH_BEFORE}
    known = {}
    for entry in told["speakers"]:
        known[entry["key"]] = _speaker(cast, gathering, entry, before)
    for part in told["sessions"]:
        _session(cast, gathering, day, part, known)
    return gathering


def _speaker(cast, gathering, entry, before):
    person = cast[entry["person"]] if "person" in entry else None
    speaker = speakers.add(
        gathering=gathering, name=entry["name"], person=person, role_line=entry["role"],
        from_group=entry.get("from_group", False), **before,
    )  # fmt: skip
    if "bio" in entry:
        speakers.claim(speaker=speaker, token=speaker.token, bio=entry["bio"], needs="", now=before["now"])
    for talk in speaker.talks.all():
        held = talk.speaker.gathering.starts_at + timedelta(days=1 if talk.sort == "debrief" else -9)
        speakers.talk_held(talk=talk, actor=before["actor"], now=held)
    return speaker


def _session(cast, gathering, day, part, known):
    session, _ = Session.objects.get_or_create(
        gathering=gathering, title=part["title"], starts_at=cast.days.at(day, part["starts"]),
        defaults={
            "ends_at": cast.days.at(day, part["ends"]), "sort": part["sort"], "room": part.get("room", ""),
            "about": part.get("about", ""), "content_note": part.get("note", ""), "places": part.get("places"),
        },
    )  # fmt: skip
    session.speakers.set([known[key] for key in part.get("speakers", [])])


def _cards(cast, away, told):
    """The wall of the away day, its four themes, and the goals as they were handed over."""
    who = {"actor": _jo(cast), "now": away.starts_at + timedelta(hours=2)}
    themes = {}
    for entry in told["themes"]:
        themes[entry["title"]] = theme = ideas.add_theme(gathering=away, title=entry["title"], **who)
        for words in entry["cards"]:
            ideas.card_from_paper(gathering=away, uid=uuid4(), words=words, theme=theme, **who)
    for entry in told["goals"]:
        ideas.add_goal(
            gathering=away, aim=entry["aim"], action=entry["action"], theme=themes[entry["theme"]],
            staff_owner=cast[entry["staff"]], member_owner=cast[entry["member"]],
            due_on=cast.days.day(entry["due"]), how_we_know=entry["know"], **who,
        )  # fmt: skip
    handed = cast.days.at(cast.days.day(told["handed_over"]), "11:00")
    ideas.hand_over(gathering=away, actor=who["actor"], now=handed)


def _tables(cast, gathering, told):
    """Five tables, and what was typed in from their sheets the week after; two in three are ready to go on."""
    who = {"actor": _jo(cast), "now": gathering.ends_at + timedelta(days=5)}
    part = gathering.sessions.filter(sort="tables").in_order().first()
    for entry in told["tables"]:
        table = tables.add(
            gathering=gathering, question=entry["question"], session=part, facilitator_name=entry["who"], **who
        )
        for words, theme, may_use in entry["notes"]:
            note = tables.note_from_paper(table=table, uid=uuid4(), words=words, theme=theme, may_use=may_use, **who)
            if may_use == TableNote.MayUse.QUOTE:
                tables.change_note(note=note, is_ready=True, **who)


def _who_came(gathering, told):
    """Numbers, not names: six months after the day they are all that is left."""
    if gathering.registrations.exists() or gathering.others:
        return
    chance = random.Random("dorking")  # noqa: S311 — the same story every time, nothing secret
    rows = []
    for place in range(1, told["registered"] + 1):
        came = place <= told["came"]
        lived = place <= told["experienced"] or place > told["came"] + 8
        as_what = ["lived_experience"] if lived else [chance.choice(OTHERS)]
        if lived and chance.random() < 0.25:
            as_what.append("carer")
        rows.append(
            Registration(
                gathering=gathering, name="", categories=as_what, place_no=place, queue_no=place, badge="first",
                registered_at=gathering.starts_at - timedelta(days=chance.randrange(3, 70)),
                came_at=gathering.starts_at + timedelta(minutes=chance.randrange(-20, 50)) if came else None,
            )
        )  # fmt: skip
    Registration.objects.bulk_create(rows)


def _evaluation(cast, gathering, told):
    """Sheets on paper and online, without a name or a time; what most said was good, and not all of it."""
    evaluation.add_the_usual(gathering=gathering, actor=_jo(cast), now=gathering.ends_at)
    chance = random.Random("how was it")  # noqa: S311
    ways = ["paper"] * told["paper"] + ["online"] * told["online"]
    EvaluationSheet.objects.bulk_create([EvaluationSheet(gathering=gathering, way=way) for way in ways])
    scales = gathering.evaluation_questions.filter(sort=EvaluationQuestion.Sort.SCALE)
    rows = [
        EvaluationAnswer(question=question, value=chance.choices([5, 4, 3, 2, 1], [40, 34, 14, 8, 4])[0])
        for question in scales
        for _ in ways
        if chance.random() < 0.93
    ]
    liked, other = gathering.evaluation_questions.filter(sort=EvaluationQuestion.Sort.WORDS).order_by("position")
    rows += [EvaluationAnswer(question=liked, words=words) for words in told["liked"]]
    rows += [EvaluationAnswer(question=other, words=words) for words in told["other"]]
    EvaluationAnswer.objects.bulk_create(rows)
    day_codes.code_for(gathering=gathering, purpose=DayPurpose.EVALUATION, actor=_jo(cast), now=gathering.ends_at)


def _what_happened(cast, gathering, told):
    """What was told to everybody in April, and what became of it."""
    gathering.happened_since = gathering.happened_since or told["happened"]
    gathering.told_what_happened_at = gathering.told_what_happened_at or cast.days.at(
        cast.days.day(told["told"]), "10:00"
    )
    gathering.save(update_fields=["happened_since", "told_what_happened_at"])
    for entry in told["next"]:
        words = {"words": entry["words"], "theme": entry["theme"], "owner": cast["jo"]}
        NextStep.objects.create(
            gathering=gathering, due_on=cast.days.day(entry["due"]), noted_at=gathering.told_what_happened_at,
            done_on=cast.days.day(entry["done"]) if "done" in entry else None,
            could_not_because=entry.get("because", ""), **words,
        )  # fmt: skip


def _planning(cast, gathering, told):
    """How the first one was planned; coordinated by another organisation than the next."""
    jo, day = _jo(cast), gathering.starts_at.date()
    began = {"actor": jo, "now": gathering.starts_at - timedelta(days=200)}
    partners = [cast.organisations[slug] for slug in ("sabp", "imhn", "mft")]
    led_by = [cast.organisations[slug] for slug in told["coordinated_by"]]
    planning_group.set_organisations(gathering=gathering, organisations=partners, coordinating=led_by, **began)
    for key, slug in (("jo", "mft"), ("kim", "imhn")):
        planning_group.ask_in(gathering=gathering, person=cast[key], organisation=cast.organisations[slug], **began)
    for entry in told["planning"]:
        due = day - timedelta(days=entry["before"])
        task = planning_group.add_task(
            gathering=gathering, title=entry["title"], owner=cast[entry["who"]] if "who" in entry else None,
            owner_organisation=cast.organisations[entry["org"]] if "org" in entry else None, due_on=due, **began,
        )  # fmt: skip
        planning_group.tick(task=task, actor=jo, now=cast.days.at(due, "12:00"))
    for entry in told["budget"]:
        planning_group.add_line(
            gathering=gathering, title=entry["title"], money=entry["money"], planned=Decimal(entry["planned"]),
            real=Decimal(entry["real"]), paid_by=cast.organisations[entry["org"]] if "org" in entry else None, **began,
        )  # fmt: skip


def _next(cast, before, told):
    """The next one's planning group, with tasks and budget copied and the first three done: registration is open."""
    now, jo = cast.days.now, _jo(cast)
    coming = Gathering.objects.filter(Q(sort="conference"), starts_at__gt=now).order_by("starts_at", "pk").first()
    if coming is None:
        day = cast.days.next(2, after=110)
        coming = Gathering.objects.create(
            sort="conference", slug=told["slug"], title=told["title"], place=told["place"], state="draft",
            starts_at=cast.days.at(day, told["from"]), ends_at=cast.days.at(day, told["to"]), lead=cast["jo"],
            team=cast.teams["co-production"], copied_from=before,
        )  # fmt: skip
    who = {"gathering": coming, "actor": jo, "now": now - timedelta(days=20)}
    chosen = {name: [cast.organisations[slug] for slug in told[name]] for name in ("organisations", "coordinated_by")}
    planning_group.set_organisations(
        organisations=chosen["organisations"], coordinating=chosen["coordinated_by"], **who
    )
    for key, slug in told["members"]:
        planning_group.ask_in(person=cast[key], organisation=cast.organisations[slug], **who)
    planning_group.copy_from(before=before, **who)
    for task in coming.planning_tasks.soonest_first()[:3]:
        planning_group.tick(task=task, actor=jo, now=now - timedelta(days=3))
