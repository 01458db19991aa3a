"""The access sheet of one meeting, for its chair or its venue: needs first, names only where somebody agreed (AIS-05).

Words reach typst as data, never as markup.
"""

from collections import Counter
from pathlib import Path

from meetings import provided
from meetings.models import Answer, Progress, Rsvp
from meetings.models.provision import OWN_WORDS
from meetings.models.this_time import Allergy, Food
from members import charity, printing
from members.models import Consent
from members.models.needs import NEEDS
from members.queries import access, consent
from members.words import clock, day, plural, when

CHAIR, VENUE, PARTNER = "chair", "venue", "partner"
READERS = {
    CHAIR: ("For whoever runs the meeting", Consent.ACCESS_HOST),
    VENUE: ("For the place where we meet", Consent.ACCESS_VENUE),
    PARTNER: ("For the partner organisation", Consent.ACCESS_PARTNER),
}
OF_THE_ROOM = {
    "step_free", "loop", "near_door", "back_to_wall", "lighting", "quiet", "quiet_space", "breaks", "fixed_times",
}  # fmt: skip
SHEET = Path(__file__).with_name("access_sheet.typ")


def access_sheet(meeting, *, reader, now) -> bytes:
    """The PDF; it holds no name without the consent of that person for this meeting and this reader."""
    return printing.draw(SHEET, words=words_of(meeting, reader=reader, now=now))


def words_of(meeting, *, reader, now) -> dict:
    """What stands on the sheet."""
    title, agreed_to = READERS[reader]
    coming = (
        Rsvp.objects.filter(meeting=meeting, answer=Answer.YES).standing().defer("different").select_related("person")
    )
    rsvps = {r.person_id: r for r in coming.order_by("person__sort_name", "pk") if reader != VENUE or r.mode == "room"}
    needs = {pk: _relevant(found, reader, rsvps[pk].mode) for pk, found in access.needs_of_many(rsvps).items()}
    told = {pk: row.words for pk, row in provided.told(meeting).items() if pk in rsvps}
    agreed = consent.holders(agreed_to, among=rsvps, about=meeting.about_word) if rsvps else set()
    facts = charity.current()
    return {
        "title": meeting.title,
        "for": title,
        "when": f"{when(meeting.starts_at)} to {clock(meeting.ends_at)}",
        "where": meeting.place,
        "needs": _counted(need.flag for found in needs.values() for need in found),
        "seats": _seats(rsvps.values(), told.values()),
        "food": _food(told.values()),
        "names": [
            [rsvps[pk].person.name, ", ".join(need.flag for need in needs[pk])] for pk in rsvps if pk in agreed and needs.get(pk)
        ],
        "not_met": sorted({p.flag for p in provided.checklist(meeting) if p.state == Progress.NOT_MET and p.need not in OWN_WORDS}),
        "skips": [] if reader == VENUE else [each.skip for each in told.values() if each.skip],
        "questions": [] if reader == VENUE else [each.question for each in told.values() if each.question],
        "times": [] if reader == VENUE else _times(told.values()),
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
    }  # fmt: skip


def _relevant(needs, reader, mode):
    """What this reader can do something about; how somebody is written to is nobody else's business."""
    useful = [need for need in needs if mode in NEEDS[need.need].ways and not NEEDS[need.need].is_about_contact]
    useful = [need for need in useful if need.need not in ("not_before", "care_cover")]
    return [need for need in useful if need.need in OF_THE_ROOM] if reader == VENUE else useful


def _counted(flags) -> list[str]:
    counts = Counter(flags)
    return [f"{number} × {flag}" for flag, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _seats(rsvps, told) -> list[str]:
    beside = sum(rsvp.brings_seated for rsvp in rsvps)
    dogs = sum(each.dog for each in told)
    lines = [f"{plural(beside, 'seat,seats')} beside somebody, for who comes with them"] if beside else []
    return lines + ([f"{plural(dogs, 'assistance dog,assistance dogs')}: room on the floor, and water"] if dogs else [])


def _food(told) -> list[str]:
    told = list(told)
    counts = Counter(Food(each).label for one in told for each in one.food if each in Food.values)
    lines = [f"{number} × {label.lower()}" for label, number in sorted(counts.items())]
    severe = [one.food_other for one in told if one.food_other and one.allergy == Allergy.SEVERE]
    others = [one.food_other for one in told if one.food_other and one.allergy != Allergy.SEVERE]
    return [
        *lines,
        *(f"Allergy, DANGEROUS: {words}" for words in severe),
        *(f"Cannot have: {words}" for words in others),
    ]


def _times(told) -> list[str]:
    told = list(told)
    return [f"Somebody comes later: {one.late}" for one in told if one.late] + [
        f"Somebody leaves early: {one.early}" for one in told if one.early
    ]
