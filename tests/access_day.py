"""The addresses of the day of a conference or away day, in the matrix of access. Kim plans along, so P opens that page."""

from django.utils import timezone

from meetings.models import (
    BudgetLine,
    DayCode,
    DayPurpose,
    Gathering,
    Goal,
    GroupTable,
    NextStep,
    PlanningMember,
    PlanningTask,
    Session,
    Speaker,
    SpeakerFile,
    SpeakerTalk,
)
from members import files
from members.models.link import digest
from tests.factories import day as make_day


def rows(*, only, LETTERS, OPEN, BUTTON, TEAM):
    """For tests/access_matrix.py, in its own words."""
    nowhere = dict.fromkeys(LETTERS, "404")
    planning = only("CSP")
    pages = (
        "day day_programme session speakers speaker speaker_talk speaker_file day_tables table_sheets day_table day_ideas day_goals "
        "day_goal badges door_list door door_phone door_paper door_worker day_evaluation day_evaluation_sheet day_evaluation_paper "
        "next_steps next_step planning_task planning_line"
    ).split()
    buttons = "session_remove day_goals_hand_over door_press".split()
    return {
        **{f"meetings:{name}": (TEAM, TEAM) for name in pages},
        **{f"meetings:{name}": (BUTTON, TEAM) for name in buttons},
        "meetings:planning": (planning, only("CS", missing="P")),  # of theirs, they only tick
        "gathering_evaluation": (only("CSTB", missing="MPGFX"), only("CSTB", missing="MPGFX")),
        "what_happened": (OPEN, OPEN),
        "day_programme": (OPEN, OPEN),
        "speaker_photo": (nowhere, nowhere),  # of a speaker who has not agreed to it
        "day_enter": (OPEN, OPEN),
        "day_code": (OPEN, OPEN),
        "speaking": (OPEN, OPEN),
        "speaking_photo": (nowhere, nowhere),
        "speaking_file": (OPEN, OPEN),
    }


def gathering_of(things):
    slug = f"day-{things.team.pk}"
    found = Gathering.objects.filter(slug=slug).first()
    if found is None:
        found = make_day.gathering("A day", slug=slug, team=things.team, told_what_happened_at=timezone.now())
    for grant in things.organisation.rolegrant_set.filter(role="partner"):
        PlanningMember.objects.get_or_create(
            gathering=found, person=grant.person, until=None, defaults={"since": found.starts_at.date()}
        )
    return found


def _speaker(things):
    token = f"token-of-{things.team.pk}"
    defaults = {"name": "Ada", "token": token, "token_hash": digest(token)}
    return Speaker.objects.get_or_create(gathering=gathering_of(things), defaults=defaults)[0]


def _made(model, **words):
    def about(things):
        return [model.objects.get_or_create(gathering=gathering_of(things), defaults=words)[0].pk]

    return about


def _talk(things):
    found = SpeakerTalk.objects.get_or_create(
        speaker=_speaker(things), sort="prepare", defaults={"due_on": timezone.localdate()}
    )
    return [found[0].pk]


def _file(things):
    speaker = _speaker(things)
    there = speaker.files.first()
    if there is None:
        kept = files.keep(b"%PDF-1.4", name="a.pdf", types=("pdf",), most_bytes=100, now=timezone.now())
        there = SpeakerFile.objects.create(speaker=speaker, file=kept, brought_at=timezone.now())
    return [there.pk]


def _session(things):
    day = gathering_of(things)
    times = {"starts_at": day.starts_at, "ends_at": day.ends_at}
    return [Session.objects.get_or_create(gathering=day, defaults={"title": "Welcome", **times})[0].pk]


def _code(things):
    ends = gathering_of(things).ends_at
    found = DayCode.objects.get_or_create(
        gathering=gathering_of(things), purpose=DayPurpose.IDEAS, defaults={"ends_at": ends}
    )
    return [found[0].code]


OF_A_GATHERING = (
    "day day_programme speakers day_tables table_sheets day_ideas day_goals day_goals_hand_over badges door_list door "
    "door_press door_phone door_paper door_worker day_evaluation day_evaluation_sheet day_evaluation_paper next_steps planning"
).split()
ABOUT = {
    **{f"meetings:{name}": lambda things: [gathering_of(things).pk] for name in OF_A_GATHERING},
    "gathering_evaluation": lambda things: [gathering_of(things).pk],
    "what_happened": lambda things: [gathering_of(things).slug],
    "day_programme": lambda things: [gathering_of(things).slug],
    "speaker_photo": lambda things: [gathering_of(things).slug, _speaker(things).pk],
    "meetings:session": _session,
    "meetings:session_remove": _session,
    "meetings:speaker": lambda things: [_speaker(things).pk],
    "meetings:speaker_talk": _talk,
    "meetings:speaker_file": _file,
    "meetings:day_table": _made(GroupTable, number=1, question="What helps?"),
    "meetings:day_goal": _made(Goal, aim="A quiet room"),
    "meetings:next_step": _made(NextStep, words="A quiet room at each venue"),
    "meetings:planning_task": _made(PlanningTask, title="Book the hall"),
    "meetings:planning_line": _made(BudgetLine, title="Hall", planned=900),
    "day_code": _code,
    "speaking": lambda things: [_speaker(things).token],
    "speaking_photo": lambda things: [_speaker(things).token],
    "speaking_file": lambda things: [_speaker(things).token, *_file(things)],
}
DATA = {"meetings:door_press": {"step": "walk_in", "name": "Bo"}}
