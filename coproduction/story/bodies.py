"""What the bodies of the story ask each other, and the other groups they know."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.actions import agenda
from meetings.models import (
    AgendaPurpose,
    CameFrom,
    GroupInvitation,
    GroupVisit,
    Meeting,
    OtherGroup,
    Question,
    WentAlong,
)


def ask_each_other(cast):
    """Once meetings and people stand."""
    told = read("bodies")
    for entry in told["question"]:
        _question(cast, entry)
    groups = {entry["key"]: _group(cast, entry) for entry in told["group"]}
    for entry in told["visit"]:
        visit = GroupVisit.objects.create(
            group=groups[entry["group"]], way=entry["way"], on_day=cast.days.day(entry["day"]), visitors=entry["visitors"],
            learned=entry["learned"], shared=entry["shared"], written_by=cast["jo"],
        )  # fmt: skip
        for key in entry["went"]:
            WentAlong.objects.create(visit=visit, person=cast[key])
    for entry in told["invitation"]:
        on_day = cast.days.day(entry["ago"]) if "ago" in entry else cast.days.today + timedelta(days=entry["in_days"])
        GroupInvitation.objects.create(
            group=groups[entry["group"]], is_ours=entry["is_ours"], what=entry["what"], on_day=on_day,
            said=entry.get("said", ""),
        )  # fmt: skip


def _question(cast, entry):
    days = cast.days
    answered = days.at(days.day(entry["answered"]), "10:15") if "answered" in entry else None
    question = Question.objects.create(
        from_body=cast.bodies.get(entry.get("from_body")), from_team=cast.teams.get(entry.get("from_team")),
        to_body=cast.bodies.get(entry.get("to_body")), to_team=cast.teams.get(entry.get("to_team")),
        words=entry["words"], why=entry["why"], put_by=cast[entry["put_by"]],
        put_at=days.at(days.day(entry["put"]), "15:40"), owner=cast[entry["owner"]] if "owner" in entry else None,
        answer_by=days.day(entry["answer_by"]) if "answer_by" in entry else days.today + timedelta(days=entry["answer_in"]),
        outcome="answered" if answered else "", answer=entry.get("answer", ""), answered_at=answered,
        answered_by=cast[entry["answered_by"]] if answered else None,
        told_at=answered + timedelta(days=2) if answered else None,
    )  # fmt: skip
    if "on_next" in entry:
        _on_the_agenda(cast, question, cast.bodies[entry["on_next"]])


def _on_the_agenda(cast, question, body):
    """At the next meeting of the body that is asked, when one is planned."""
    coming = Meeting.objects.filter(body=body, starts_at__gt=cast.days.now).exclude(state=Meeting.State.CANCELLED)
    meeting = coming.order_by("starts_at", "pk").first()
    if meeting is None:
        return
    question.meeting = meeting
    question.save(update_fields=["meeting"])
    agenda.put_on(
        meeting=meeting, source=question.about_word, came_from=CameFrom.QUESTION, title=question.words, now=cast.days.now,
        summary=f"{question.asker} asks. {question.why}", purpose=AgendaPurpose.SHAPE,
    )  # fmt: skip


def _group(cast, entry):
    return OtherGroup.objects.create(
        name=entry["name"], where=entry["where"], about=entry["about"], contact_name=entry.get("contact_name", ""),
        contact_reach=entry["contact_reach"], may_hold=entry["may_hold"], known_by=cast[entry["known_by"]],
        contact_checked_on=cast.days.day(entry["checked"]),
    )  # fmt: skip
