"""Planning a meeting: a draft sends nothing; publishing asks; edits, moves and cancellations tell."""

from django.db import transaction
from django.db.models import Q

from meetings import calendars, emails, open_calls, rules
from meetings.actions import places, rsvps
from meetings.models import Answer, Meeting, MeetingState, Rsvp, ThisTime
from members.actions import aware
from members.models import Body, Link, Person, Representative, Seat
from members.permissions import Permission, require
from members.post import letters, links
from members.queries import belongs_otherwise

TOLD = [  # what people are told about when it changes after publishing
    "title", "about", "place", "access", "room_offered", "online_offered", "phone_offered", "join_link", "dial_in",
    "remote_host", "content_note", "wellbeing_person",
]  # fmt: skip
FINDING_IT = {"place", "room_offered", "online_offered", "phone_offered", "join_link", "dial_in"}
PURPOSE = "rsvp"


@transaction.atomic
def create(*, actor, now, people=None, **fields) -> Meeting:
    """A draft; nobody hears of it. Without `people` the body's seat holders of that day stand on the list."""
    meeting = Meeting(state=MeetingState.DRAFT, **fields)
    require(actor, Permission.PLAN_MEETING, within=meeting)
    return lay_down(meeting, people=people, now=now)


def lay_down(meeting, *, people=None, now) -> Meeting:
    """A draft with its list of people; what somebody's press and the clock of a series share."""
    rules.check_times(starts_at=meeting.starts_at, ends_at=meeting.ends_at, now=now)
    rules.check_modes(meeting)
    rules.check_answer_by(meeting)
    meeting.answer_by = meeting.answer_by or rules.usual_answer_by(meeting.starts_at, now=now)
    meeting.save()
    if people is None:
        people = seat_holders(meeting)
    Rsvp.objects.bulk_create([Rsvp(meeting=meeting, person=person) for person in people], ignore_conflicts=True)
    return meeting


def seat_holders(meeting, *, to_choose_from=False):
    """Who sits in the meeting's body on its day and can be asked; for the Network also who speaks for an organisation.

    Whoever a spreadsheet brought in is among them only once they know of us, or where somebody chooses by name."""
    if meeting.body_id is None:
        return Person.objects.none()
    day = meeting.starts_at.astimezone(rules.LONDON).date()
    asked = Q(pk__in=Seat.objects.filter(body=meeting.body_id).on(day).values("person"))
    if meeting.body.sort == Body.Sort.NETWORK:
        asked |= Q(pk__in=Representative.objects.on(day).values("person"))
    people = Person.objects.filter(asked, died_on=None)
    return (people if to_choose_from else people.aware()).by_name()


@places.at_the_meeting
def edit(*, meeting, actor, now, **changes) -> Meeting:
    """Change anything but the time. After publishing, what matters to people becomes one update letter."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    meeting = places.lock(meeting.pk)
    rules.check_can_change(meeting, now=now)
    if "answer_by" in changes and changes["answer_by"] is None:
        changes["answer_by"] = rules.usual_answer_by(meeting.starts_at, now=now)
    dropped = [mode for mode in meeting.modes if changes.get(f"{mode.value}_offered") is False]
    changed = {name for name, value in changes.items() if getattr(meeting, name) != value}
    for name in changed:
        setattr(meeting, name, changes[name])
    require(actor, Permission.PLAN_MEETING, within=meeting)
    rules.check_modes(meeting)
    rules.check_answer_by(meeting)
    if not changed:
        return meeting
    if meeting.state == MeetingState.PUBLISHED:
        rules.check_no_one_loses_their_way(meeting, dropped=dropped)
    since = meeting.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    told = bool(changed & set(TOLD)) and meeting.state == MeetingState.PUBLISHED
    meeting.sequence += told
    meeting.save(update_fields=[*changed, "sequence"])
    if told:
        calendars.keep(meeting)
        urgent = bool(changed & FINDING_IT) and meeting.starts_at - now < rules.SOON
        emails.send_update(meeting, since=since, urgent=urgent, now=now)
        open_calls.refresh(meeting, now=now)
    if meeting.state == MeetingState.PUBLISHED:
        rsvps.move_up(meeting, now=now)
    return meeting


@places.at_the_meeting
def publish(*, meeting, actor, now) -> Meeting:
    """Open it for answers and ask everybody on the list, each by their own channel."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    return open_to_answers(places.lock(meeting.pk), now=now)


def open_to_answers(meeting, *, now) -> Meeting:
    """Under the meeting's lock; what somebody's press and the clock of a series share."""
    rules.check_can_publish(meeting, now=now)
    meeting.state, meeting.published_at = MeetingState.PUBLISHED, now
    meeting.answer_by = meeting.answer_by or rules.usual_answer_by(meeting.starts_at, now=now)
    meeting.save(update_fields=["state", "published_at", "answer_by"])
    Rsvp.objects.filter(meeting=meeting).standing().update(invited_at=now)
    calendars.keep(meeting)
    with aware.by_name():  # nobody but a person puts somebody on a list who may not know of us
        emails.send_invitations(meeting, now=now)
    return meeting


