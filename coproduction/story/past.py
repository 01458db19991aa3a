"""Twelve months of meetings with their answers and closed registers, and the years of meetings before them."""

import random
from datetime import date, timedelta

from coproduction.story.reading import read
from coproduction.story.work import write_activities
from meetings.models import Attendance, Meeting, Rsvp
from members.models import Seat
from members.permissions import Via
from projects.models import Activity, Participation

NETWORK_BEGAN = date(2022, 3, 18)


def hold_meetings(cast):
    """Make every past meeting but the Advisory Group's last, with who answered what and who came."""
    chance = random.Random("the same table")  # noqa: S311 — the same story every time, nothing secret
    held = []
    for series in read("meetings")["series"]:
        for ago in range(series["first_ago"], series["meetings"] + 1):
            day = getattr(cast.days, series["day"])(ago)
            held.append((series, ago, day))
    rows = [_meeting(cast, chance, *each) for each in sorted(held, key=lambda each: each[2])]
    Meeting.objects.bulk_create([row["meeting"] for row in rows])
    Rsvp.objects.bulk_create([rsvp for row in rows for rsvp in row["rsvps"]])
    Attendance.objects.bulk_create([came for row in rows for came in row["attendances"]])
    write_activities(cast, [(row["activity"], row["parts"]) for row in rows])
    write_activities(cast, _before_that(cast, chance))


def words_of(series, ago):
    """What a meeting of that series was about, in turn."""
    return series["about"][ago % len(series["about"])]


def new_meeting(cast, series, day, **more):
    """An unsaved meeting of a series on that day."""
    days = cast.days
    return Meeting(
        kind=cast.kinds[series["kind"]],
        body=cast.bodies[series["body"]],
        team=cast.teams["co-production"],
        lead=cast["jo"],
        title=series["title"],
        starts_at=days.at(day, series["starts"]),
        ends_at=days.at(day, series["ends"]),
        answer_by=day - timedelta(days=4),
        uid=f"story-{series['body']}-{day.isoformat()}@sametable.example",
        **series["how"],
        **more,
    )


def _meeting(cast, chance, series, ago, day):
    days = cast.days
    invited_at = days.at(day - timedelta(days=28), "10:00")
    meeting = new_meeting(
        cast,
        series,
        day,
        about=words_of(series, ago),
        state=Meeting.State.PUBLISHED,
        published_at=invited_at,
        register_closed_at=days.at(day, series["ends"]) + timedelta(minutes=25),
        register_closed_by=cast["jo"],
    )
    rsvps, attendances = [], []
    for key, hat in invited_to(cast, series, ago, day):
        mode, keen = _habit(series, key)
        rsvp, came = _answer(cast, chance, meeting, key, mode, keen, invited_at)
        rsvps.append(rsvp)
        attendances.append(_attendance(cast, meeting, key, hat, mode, came))
    for key in series.get("guests", {}).get(str(ago), []):
        attendances.append(_attendance(cast, meeting, key, Seat.Hat.CLIENT, "room", True, is_walk_in=True))
    for key in series.get("visitors", {}).get(str(ago), []):
        attendances.append(_attendance(cast, meeting, key, cast.hats[key], "room", True, is_walk_in=True))
    _number_places(rsvps)
    activity = _activity(cast, series, day, meeting=meeting, others=chance.choice([0, 0, 0, 1]))
    return {
        "meeting": meeting,
        "rsvps": rsvps,
        "attendances": attendances,
        "activity": activity,
        "parts": [
            Participation(
                activity=activity,
                person=mark.person,
                hats=[mark.hat],
                from_register=True,
                contact_minutes=activity.minutes,
                prep_minutes=series.get("prep") if mark.hat == Seat.Hat.ADVISORY else None,
            )
            for mark in attendances
            if mark.came
        ],
    }


