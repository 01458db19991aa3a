"""The last weeks and what comes next, played by the site's own actions: letters, answers, registers and all."""

from datetime import timedelta

from coproduction.story import dates, desk_work, post, recognition
from coproduction.story.reading import read
from coproduction.story.timeline import Timeline
from meetings.actions import planning, register, rsvps
from meetings.models import Meeting
from members.actions import ringing
from members.models import ContactTask
from members.permissions import Actor, Role, by_link
from projects.actions import asking
from projects.models import ProjectMeeting

HOURS_OF_ANSWERS = ("11:40", "15:05", "19:20")  # nobody answers at night; three people a day, from the next day on


def look_ahead(cast, projects):
    """Play the last four weeks up to the moment of loading, and leave the next meeting as a draft."""
    plans, time = read("next"), Timeline(cast.days)
    series = {each["body"]: each for each in read("meetings")["series"]}
    days, group = cast.days, series["advisory-group"]
    _last_of_the_group(cast, time, group, plans["last"])
    network, board = series["network"], series["trustees"]
    _series(cast, time, network, plans["network"], day=days.network_next, keys=[*network["people"], "tamsin"])
    _series(cast, time, board, plans["board"], day=days.board_next, keys=[*board["people"], "ingrid"])
    _carers_course(cast, time, projects, plans["open"], day=days.working_day_before)
    _carers_course(cast, time, projects, plans["again"], day=days.carers_next)
    _workshop(cast, time, projects, plans["workshop"])
    _piece_of_work(cast, time, projects, plans["work"])
    desk_work.write_to_the_group(cast, time)
    dates.look_for_one(cast, time)
    time.at(days.at(days.today - timedelta(days=1), "15:10"), _please_ring, cast["maeve"])
    time.play()
    yesterday = days.at(days.today - timedelta(days=1), "16:30")
    post.told(_about_what_is_over(days.now), by=cast["jo"], now=yesterday)
    words = read("meetings")["series"][0]["about"][0]
    planning.create(actor=coordinator(cast), now=days.now, **fields_of(cast, group, days.advisory_next, about=words))


