"""What the story's members need, told once; what was arranged for them, and how it was."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.actions import provisions, rsvps
from meetings.models import Meeting, Progress, Provision, Rsvp, Told
from members.actions import passports
from members.models import Consent
from members.permissions import Actor, Role


def tell(cast):
    """Before the last weeks are played, so that each yes already brings what it needs."""
    jo = _jo(cast)
    for entry in read("access")["passport"]:
        person = cast[entry["person"]]
        words = entry.get("words", {})
        needs = {slug: (choice, words.get(slug, "")) for slug, choice in entry["needs"].items()}
        at = cast.days.at(cast.days.day(entry["looked"]), "11:30")
        passports.save(person=person, needs=needs, actor=jo.at_the_desk_for(person), now=at)


def arrange(cast):
    """After they are played: what was told for this time, what is arranged, and what people said afterwards."""
    data, now = read("access"), cast.days.now
    lately = cast.days.at(cast.days.today - timedelta(days=2), "16:20")
    for entry in data["this_time"]:
        rsvp = _answer(cast, entry["person"], Meeting.objects.filter(title=entry["meeting"], starts_at__gt=now))
        told = Told(**{name: value for name, value in entry.items() if name in Told.__dataclass_fields__})
        rsvps.details(
            rsvp=rsvp, words=entry.get("words", ""), told=told, keep=entry.get("keep"), actor=_jo(cast).at_the_desk_for(rsvp.person),
            now=lately,
        )  # fmt: skip
        share = {Consent(each): True for each in entry.get("shares", [])}
        rsvps.share(rsvp=rsvp, shares=share, take_back=False, actor=_jo(cast).at_the_desk_for(rsvp.person), now=lately)
    provisions.reconcile(now=now)
    for place, provision in enumerate(Provision.objects.open().filter(meeting__starts_at__gt=now).order_by("pk")):
        for state in [Progress.ARRANGED, Progress.CONFIRMED][: place % 3]:
            provisions.move(provision=provision, state=state, actor=_jo(cast), now=now)
    for provision in (
        Provision.objects.open().filter(meeting__ends_at__lte=now).select_related("meeting").order_by("pk")
    ):
        not_met = next(
            (each["because"] for each in data["not_met"] if cast[each["person"]].pk == provision.person_id), ""
        )
        failed = not_met and provision.need == "large_print"
        state = Progress.NOT_MET if failed else Progress.MET
        provisions.move(
            provision=provision,
            state=state,
            because=not_met if failed else "",
            actor=_jo(cast),
            now=provision.meeting.ends_at,
        )
    for entry in data["afterwards"]:
        over = Meeting.objects.filter(ends_at__lte=now, provisions__person=cast[entry["person"]])
        rsvp = _answer(cast, entry["person"], over.order_by("-ends_at", "-pk"))
        actor = _jo(cast).at_the_desk_for(rsvp.person)
        provisions.was_it_right(rsvp=rsvp, verdict=entry["verdict"], words=entry.get("words", ""), actor=actor, now=now)


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def _answer(cast, key, meetings):
    return Rsvp.objects.select_related("meeting", "person").get(person=cast[key], meeting=meetings.first())
