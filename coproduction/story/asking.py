"""Who asked for people, a panel that is open, what was done before, and what members would like to do.

All of it lies days back, so it is written down as it stands now, without letters.
"""

from datetime import timedelta
from decimal import Decimal

from coproduction.story.reading import read
from meetings.models import Kind
from projects.actions.asking import closing_moment
from projects.models import Interests, Invitation, InvolvementRequest, NoticeRule, Opportunity, PanelPoint
from projects.queries.requests import estimate

BRIEF = (
    "title purpose what when_words place access_known travel_help support briefing debrief essential helpful offer "
    "who_decides hear_how topics"
)
LIKES = "kinds topics skills learn avoid_kinds day_parts only_from_home most_a_month"


def come_forward(cast, projects):
    said = read("asking")
    for entry in said["likes"]:
        words = {name: entry[name] for name in LIKES.split() if name in entry}
        Interests.objects.create(person=cast[entry["who"]], changed_at=_ago(cast, 30), **words)
    _panel(cast, projects, said["panel"])
    for entry in said["before"]:
        _before(cast, projects, entry)
    for entry in said["request"]:
        _request(cast, entry)
    for entry in said["spotted"]:
        InvolvementRequest.objects.create(
            team=cast.teams[entry["team"]], title=entry["title"], purpose=entry["purpose"], is_spotted=True, state="waiting",
            asked_by=cast[entry["by"]], asked_at=_ago(cast, entry["asked"]),
        )  # fmt: skip


def _ago(cast, days, hour="10:40"):
    return min(cast.days.at(cast.days.today - timedelta(days=days), hour), cast.days.now)


def _request(cast, entry, *, project=None, state=""):
    """What was asked then; `wanted` counts days back, and forward where it is below nought."""
    asked_on = cast.days.today - timedelta(days=entry["asked"])
    wanted_on = cast.days.today - timedelta(days=entry["wanted"])
    money = {name: Decimal(entry[name]) for name in ("hours", "rate", "budget") if name in entry}
    needed = NoticeRule.USUAL[entry["sort"]]
    notice = (wanted_on - asked_on).days
    reason = entry.get("declined", "")
    return InvolvementRequest.objects.create(
        project=project, team=project.team if project else cast.teams[entry["team"]], title=entry["title"], sort=entry["sort"],
        purpose=entry["purpose"], difference=entry["difference"], stage=entry["stage"], wanted_on=wanted_on,
        people=entry["people"], notice_days=notice, notice_needed=needed, asked_by=cast[entry["by"]],
        asked_at=_ago(cast, entry["asked"]),
        estimate=estimate(people=entry["people"], hours=money.get("hours"), rate=money.get("rate")),
        state=state or ("declined" if reason else "waiting"), reason=reason, decided_by=cast["jo"] if reason else None,
        decided_at=_ago(cast, entry["asked"] - 1) if reason else None, **money,
    )  # fmt: skip


def _via(key):
    """Whoever is rung is written down by the desk; whoever has the letter answers from it."""
    return "desk" if key in read("meetings")["by_phone"] else "link"


def _panel(cast, projects, entry):
    project, days = projects[entry["project"]], cast.days
    asked = {**entry, "sort": "panel", "stage": 3, "people": 2, "hours": "6.5", "rate": "15", "budget": "260"}
    request = _request(
        cast, asked | {"wanted": -(days.panel_next - days.today).days}, project=project, state="accepted"
    )
    answer_by = days.today + timedelta(days=entry["closes"])
    work = Opportunity.objects.create(
        project=project, request=request, sort="panel", about_kind=Kind.objects.get(slug="interview-panel"), stage=3,
        level="operational", step="co_production", say="part", equal_weight=True, mode="room", buddy=True,
        day_parts=["morning", "afternoon"], starts_on=request.wanted_on, hours=request.hours, rate=request.rate, places=2,
        first_timers=1, open_to="advisory", how_chosen="matched", answer_by=answer_by, closes_at=closing_moment(answer_by),
        hear_by=days.today + timedelta(days=entry["hear"]), asked_by=cast[entry["by"]], staff_lead=cast[entry["by"]],
        lead_phone="01632 960 144", checked_at=_ago(cast, entry["checked"]), checked_by=cast["jo"],
        sent_at=_ago(cast, entry["opened"]), **{name: entry[name] for name in BRIEF.split()},
    )  # fmt: skip
    for place, (key, answer) in enumerate(entry["answers"].items()):
        answered = (
            {"answered_at": _ago(cast, entry["opened"] - 1 - place % 3, "17:20"), "via": _via(key)} if answer else {}
        )
        Invitation.objects.create(
            opportunity=work, person=cast[key], invited_at=work.sent_at, answer=answer, **answered
        )
    for point, note in entry["points"].items():
        PanelPoint.objects.create(
            opportunity=work, point=point, note=note, done_at=_ago(cast, 4), done_by=cast[entry["by"]]
        )


def _before(cast, projects, entry):
    """Asked, settled, done and told."""
    opened, settled, done = (_ago(cast, entry[name]) for name in ("opened", "closed", "done"))
    answer_by = settled.date()
    work = Opportunity.objects.create(
        project=projects[entry["project"]], title=entry["title"], what="Look at four posters and say which one would make you come.",
        when_words="Half an hour, when it suits you", place="At home, or by phone", mode="home", support="Ring Ash at any time",
        offer="Our thanks, and the poster", who_decides="The team", places=2, asked_by=cast[entry["by"]], answer_by=answer_by,
        closes_at=closing_moment(answer_by), checked_at=opened, checked_by=cast["jo"], sent_at=opened, told_at=settled,
        done_at=done, fed_back_at=done, what_happened=entry["what_happened"], about_kind=Kind.objects.get(slug="materials-design"),
    )  # fmt: skip
    sorts = (("chosen", "yes", "chosen"), ("else", "yes", "not_this_time"), ("no", "no", ""))
    for group, answer, outcome in sorts:
        for key in entry[group]:
            told = {"thanked_at": done, "told_at": done} if outcome == "chosen" else {}
            Invitation.objects.create(
                opportunity=work, person=cast[key], invited_at=opened, answer=answer, answered_at=settled, via=_via(key),
                outcome=outcome, settled_at=settled if outcome else None, **told,
            )  # fmt: skip
