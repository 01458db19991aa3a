"""A year of the Network in the story: successions, turns, rounds, who came for whom, what was taken on, the library."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.models import Action, CameFor, HostTurn, Meeting, Practice, RoundEntry
from meetings.models.round import Round
from members import files
from members.models import Body, Channel, Person, Representative

MOST_BYTES = 100_000


def bring_together(cast):
    """Once the meetings stand."""
    told = read("network")
    _representatives(cast, told)
    meetings = list(
        Meeting.objects.filter(body__sort=Body.Sort.NETWORK, starts_at__lt=cast.days.now).order_by("-starts_at", "-pk")
    )
    coming = (
        Meeting.objects.filter(body__sort=Body.Sort.NETWORK, starts_at__gt=cast.days.now).order_by("starts_at").first()
    )
    at = dict(enumerate(meetings, start=1)) | ({0: coming} if coming else {})  # `ago`: 1 is the last, 0 the next one
    _turns(cast, told["hosts"]["order"], meetings)
    _entries(cast, told["entry"], at)
    for entry in told["came_for"]:
        if meeting := at.get(entry["ago"]):
            CameFor.objects.create(
                meeting=meeting, organisation=cast.organisations[entry["organisation"]], noted_by=cast["jo"],
                noted_at=meeting.ends_at,
            )  # fmt: skip
    for entry in told["action"]:
        if meeting := at.get(entry["ago"]):
            Action.objects.create(
                meeting=meeting, organisation=cast.organisations[entry["organisation"]], text=entry["text"],
                due_on=cast.days.today + timedelta(days=entry["due_in"]), noted_at=meeting.ends_at, noted_by=cast["jo"],
            )  # fmt: skip
    _library(cast, told["practice"])


def _representatives(cast, told):
    """Those before and beside the ones who have an account; they are reached by their channel and answer by link."""
    for entry in told["representative"]:
        person = Person(name=entry["name"])
        person.set_unusable_password()
        person.save()
        Channel.objects.create(person=person, way=entry["way"], address=entry["address"])
        cast.people[entry["key"]] = person
        Representative.objects.create(
            organisation=cast.organisations[entry["organisation"]], person=person, part=entry["part"],
            starts=cast.days.day(entry["starts"]),
            ends=cast.days.day(entry["ends"]) - timedelta(days=1) if "ends" in entry else None,
        )  # fmt: skip
    for entry in told["took_over"]:
        Representative.objects.filter(person=cast[entry["key"]]).update(starts=cast.days.day(entry["starts"]))


def _turns(cast, order, meetings):
    """Each hosts once in a round of twelve; whoever hosts half a round later chairs."""
    organisations = [cast.organisations[slug] for slug in order]
    for number, meeting in enumerate(reversed(meetings[: len(organisations) - 2])):
        chair = organisations[(number + len(organisations) // 2) % len(organisations)]
        HostTurn.objects.create(meeting=meeting, host=organisations[number % len(organisations)], chair=chair)


def _entries(cast, entries, at):
    for entry in entries:
        meeting = at.get(entry["ago"])
        for kind in Round:
            if meeting and kind in entry:
                RoundEntry.objects.create(
                    meeting=meeting, organisation=cast.organisations[entry["organisation"]], round=kind,
                    words=entry[kind], written_by=cast["jo"], written_at=min(meeting.ends_at, cast.days.now),
                )  # fmt: skip


def _library(cast, entries):
    for entry in entries:
        added = cast.days.at(cast.days.day(entry["ago"]), "11:20")
        practice = Practice(
            organisation=cast.organisations[entry["organisation"]], title=entry["title"], what=entry["what"],
            link=entry.get("link", ""), tags=entry["tags"], added_at=added,
        )  # fmt: skip
        if "file" in entry:
            words = f"{entry['title']}\n\n{entry['what']}\n".encode()
            practice.file = files.keep(
                words, name=f"{entry['file']}.txt", types=("txt",), most_bytes=MOST_BYTES, now=added
            )
        practice.save()
