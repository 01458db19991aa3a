"""What pages, letters and the floors above ask about meetings."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from meetings.models import Answer, Meeting, MeetingState, Mode, Rsvp
from meetings.rules import LINK_OPENS
from members.models import Channel
from members.models.channel import Purpose


@dataclass(frozen=True)
class Places:
    """One way to take part in one meeting: how many places there are (None: no limit) and who holds them."""

    mode: Mode
    limit: int | None
    taken: int = 0
    waiting: int = 0
    last_place: int = 0
    last_turn: int = 0

    @property
    def left(self) -> float:
        return float("inf") if self.limit is None else max(0, self.limit - self.taken)

    @property
    def has_room(self) -> bool:
        """Whether the next to say yes gets a place: one is free and nobody waits for it."""
        return not self.waiting and self.left > 0

    @property
    def over(self) -> int:
        """How many more are in than fit, after somebody lowered the number."""
        return 0 if self.limit is None else max(0, self.taken - self.limit)


@dataclass
class Answers:
    """How many of those asked answered what. Numbers only."""

    asked: int = 0
    maybe: int = 0
    no: int = 0
    silent: int = 0
    ways: list[Places] = field(default_factory=list)

    @property
    def coming(self) -> int:
        return sum(way.taken for way in self.ways)

    @property
    def waiting(self) -> int:
        return sum(way.waiting for way in self.ways)


@dataclass(frozen=True)
class Standing:
    """How one answer stands, in a word and in a sentence; `turn` is the place in the waiting list."""

    word: str
    tone: str
    sentence: str
    turn: int | None = None


def places_of(meeting, *, besides=None) -> dict[str, Places]:
    """Places of every way a meeting offers, by one query; `besides` leaves one answer out."""
    coming = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES).standing()
    if besides is not None:
        coming = coming.exclude(pk=besides.pk)
    rows = {row.pop("mode"): row for row in _counted(coming, "mode")}
    return {m.value: _places(meeting, m, rows.get(m.value)) for m in meeting.modes}


def answers_of(meeting) -> Answers:
    """All numbers of one meeting."""
    return answers_of_many([meeting])[meeting.pk]


def answers_of_many(meetings) -> dict[int, Answers]:
    """The same for several meetings, still by one query."""
    rows = {}
    standing = Rsvp.objects.filter(meeting__in=[m.pk for m in meetings]).standing()
    for row in _counted(standing, "meeting_id", "answer", "mode"):
        rows.setdefault(row.pop("meeting_id"), []).append(row)
    return {meeting.pk: _answers(meeting, rows.get(meeting.pk, [])) for meeting in meetings}


def next_for(person, *, now) -> Rsvp | None:
    """The person's next meeting, with their answer."""
    return asked_of(person, now=now).first()


def asked_of(person, *, now):
    """Every meeting to come that the person is asked to, soonest first."""
    coming = Rsvp.objects.filter(person=person, meeting__state=MeetingState.PUBLISHED, meeting__ends_at__gt=now).standing()
    return coming.select_related("meeting").order_by("meeting__starts_at", "pk")


def silent_invitees(now):
    """Who has not answered although the day to answer by has come: somebody should ring, not a machine."""
    silent = Rsvp.objects.filter(
        answer=Answer.SILENT, meeting__state=MeetingState.PUBLISHED, meeting__starts_at__gt=now,
        meeting__answer_by__lte=now.date(),
    ).standing()  # fmt: skip
    return silent.select_related("meeting", "person").order_by("meeting__starts_at", "person__sort_name", "pk")


def led_by(actor, *, now):
    """Meetings to come, drafts too, that this person leads or whose team is theirs; for the coordinator all."""
    coming = Meeting.objects.visible_to(actor).exclude(state=MeetingState.CANCELLED).filter(ends_at__gt=now)
    if not actor.knows_everybody:
        coming = coming.filter(Q(team_id__in=actor.team_ids) | Q(lead_id=actor.person_id))
    return coming.order_by("starts_at", "pk")


def people_of(meeting, *, answer=None):
    """The list of a meeting by name, with how each is written to; `answer` may be one of Answer or "waiting"."""
    rows = Rsvp.objects.filter(meeting=meeting).standing()
    if answer == "waiting":
        rows = rows.filter(answer=Answer.YES, place_no=None)
    elif answer is not None:
        rows = rows.filter(answer=answer)
    return rows.annotate(way=way_of(OuterRef("person"))).select_related("person", "recorded_by").in_order()


