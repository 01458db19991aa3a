"""Which steps of the month's clock this floor notices by itself, from the invitation to the agreed notes."""

from datetime import timedelta

from django.db.models import Exists, Min, OuterRef

from meetings import months
from meetings.models import Agenda, Meeting, Notes, Paper, ReminderRun
from meetings.reminders import moments_of, told_how_to_join
from meetings.rules import LINK_OPENS
from members.models import Letter
from members.models.letter import LetterState


def _invited(ids, *, now):
    found = Meeting.objects.filter(pk__in=ids, published_at__isnull=False)
    return dict(found.values_list("pk", "published_at"))


def _reminder(place):
    """The first or second of a meeting's reminders, wherever they stand."""

    def moment(meeting):
        found = [each for each in moments_of(meeting) if not each.early]
        return found[place] if len(found) > place else None

    def reminded(ids, *, now):
        meetings = Meeting.objects.in_bulk(ids)
        runs = {
            (meeting, days, starts): at
            for meeting, days, starts, at in ReminderRun.objects.filter(meeting__in=ids, early=False).values_list(
                "meeting", "days", "starts_at", "planned_at"
            )
        }
        found = {}
        for pk, meeting in meetings.items():
            due = moment(meeting)
            if due and (at := runs.get((pk, due.days, meeting.starts_at))):
                found[pk] = at
        return found

    return {
        "happened": reminded,
        "needed": lambda meeting: moment(meeting) is not None,
        "due": lambda meeting: moment(meeting).due_at,
        "when": "on the day each meeting has for this reminder",
    }


def _way_to_join_sent(ids, *, now):
    """When the first left; or, from when they leave, that nobody joins online who could be told."""
    found = _first_sent(ids, ["meeting_join"])
    near = Meeting.objects.published().filter(pk__in=set(ids) - set(found), starts_at__lte=now + LINK_OPENS)
    return found | {each.pk: now for each in near.order_by("pk") if not told_how_to_join(each).exists()}


def _first_sent(ids, kinds):
    """When the first letter of these kinds left."""
    words = {f"meeting:{pk}": pk for pk in ids}
    sent = Letter.objects.filter(kind__in=kinds, about__in=words, state=LetterState.SENT)
    first = sent.order_by().values("about").annotate(at=Min("sent_at"))
    return {words[row["about"]]: row["at"] for row in first}


def _register_closed(ids, *, now):
    found = Meeting.objects.filter(pk__in=ids, register_closed_at__isnull=False)
    return dict(found.values_list("pk", "register_closed_at"))


def _agenda_and_papers_out(ids, *, now):
    """The agenda has gone out, and every copy of every paper is there, if there are any."""
    some = Paper.objects.filter(meeting=OuterRef("meeting"))
    found = Agenda.objects.filter(meeting__in=ids, out_at__isnull=False)
    found = found.exclude(Exists(some), papers_complete_at=None)
    rows = found.values_list("meeting", "out_at", "papers_complete_at")
    return {meeting: max(filter(None, moments)) for meeting, *moments in rows}


def _thanked(ids, *, now):
    """The first thank-you, or the first “sorry we missed you”."""
    return _first_sent(ids, ["meeting_thanks", "meeting_missed"])


def _notes(moment):
    def happened(ids, *, now):
        found = Notes.objects.filter(meeting__in=ids, **{f"{moment}__isnull": False})
        return dict(found.values_list("meeting", moment))

    return happened


def register_all() -> None:
    """Called once, in `AppConfig.ready()`."""
    months.register_step(months.INVITATION, happened=_invited)
    for slug, place in (("reminder_1", 0), ("reminder_2", 1)):
        months.register_step(slug, **_reminder(place))
    months.register_step(
        "join",
        happened=_way_to_join_sent,
        needed=lambda meeting: meeting.online_offered,
        due=lambda meeting: meeting.starts_at - LINK_OPENS + timedelta(hours=1),
        when="24 hours before the meeting begins",
    )
    months.register_step("register", happened=_register_closed)
    months.register_step("papers", happened=_agenda_and_papers_out)
    months.register_step("thank_you", happened=_thanked)
    months.register_step("draft_notes", happened=_notes("sent_at"))
    months.register_step("notes_agreed", happened=_notes("agreed_at"))