def coordinator(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def staff(cast, key, team):
    return Actor(person=cast[key], role=Role.STAFF, team_ids=frozenset({cast.teams[team].pk}))


def fields_of(cast, series, day, *, about):
    """What a meeting of that series is made of."""
    return {
        "kind": cast.kinds[series["kind"]],
        "body": cast.bodies[series["body"]],
        "team": cast.teams["co-production"],
        "lead": cast["jo"],
        "title": series["title"],
        "about": about,
        "starts_at": cast.days.at(day, series["starts"]),
        "ends_at": cast.days.at(day, series["ends"]),
        **series["how"],
    }


def _publish(cast, *, actor, keys, fields, made, project=None, now):
    meeting = planning.create(people=[cast[key] for key in keys], actor=actor, now=now, **fields)
    made.append(planning.publish(meeting=meeting, actor=actor, now=now))
    if project:
        ProjectMeeting.objects.create(project=project, meeting=meeting)


def _is_rung(key):
    return key in read("meetings")["by_phone"]


def _who_answers(cast, key):
    return coordinator(cast).at_the_desk_for(cast[key]) if _is_rung(key) else by_link(cast[key])


def _answer(cast, key, words, *, made, now):
    """By their own link; whoever has no email is rung, and their answer is recorded for them."""
    answer, _, mode = words.partition(":")
    rsvp, person = made[0].rsvps.get(person=cast[key]), cast[key]
    rsvps.answer(rsvp=rsvp, answer=answer, mode=mode, actor=_who_answers(cast, key), now=now)
    if _is_rung(key):
        post.told(ContactTask.objects.open().filter(person=person, about=made[0].about_word), by=cast["jo"], now=now)


def _ask(cast, time, *, asked_at, actor, keys, fields, answers, project=None):
    """Publish then, and let people answer one after the other. Returns the list that will hold the meeting."""
    made = []
    time.at(asked_at, _publish, cast, actor=actor, keys=keys, fields=fields, made=made, project=project)
    for place, (key, words) in enumerate(answers.items()):
        time.at(_when_answered(cast, asked_at, place), _answer, cast, key, words, made=made)
    return made


def _when_answered(cast, asked_at, place):
    days_later, turn = divmod(place, len(HOURS_OF_ANSWERS))
    return cast.days.at(asked_at.date() + timedelta(days=1 + days_later), HOURS_OF_ANSWERS[turn])


def _last_of_the_group(cast, time, series, plan):
    day = cast.days.advisory_past(1)
    actor, keys = coordinator(cast), cast.members_on(day)
    made = _ask(
        cast,
        time,
        asked_at=cast.days.at(day - timedelta(days=plan["asked"]), "10:00"),
        actor=actor,
        keys=keys,
        fields=fields_of(cast, series, day, about=plan["about"]),
        answers={key: words for key, words in plan["answers"].items() if key in keys},
    )
    time.at(cast.days.at(day - timedelta(days=1), "15:40"), _told, cast, made=made)
    time.at(cast.days.at(day, series["starts"]) + timedelta(minutes=15), _mark, cast, plan, keys, made=made)
    time.at(cast.days.at(day, series["ends"]) + timedelta(minutes=20), _close, cast, plan, made=made)


def _mark(cast, plan, keys, *, made, now):
    for key in keys:
        mode = plan["came"].get(key, "")
        register.mark(meeting=made[0], person=cast[key], came=bool(mode), mode=mode, actor=coordinator(cast), now=now)


def _told(cast, *, made, now):
    """Whoever is rung about it hears the reminders before it, not while they sit in it."""
    post.told(ContactTask.objects.open().filter(about=made[0].about_word), by=cast["jo"], now=now)


def _close(cast, plan, *, made, now):
    heads = {"others": plan["others"], "others_le": plan["others_le"]}
    register.close(meeting=made[0], actor=coordinator(cast), now=now, **heads)


def _series(cast, time, series, plan, *, day, keys):
    asked_at = cast.days.at(cast.days.day(plan["asked"]), "10:00")
    fields = fields_of(cast, series, day, about=plan["about"])
    made = _ask(
        cast, time, asked_at=asked_at, actor=coordinator(cast), keys=keys, fields=fields, answers=plan["answers"]
    )
    if "moved" in plan:
        _later_that_day(cast, time, plan["moved"], day=day, made=made)
    if "failed" in plan:
        time.at(asked_at + timedelta(hours=2), _go_wrong, cast, plan, made=made)


def _later_that_day(cast, time, moved, *, day, made):
    """Everybody asked hears of it, whatever they answered."""
    starts_at, ends_at = cast.days.at(day, moved["starts"]), cast.days.at(day, moved["ends"])
    time.at(cast.days.at(cast.days.day(moved["said"]), "11:00"), _move, cast, starts_at, ends_at, made=made)


def _move(cast, starts_at, ends_at, *, made, now):
    made[0] = planning.move(meeting=made[0], starts_at=starts_at, ends_at=ends_at, actor=coordinator(cast), now=now)


def _go_wrong(cast, plan, *, made, now):
    post.could_not_be_sent(cast[plan["failed"]], about=made[0].about_word, now=now)
    post.may_not_have_arrived(cast[plan["uncertain"]], about=made[0].about_word, now=now)


def _of_a_team(cast, plan, *, day, starts, ends, lead, team, **more):
    meeting = plan["meeting"]
    return meeting | {
        "kind": cast.kinds[meeting["kind"]],
        "team": cast.teams[team],
        "lead": cast[lead],
        "starts_at": cast.days.at(day, starts),
        "ends_at": cast.days.at(day, ends),
        **more,
    }


def _carers_course(cast, time, projects, plan, *, day):
    """A meeting of Community Connections: one held a working day ago, its register still open, and one to come."""
    fields = _of_a_team(cast, plan, day=day, starts="11:00", ends="12:30", lead="ash", team="community-connections")
    made = _ask(
        cast,
        time,
        asked_at=cast.days.at(cast.days.day(plan["asked"]), "11:00"),
        actor=staff(cast, "ash", "community-connections"),
        keys=plan["people"],
        fields=fields,
        answers=plan["answers"],
        project=projects[plan["project"]],
    )
    time.at(cast.days.at(day - timedelta(days=1), "15:40"), _told, cast, made=made)


def _workshop(cast, time, projects, plan):
    """Its day to answer by was yesterday, so those who are silent stand on the coordinator's list."""
    days = cast.days
    more = {"answer_by": days.today - timedelta(days=1)}
    fields = _of_a_team(
        cast, plan, day=days.workshop_next, starts="14:00", ends="15:30", lead="daniel", team="welcome", **more
    )
    _ask(
        cast,
        time,
        asked_at=days.at(days.day(plan["asked"]), "10:30"),
        actor=staff(cast, "daniel", "welcome"),
        keys=plan["people"],
        fields=fields,
        answers=plan["answers"],
        project=projects[plan["project"]],
    )


def _piece_of_work(cast, time, projects, plan):
    asked_at, work = cast.days.at(cast.days.day("3d"), "11:00"), []
    time.at(asked_at, _invite_to_work, cast, projects[plan["project"]], plan, work=work)
    for place, (key, answer) in enumerate(plan["answers"].items()):
        time.at(_when_answered(cast, asked_at, place), _answer_about_work, cast, key, answer, work=work)


def _invite_to_work(cast, project, plan, *, work, now):
    work.append(
        asking.ask(
            project=project,
            people=[cast[key] for key in plan["people"]],
            actor=staff(cast, "beth", "people-and-volunteering"),
            now=now,
            answer_by=cast.days.today + timedelta(days=10),
            **plan["words"],
        )
    )
    recognition.offer_work(cast, work[0], by=cast["beth"], now=now)


def _answer_about_work(cast, key, answer, *, work, now):
    invitation = work[0].invitations.get(person=cast[key])
    asking.answer(invitation=invitation, answer=answer, actor=_who_answers(cast, key), now=now)


def _please_ring(person, *, now):
    ringing.ring_me(person=person, actor=by_link(person), now=now)


def _about_what_is_over(now):
    """Calls, texts and letters about meetings that have been held: they were all made."""
    over = [meeting.about_word for meeting in Meeting.objects.past(now=now)]
    return ContactTask.objects.open().filter(about__in=over)