def way_of(person):
    """The way somebody is written to about meetings: the channel for them before the one for everything."""
    channels = Channel.objects.filter(person=person, purpose__in=[Purpose.MEETINGS, Purpose.EVERYTHING])
    return Subquery(channels.order_by(F("purpose").desc(), "rank", "pk").values("way")[:1])


def standing(rsvp) -> Standing:
    """How this answer stands. One query, and only for somebody who waits."""
    if rsvp.meeting.state == MeetingState.CANCELLED:
        return Standing("Cancelled", "clay", "This meeting was cancelled. There is nothing to do.")
    if rsvp.answer == Answer.MAYBE:
        return Standing("Not sure yet", "sun", "You are not sure yet. That is fine; tell us when you know.")
    if rsvp.answer == Answer.NO:
        return Standing("Can't this time", "plain", "You can't come this time. Thank you for telling us. There is nothing more to do.")
    if rsvp.answer == Answer.SILENT:
        return Standing("No answer yet", "sun", "We do not know yet whether you can come.")
    how = Mode(rsvp.mode).label
    if not rsvp.is_waiting:
        return Standing(f"Coming {how}", "leaf", f"You are coming {how}.")
    turn = 1 + Rsvp.objects.filter(
        meeting=rsvp.meeting_id, mode=rsvp.mode, answer=Answer.YES, place_no=None, queue_no__lt=rsvp.queue_no
    ).standing().count()  # fmt: skip
    return Standing(
        "On the waiting list", "sun",
        f"You would like to come {how}. No place is free, so you are number {turn} on the waiting list. "
        "If a place comes free, we tell you at once.", turn,
    )  # fmt: skip


def choices(rsvp, places, *, hint="") -> list[dict]:
    """The buttons of one answer, for the component `answers`: a yes for each way, not sure, no. `hint` is only lit up."""
    meeting = rsvp.meeting
    buttons = []
    for mode in meeting.modes:
        chosen = rsvp.answer == Answer.YES and rsvp.mode == mode
        full = not places[mode.value].has_room and not chosen
        label = f"Yes, {mode.label}" + (" (full: join the waiting list)" if full else "")
        buttons.append(_button(label, mode.value, chosen, answer="yes", mode=mode.value))
    buttons.append(_button("Not sure yet", "maybe", rsvp.answer == Answer.MAYBE, answer="maybe"))
    buttons.append(_button("I can't this time", "no", rsvp.answer == Answer.NO, answer="no"))
    unanswered = rsvp.answer == Answer.SILENT
    for button in buttons:
        button["fields"]["seen"] = meeting.sequence
        lit = hint == button["fields"]["answer"] if hint else unanswered and button["fields"]["answer"] == "yes"
        button["kind"] = "main" if lit and not button["chosen"] else ""
    return buttons


def may_join(rsvp, *, now) -> bool:
    """Whether the way to join online is shown: near the start, to those coming online or not sure."""
    meeting = rsvp.meeting
    near = meeting.starts_at - LINK_OPENS <= now < meeting.ends_at
    online = rsvp.answer == Answer.MAYBE or (rsvp.answer == Answer.YES and rsvp.mode == Mode.ONLINE and not rsvp.is_waiting)
    return bool(near and online and meeting.online_offered and meeting.join_link and meeting.state == MeetingState.PUBLISHED)


def _button(label, icon, chosen, **fields):
    return {"label": label, "icon": icon, "chosen": chosen, "fields": fields}


def _counted(rsvps, *by):
    yes = Q(answer=Answer.YES)
    return rsvps.order_by().values(*by).annotate(
        people=Count("pk"),
        taken=Count("place_no"),
        waiting=Count("pk", filter=yes & Q(place_no=None)),
        last_place=Max("place_no"),
        last_turn=Max("queue_no"),
    )


def _places(meeting, mode, row) -> Places:
    row = row or {}
    return Places(
        mode=mode, limit=meeting.places(mode.value), taken=row.get("taken", 0), waiting=row.get("waiting", 0),
        last_place=row.get("last_place") or 0, last_turn=row.get("last_turn") or 0,
    )  # fmt: skip


def _answers(meeting, rows) -> Answers:
    count = {}
    for row in rows:
        count[row["answer"]] = count.get(row["answer"], 0) + row["people"]
    coming = {row["mode"]: row for row in rows if row["answer"] == Answer.YES}
    ways = [_places(meeting, m, coming.get(m.value)) for m in Mode if m in meeting.modes or m.value in coming]
    return Answers(
        asked=sum(count.values()), maybe=count.get("maybe", 0), no=count.get("no", 0), silent=count.get("", 0), ways=ways
    )
