"""What people need at a meeting becomes a task by itself, and stays honest when answers change (AIS-05 to AIS-08)."""

from django.db import transaction
from django.utils.timezone import localdate

from meetings import agendas, emails, provided
from meetings.actions import paper_trail
from meetings.models import Answer, Progress, Provision, Rsvp
from meetings.models.provision import COMPANY, ENDED, FOOD, OPEN, OWN_WORDS, SEAT, THIS_TIME, TRAVEL
from meetings.rules import check_verdict, due_on, is_late
from members.actions import redaction
from members.models import AccessNeed
from members.models.needs import NEEDS
from members.permissions import Permission, require
from members.queries import traces
from members.rules import Refused

TOLD_SO = "They told us so."  # what was not right has a reason, also when nobody wrote one


@transaction.atomic
def reconcile(*, now) -> int:
    """The planner: every yes of somebody with needs has its tasks, and no open task is for somebody who is not coming."""
    noted = _note_missing(now=now)
    if why := dict(provided.over(now=now)):
        for each in Provision.objects.filter(pk__in=why).order_by("pk"):
            _call_off(each, because=why[each.pk])
    return noted


def follow(rsvp, *, meeting, told=None, now) -> None:
    """After somebody told us about this time: what has to be arranged for it; under the meeting's lock."""
    if rsvp.answer != Answer.YES:
        return
    wanted = {THIS_TIME: bool(rsvp.different)}
    if told is not None:
        wanted[TRAVEL], wanted[FOOD] = told.asks_for_travel, told.asks_for_food
        wanted[COMPANY] = bool(told.brings or told.dog)
        wanted[SEAT] = rsvp.brings_turn is not None
    for slug, needed in wanted.items():
        known = Provision.objects.filter(meeting=meeting, person=rsvp.person_id, need=slug).first()
        if needed and (known is None or known.state == Progress.CALLED_OFF):
            _request(meeting, rsvp, slug, "", now=now)
        elif not needed and known is not None and known.state in OPEN:
            _call_off(known, because="They told us that they do not need it.")


@transaction.atomic
def move(*, provision, state, because="", actor, now) -> Provision:
    """One step on: arranged, confirmed with them, met, partly, or not met because. Raises Refused."""
    require(actor, Permission.ARRANGE_ACCESS, within=provision)
    provision = _locked(provision)
    check_verdict(provision.meeting, state, because=because, now=now)
    today = localdate(now)
    provision.state, provision.because = state, because.strip()[:300]
    if state == Progress.REQUESTED:
        provision.arranged_on = provision.confirmed_on = None
    elif state == Progress.ARRANGED:
        provision.arranged_on, provision.confirmed_on = provision.arranged_on or today, None
    elif state == Progress.CONFIRMED:
        provision.arranged_on, provision.confirmed_on = provision.arranged_on or today, today
    provision.ended_at = now if state in ENDED else None
    provision.said_by_them = False
    provision.save()
    return provision


@transaction.atomic
def hand_to(*, provision, owner, due_on, actor, now) -> Provision:
    """Who sees to it, and by when."""
    require(actor, Permission.ARRANGE_ACCESS, within=provision.meeting)
    provision = _locked(provision)
    if due_on > localdate(provision.meeting.starts_at):
        raise Refused("That is after the meeting. Please choose an earlier day.", field="due_on")
    provision.owner, provision.due_on = owner, due_on
    provision.save(update_fields=["owner", "due_on"])
    return provision


@transaction.atomic
def was_it_right(*, rsvp, verdict, words="", actor, now) -> int:
    """What the person themselves says afterwards (AIS-07): it wins over what we thought. How many needs it settles."""
    if actor.on_behalf_of is None:
        require(actor, Permission.ANSWER, within=rsvp)
    else:
        require(actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    if verdict not in ENDED:
        raise Refused("Please press one of the answers.")
    if rsvp.meeting.ends_at > now:
        raise Refused("The meeting is not over yet. Please tell us afterwards.")
    # A page that was opened to change an earlier word sends what was missing then along with the yes.
    words = "" if verdict == Progress.MET else words.strip()[:300] or TOLD_SO
    mine = Provision.objects.filter(meeting=rsvp.meeting_id, person=rsvp.person_id).exclude(state=Progress.CALLED_OFF)
    return mine.update(state=verdict, because=words, said_by_them=True, ended_at=now)


def _note_missing(*, now) -> int:
    if not (pairs := provided.missing(now=now)):
        return 0
    needs = AccessNeed.objects.defer("detail").in_bulk({need for _, need in pairs})
    rsvps = Rsvp.objects.select_related("meeting").defer("different").in_bulk({rsvp for rsvp, _ in pairs})
    for rsvp_id, need_id in pairs:
        rsvp, need = rsvps[rsvp_id], needs[need_id]
        _request(rsvp.meeting, rsvp, need.need, need.choice, now=now)
    for meeting in {rsvp.meeting for rsvp in rsvps.values()}:
        paper_trail.follow(meeting, is_out=agendas.is_out(meeting), now=now)
    return len(pairs)


def _request(meeting, rsvp, slug, choice, *, now) -> None:
    """Asked for, or asked for again; a need that comes after the day to answer by is told to whoever runs the meeting."""
    late = is_late(meeting, now=now)
    fresh = {
        "choice": choice, "state": Progress.REQUESTED, "asked_at": now, "is_late": late, "arranged_on": None,
        "due_on": due_on(meeting, NEEDS[slug].lead if slug in NEEDS else 3, now=now), "confirmed_on": None,
        "ended_at": None, "because": "", "said_by_them": False,
    }  # fmt: skip
    Provision.objects.update_or_create(
        meeting=meeting, person_id=rsvp.person_id, need=slug, defaults=fresh,
        create_defaults={**fresh, "owner_id": meeting.lead_id},
    )  # fmt: skip
    if late:
        emails.send_late_need(meeting, now=now)


def _call_off(provision, *, because) -> None:
    """What nobody had begun with simply goes; what was arranged stays visible, for somebody has to cancel it."""
    if provision.state == Progress.REQUESTED:
        provision.delete()
        return
    provision.state, provision.because = Progress.CALLED_OFF, because
    provision.save(update_fields=["state", "because"])


def _locked(provision) -> Provision:
    rows = Provision.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("meeting", "person").get(pk=provision.pk)


def forget(*, person, now):
    """The consent was taken back: which needs they were goes, history included; that something was met stays a number."""
    passport = Provision.objects.filter(person=person).exclude(need__in=OWN_WORDS)
    with redaction.lifted():
        passport.filter(meeting__starts_at__gt=now).delete()
        passport.filter(state=Progress.NOT_MET).update(need="", choice="", because="Not kept.")
        passport.exclude(need="").update(need="", choice="", because="")
        for events in traces.events_of(Provision):
            rows = events.objects.filter(person_id=person.pk).exclude(need__in=OWN_WORDS)
            redaction.write(rows, need="", choice="", because="")
