"""Jo's desk in the last weeks: a spreadsheet brought in, letters to many, words of our own, and what the door noted."""

import csv
import io

from coproduction.story import post
from coproduction.story.days import Days
from coproduction.story.reading import read
from meetings.models import Meeting
from members.actions import import_jobs, importing, writing
from members.models import ContactTask, SignInEvent
from members.permissions import Actor, Role
from members.queries import mailings

UNHEARD = {SignInEvent.What.SPOKEN, SignInEvent.What.ENDED}  # noted without a device


def word_anew(cast) -> None:
    """Before letters leave, so that every invitation says it."""
    told = read("desk_work")["paragraph"]
    at = cast.days.at(cast.days.day(f"{told['ago']}d"), "11:15")
    writing.word_anew(kind=told["kind"], words=told["words"], actor=_jo(cast), now=at)


def write_to_the_group(cast, time) -> None:
    """Sent more than a week ago; Sam has been rung since, the other calls and the letter by post still wait."""
    told, days = read("desk_work")["mailing"], cast.days
    at = days.at(_working_day(days, told["at_least_ago"]), told["at"])
    time.at(at, _send, cast, told)
    time.at(at.replace(hour=15), _ring, cast, told)


def _working_day(days: Days, ago):
    day = days.day(f"{ago}d")
    return days.day(f"{ago + max(0, day.weekday() - 4)}d")


def _send(cast, told, *, now):
    group, jo = cast.bodies[told["group"]], _jo(cast)
    letter = writing.draft(
        subject=told["subject"], words=told["words"], purpose=told["purpose"], audience=[f"body:{group.pk}"], picked=[],
        actor=jo, now=now,
    )  # fmt: skip
    writing.send(mailing=letter, count=mailings.reach_of(letter, day=now.date()).count, actor=jo, now=now)


def _ring(cast, told, *, now):
    people = [cast[key] for key in told["rung"]]
    calls = ContactTask.objects.open().filter(person__in=people, about__startswith="mailing:")
    post.told(calls, by=cast["jo"], now=now)


def fill_the_desk(cast) -> None:
    """After the last weeks were played: the spreadsheet, a letter still being written, and who signed in when."""
    _bring_in(cast, read("desk_work")["spreadsheet"])
    _begin_a_letter(cast, read("desk_work")["silent"])
    for entry in read("desk_work")["door"]:
        SignInEvent.objects.bulk_create(
            SignInEvent(
                person=cast[entry["who"]], what=what, at=cast.days.at(cast.days.day(day), clock),
                device="" if what in UNHEARD else entry["device"],
            )
            for what, day, clock in entry["lines"]
        )  # fmt: skip


def _bring_in(cast, told):
    """All the way, as the pages do it; the file goes with the last step."""
    now, jo = cast.days.at(cast.days.day(f"{told['ago']}d"), told["at"]), _jo(cast)
    brought = importing.upload(content=_as_file(told), name=told["name"], actor=jo, now=now)
    importing.name_columns(
        people_import=brought, mapping=brought.mapping, overwrite=False, are_members=True, actor=jo, now=now
    )
    import_jobs.at_once(brought, now=now)
    asked = {row.pk: told["leave_out"][str(row.number)] for row in brought.rows.filter(fate="ask")}
    importing.decide(people_import=brought, decisions=asked, actor=jo, now=now)
    importing.bring_in(people_import=brought, actor=jo, now=now)
    import_jobs.at_once(brought, now=now)


def _as_file(told):
    words = io.StringIO()
    csv.writer(words).writerows([told["headings"], *told["rows"]])
    return words.getvalue().encode()


def _begin_a_letter(cast, told):
    """To those who have not answered; nothing of it has left."""
    coming = Meeting.objects.published().filter(title=told["meeting"], starts_at__gt=cast.days.now)
    meeting = coming.order_by("starts_at", "pk").first()
    writing.draft(
        subject=told["subject"], words=told["words"], purpose=told["purpose"], audience=[f"meeting:{meeting.pk}-silent"],
        picked=[], about=meeting.about_word, actor=_jo(cast), now=cast.days.now,
    )  # fmt: skip


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)
