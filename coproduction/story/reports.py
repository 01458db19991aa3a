"""Reports to the Board: the last quarter's, approved with the group's part; and the last year's, which wait for it."""

from datetime import timedelta

from coproduction.dashboards import board_stories, group_part, program_keys, report_actions, report_annex
from coproduction.dashboards.models import BoardReport, Kind
from coproduction.dashboards.named import slug_of
from coproduction.dashboards.report_rules import WORDS, state_of
from coproduction.story.reading import read
from members.permissions import Actor, Role
from projects import quarters

WRITTEN, APPROVED = timedelta(days=5), timedelta(days=12)


def report(cast):
    """As it was written and approved in the days after the quarter; on its first days, up to now."""
    told, first = read("reports"), quarters.before(quarters.first_day(cast.days.today))
    jo = Actor(person=cast["jo"], role=Role.COORDINATOR)
    over = quarters.last_day(first)
    wrote, approved = (min(cast.days.now, cast.days.at(over + days, "10:00")) for days in (WRITTEN, APPROVED))
    made = report_actions.draft(period=quarters.slug(first), actor=jo, now=wrote)
    given = {**dict.fromkeys(WORDS, ""), **told["quarter"], "title": made.title}
    part = given.pop("part")
    report_actions.write(report=made, actor=jo, now=wrote, **given)
    member = {"report": made, "actor": Actor(person=cast[part["by"]], role=Role.MEMBER), "now": wrote}
    _choose(member, now=cast.days.now)
    group_part.write(words=part["words"], **member)
    group_part.hand_in(read=part["words"], **member)
    made = BoardReport.objects.select_related("section").get(pk=made.pk)
    tal = Actor(person=cast["tal"], role=Role.TRUSTEE)
    report_actions.approve(report=made, read=state_of(made), actor=tal, now=approved)
    for kind in Kind:
        report_actions.draft(period=_last_year(cast.days.today), kind=kind, actor=jo, now=cast.days.now)
    _key_of_the_treasurer(jo, told["key"], cast.days)


def _key_of_the_treasurer(jo, told, days):
    """A spreadsheet fetches the figures; nobody knows its key any more, as with every key."""
    until = days.today + timedelta(days=told["days_left"])
    program_keys.make(name=told["name"], scopes=told["opens"], until=until, actor=jo, now=days.now)


def _choose(member, *, now):
    """A story in somebody's own words, and what is different because somebody said it: for the report, and beside the figures."""
    stories, changes = report_annex.may_be_chosen(today=now.date())
    beside = {name: member[name] for name in ("actor", "now")}
    for story in stories[:1]:
        group_part.choose(own_story=story.pk, **member)
        board_stories.choose(own_story=story.pk, **beside)
    for change in changes[:2]:
        group_part.choose(change=change.pk, **member)
        board_stories.choose(change=change.pk, **beside)


def _last_year(today):
    return slug_of(today.replace(year=today.year - 1, day=1), is_year=True)