def invited_to(cast, series, ago, day):
    """Keys and hats of those asked to that meeting."""
    people = [(key, cast.hats[key]) for key in series.get("people", []) if cast.since(key) <= day]
    if series.get("all_members"):
        people += [(key, Seat.Hat.ADVISORY) for key in cast.members_on(day)]
    visitors = series.get("members", [])
    if visitors:
        chosen = visitors[ago % len(visitors)]
        people += [(key, Seat.Hat.ADVISORY) for key in chosen if key in cast.members_on(day)]
    return people


def _habit(series, key):
    habit = read("meetings")["habit"].get(key, {})
    mode = habit.get("mode", "room")
    offered = series["how"].get(f"{mode}_offered", mode == "room")
    return mode if offered else series["usual_mode"], habit.get("keen", 0.8)


def _answer(cast, chance, meeting, key, mode, keen, invited_at):
    """How somebody answered, and whether they came: most people do what they said."""
    roll = chance.random()
    answer = "yes" if roll < keen else "no" if roll < keen + 0.1 else "maybe" if roll < keen + 0.15 else ""
    at_the_desk = key in read("meetings")["by_phone"]
    came = chance.random() < {"yes": 0.93, "maybe": 0.5, "": 0.2, "no": 0.0}[answer]
    return Rsvp(
        meeting=meeting,
        person=cast[key],
        answer=answer,
        mode=mode if answer == "yes" else "",
        answered_at=invited_at + timedelta(hours=chance.randrange(3, 400)) if answer else None,
        via=(Via.DESK if at_the_desk else Via.LINK) if answer else "",
        recorded_by=cast["jo"] if at_the_desk and answer else None,
        invited_at=invited_at,
    ), came


def _attendance(cast, meeting, key, hat, mode, came, **more):
    return Attendance(
        meeting=meeting,
        person=cast[key],
        came=came,
        mode=mode if came else "",
        hat=hat,
        marked_at=meeting.starts_at + timedelta(minutes=10),
        marked_by=cast["jo"],
        **more,
    )


def _number_places(rsvps):
    """Places in the order in which people said yes, as the action would have given them."""
    last = {}
    for rsvp in sorted((r for r in rsvps if r.answer == "yes"), key=lambda r: r.answered_at):
        rsvp.queue_no = rsvp.place_no = last[rsvp.mode] = last.get(rsvp.mode, 0) + 1


def _activity(cast, series, day, **more):
    kind = cast.kinds[series["kind"]]
    starts, ends = cast.days.at(day, series["starts"]), cast.days.at(day, series["ends"])
    return Activity(
        kind=kind,
        title=series["title"],
        team=cast.teams["co-production"],
        body=cast.bodies[series["body"]],
        lead=cast["jo"],
        started_on=day,
        ended_on=day,
        starts_at=starts.time(),
        ends_at=ends.time(),
        place=series["how"]["place"],
        mode="hybrid" if series["how"].get("online_offered") else "in_person",
        method="meeting",
        level=kind.default_level,
        minutes=int((ends - starts).total_seconds() // 60),
        logged_by=cast["jo"],
        logged_at=ends + timedelta(minutes=25),
        **more,
    )


def _before_that(cast, chance):
    """The Advisory Group and the Network in earlier years: who took part, without a meeting of its own."""
    pairs = []
    for series in read("meetings")["series"]:
        began = {"advisory-group": min(cast.joined.values()), "network": NETWORK_BEGAN}.get(series["body"])
        ago = series["meetings"] + 1
        while began and (day := getattr(cast.days, series["day"])(ago)) >= began:
            activity = _activity(cast, series, day)
            asked = invited_to(cast, series, ago, day)
            there = [each for each in asked if chance.random() < _habit(series, each[0])[1]]
            activity.others = 0 if there else chance.randrange(5, 9)
            if series["body"] == "advisory-group":  # members of those years whose names are no longer kept
                activity.others = activity.others_le = max(0, 8 - len(there))
            pairs.append((activity, [
                Participation(activity=activity, person=cast[key], hats=[hat], contact_minutes=activity.minutes)
                for key, hat in there
            ]))  # fmt: skip
            ago += 1
    return pairs