@places.at_the_meeting
def move(*, meeting, starts_at, ends_at, actor, now) -> Meeting:
    """Another time. Everybody asked is told, reminders of the old time are withheld, answers and links live on."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    meeting = places.lock(meeting.pk)
    rules.check_can_change(meeting, now=now)
    rules.check_times(starts_at=starts_at, ends_at=ends_at, now=now)
    old_start, old_end = meeting.starts_at, meeting.ends_at
    if (old_start, old_end) == (starts_at, ends_at):
        return meeting
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.answer_by = rules.usual_answer_by(starts_at, now=now)
    if meeting.state == MeetingState.PUBLISHED:
        meeting.sequence += 1
        meeting.moved_at = now
    meeting.save(update_fields=["starts_at", "ends_at", "answer_by", "sequence", "moved_at"])
    if meeting.state == MeetingState.PUBLISHED:
        live = Link.objects.filter(about=meeting.about_word, purpose=PURPOSE, revoked_at=None)
        live.update(expires_at=ends_at + rules.LINK_LASTS)
        calendars.keep(meeting)
        emails.send_moved(meeting, old_start=old_start, now=now)
        open_calls.refresh(meeting, now=now)
    return meeting


@places.at_the_meeting
def cancel(*, meeting, actor, now, because="") -> Meeting:
    """Call it off. Everybody asked is told, whatever they answered; a draft just goes."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    meeting = places.lock(meeting.pk)
    rules.check_can_change(meeting, now=now)
    was_published = meeting.state == MeetingState.PUBLISHED
    meeting.state, meeting.cancelled_at, meeting.cancelled_because = MeetingState.CANCELLED, now, because.strip()[:300]
    meeting.sequence += was_published
    meeting.save(update_fields=["state", "cancelled_at", "cancelled_because", "sequence"])
    if was_published:
        calendars.keep(meeting, method=calendars.CANCEL)
        emails.send_cancelled(meeting, now=now)
    return meeting


@places.at_the_meeting
def invite(*, meeting, people, actor, now) -> list[Rsvp]:
    """Put people on the list; after publishing they are asked at once. Who was taken off is asked afresh."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    meeting = places.lock(meeting.pk)
    rules.check_can_change(meeting, now=now)
    published = meeting.state == MeetingState.PUBLISHED
    invited_at = now if published else None
    there = {r.person_id: r for r in Rsvp.objects.filter(meeting=meeting, person__in=people)}
    fresh = [Rsvp(meeting=meeting, person=p, invited_at=invited_at) for p in people if p.pk not in there]
    Rsvp.objects.bulk_create(fresh)
    again = [r for r in there.values() if r.removed_at is not None]
    for rsvp in again:
        rsvp.round += 1
        rsvp.answer, rsvp.mode, rsvp.either, rsvp.different = Answer.SILENT, "", False, None
        rsvp.answered_at = rsvp.removed_at = rsvp.recorded_by = None
        rsvp.brings, rsvp.brings_seated, rsvp.brings_turn = 0, 0, None
        rsvp.via, rsvp.invited_at = "", invited_at
        rsvp.save()
    ThisTime.objects.filter(rsvp__in=again).delete()
    asked = fresh + again
    if published and asked:
        aware.asked([r.person_id for r in asked], now=now)
        emails.send_invitations(meeting, now=now, people=[r.person_id for r in asked])
    return asked


@places.at_the_meeting
def take_off(*, rsvp, actor, now) -> None:
    """Off the list: the link ends, waiting letters are withheld, the place goes to whoever waits."""
    require(actor, Permission.PLAN_MEETING, within=rsvp.meeting)
    meeting = places.lock(rsvp.meeting_id)
    if meeting.state == MeetingState.DRAFT:
        Rsvp.objects.filter(pk=rsvp.pk).delete()
        return
    leave(rsvp, meeting=meeting, now=now, reason="They were taken off the list.")


def leave(rsvp, *, meeting, now, reason) -> None:
    """What taking off and leaving the group share; under the meeting's lock."""
    Rsvp.objects.filter(pk=rsvp.pk).update(
        removed_at=now, place_no=None, queue_no=None, brings_seated=0, brings_turn=None
    )
    links.revoke(about=meeting.about_word, person=rsvp.person_id, purpose=PURPOSE, now=now)
    letters.withhold(about=meeting.about_word, person=rsvp.person_id, reason=reason)
    if meeting.state == MeetingState.PUBLISHED and meeting.starts_at > now:
        rsvps.move_up(meeting, now=now)


@transaction.atomic
def leave_everything(person, *, now) -> None:
    """Somebody has left the group: off the list of every meeting to come (announced by members.events.person_left).

    Whoever still belongs in another way, a trustee for one, leaves only the Advisory Group's; the dead leave all.
    """
    coming = Rsvp.objects.filter(person=person, meeting__starts_at__gt=now).standing()
    if not person.died_on and belongs_otherwise(person, day=now.astimezone(rules.LONDON).date()):
        coming = coming.filter(meeting__body__sort=Body.Sort.ADVISORY)
    reason = "They have died." if person.died_on else "They have left the group."
    for rsvp in coming.select_related("meeting").order_by("meeting_id", "pk"):
        leave(rsvp, meeting=places.lock(rsvp.meeting_id), now=now, reason=reason)
