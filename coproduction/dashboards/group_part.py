"""The Advisory Group's own part of a report: its words and the stories it chooses, by its members, or typed in their name."""

from django.db import transaction
from django.utils import timezone

from coproduction.dashboards import report_annex
from coproduction.dashboards import report_rules as rules
from coproduction.dashboards.models import GroupSection, ReportStory
from coproduction.dashboards.report_actions import locked
from members.models import RoleGrant
from members.permissions import Permission, Role, Via, require
from members.rules import Refused


def whose_words(actor, *, now):
    """A member; or the desk, typing what one of them said. Returns (whose, who typed); Refused for anybody else's name."""
    if actor.via != Via.DESK:
        require(actor, Permission.WRITE_FOR_GROUP)
        return actor.person, None
    require(actor, Permission.WRITE_REPORT)
    member, today = actor.on_behalf_of, timezone.localdate(now)
    if not RoleGrant.objects.on(today).filter(person=member, role=Role.MEMBER).exists():
        raise Refused("Only members of the group write its part. Please choose one of them.", field="person")
    return member, actor.person


def _may(actor, report, now):
    """The same for a report: the desk may type until the part is handed in."""
    by, typed_by = whose_words(actor, now=now)
    if typed_by is not None:
        rules.check_open(rules.section_of(report))
    return by, typed_by


@transaction.atomic
def write(*, report, words, read=None, actor, now) -> GroupSection:
    """The group's words, as far as they are. `read`: what they saw before them; None where nothing could be seen.

    Raises Refused once they are handed in, or where somebody else has written on in the meantime.
    """
    report = locked(report)
    by, typed_by = _may(actor, report, now)
    rules.check_draft(report)
    rules.check_open(rules.section_of(report))
    rules.check_words(words)
    rules.check_read(report, read)
    told = {"words": words.strip(), "written_by": by, "typed_by": typed_by, "written_at": now}
    return GroupSection.objects.update_or_create(report=report, defaults=told)[0]


@transaction.atomic
def hand_in(*, report, read, actor, now) -> GroupSection:
    """From now on it is closed to staff. `read`: the words they had before them."""
    report = locked(report)
    by, _ = _may(actor, report, now)
    rules.check_draft(report)
    section = GroupSection.objects.filter(report=report).first()
    rules.check_open(section)
    if section is None:
        raise Refused("Nothing is written yet.")
    if section.words != read:
        raise Refused("Somebody has changed the words since you opened them. Please read them once more.")
    section.handed_in_by, section.handed_in_at = by, now
    section.save(update_fields=["handed_in_by", "handed_in_at"])
    return section


@transaction.atomic
def take_back(*, report, actor, now) -> GroupSection:
    """Members may go on writing, as long as the report is not approved."""
    require(actor, Permission.WRITE_FOR_GROUP)
    report = locked(report)
    rules.check_draft(report)
    section = rules.section_of(report)
    if section is None:
        raise Refused("It is not handed in.")
    section.handed_in_by = section.handed_in_at = None
    section.save(update_fields=["handed_in_by", "handed_in_at"])
    return section


@transaction.atomic
def choose(*, report, own_story=None, change=None, actor, now) -> ReportStory:
    """One of two or three. Only what its teller released, or what is different with how we know."""
    report = locked(report)
    by, _ = _may(actor, report, now)
    rules.check_draft(report)
    rules.check_open(rules.section_of(report))
    stories, changes = report_annex.may_be_chosen(today=timezone.localdate(now))
    source = stories.filter(pk=own_story).first() if own_story else changes.filter(pk=change).first()
    if source is None:
        raise Refused("That story is not released any more. Please choose another one.")
    name = "own_story" if own_story else "change"
    if found := ReportStory.objects.filter(report=report, **{name: source}).first():
        return found
    rules.check_room(report)
    told = {"words_digest": report_annex.digest_of(source), "chosen_by": by, "chosen_at": now}
    return ReportStory.objects.create(report=report, **{name: source}, **told)


@transaction.atomic
def leave_out(*, report, story, actor, now) -> None:
    """One that was chosen, taken out again."""
    report = locked(report)
    _may(actor, report, now)
    rules.check_draft(report)
    rules.check_open(rules.section_of(report))
    ReportStory.objects.filter(report=report, pk=story).delete()
