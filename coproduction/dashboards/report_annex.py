"""What stands beside a report's figures and is read each time it is opened: stories, quotes and reasons, as far as people say yes.

Nothing of it is kept with the report. Whoever takes their yes back is gone from the draft, from the approved report and
from the pack at the next opening; what was counted stays as it was.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from coproduction.dashboards.report_rows import words_of
from meetings.models import Quote, Said
from members.models import Consent, ConsentEvent
from members.queries import consent
from projects.models import Answer, Change, OwnStory, Response, Scope

TAKEN_BACK = "A story stood here. It has been taken back or changed since, and is not shown any more."


@dataclass(frozen=True)
class Story:
    """One thing that changed: `quote` is what somebody said, in their words, and `by` their name as they want it."""

    pk: int
    title: str
    words: str
    quote: str = ""
    by: str = ""
    how_we_know: str = ""
    gone: bool = False


@dataclass(frozen=True)
class NotDone:
    """Something that could not be, or not yet; `reason` and `said` are empty where what was said may not be read."""

    said: str
    answer: str
    reason: str
    on: date


@dataclass(frozen=True)
class Changed:
    said: str
    what: str
    how_we_know: str
    on: date


def may_be_named(report, actor) -> frozenset:
    """Ids of its author and approver whose names this reader may know: by their consent, at the desk, or oneself."""
    both = {report.author_id, report.approved_by_id} - {None}
    if actor.knows_everybody:
        return frozenset(both)
    return frozenset(consent.holders(Consent.NAME_TO_TRUSTEES, among=both) | (both & {actor.person_id}))


def digest_of(source) -> str:
    """Which words were chosen, of a story or of a change."""
    if isinstance(source, OwnStory):
        return words_of(source.title, source.words)
    return words_of(source.what, source.evidence)


def may_be_chosen(*, today):
    """(stories their tellers released, changes with how we know), the newest first."""
    stories = OwnStory.objects.released(today=today).select_related("person").newest()
    changes = Change.objects.exclude(evidence="").filter(still_true=True).select_related("contribution")
    return stories, changes.order_by("-changed_on", "-pk")


def stories_of(report, *, public=False, now) -> list[Story]:
    """Those the group chose, in their order; `public`: only what may leave the charity."""
    return as_they_stand(report.stories.order_by("pk"), public=public, now=now)


def as_they_stand(chosen, *, public=False, now) -> list[Story]:
    """Chosen stories and changes (rows with `own_story`, `change` and `words_digest`) as far as people say yes at this moment."""
    chosen = list(chosen.select_related("own_story__person", "change__contribution"))
    today = timezone.localdate(now)
    shown = _released({each.own_story_id for each in chosen if each.own_story_id}, public=public, today=today)
    quoted = quotable([each.change.contribution for each in chosen if each.change_id], public=public)
    return [_story(each, shown, quoted) for each in chosen]


def _released(ids, *, public, today):
    found = OwnStory.objects.released(today=today).filter(pk__in=ids)
    return set((found.filter(scope=Scope.PUBLIC) if public else found).values_list("pk", flat=True))


def _story(chosen, shown, quoted):
    source = chosen.own_story or chosen.change
    holds = chosen.own_story_id in shown if chosen.own_story_id else chosen.change.still_true
    if not holds or chosen.words_digest != digest_of(source):
        return Story(chosen.pk, "", TAKEN_BACK, gone=True)
    if chosen.own_story_id:
        return Story(chosen.pk, source.title, "", quote=source.words, by=source.teller_name)
    said = source.contribution
    quote = said.text if said.pk in quoted else ""
    return Story(chosen.pk, "", source.what, quote=quote, how_we_know=source.evidence)


def quotable(contributions, *, public=False) -> set[int]:
    """Ids of those whose words may be quoted today. In public also only once everybody who said it has been told."""
    wanted = {
        each.pk: each
        for each in contributions
        if each.quote != Quote.NONE and (not public or each.closed_at is not None)
    }
    words = {f"contribution:{pk}": pk for pk in wanted}
    said = {
        each.about_word: words[each.became]
        for each in Said.objects.filter(became__in=words).only("pk", "became").order_by("pk")
    }
    last = ConsentEvent.objects.filter(about=OuterRef("about"), person=OuterRef("person")).order_by("-pk")
    withdrawn = ConsentEvent.objects.filter(about__in=said, given=False, pk=Subquery(last.values("pk")[:1]))
    return set(wanted) - {said[about] for about in withdrawn.values_list("about", flat=True)}


def could_not(rows, *, public=False) -> list[NotDone]:
    """The rows a report was counted with, in words: what was said where it may be quoted, and the charity's reason.

    Whoever may not read what was said does not read our reason for it: it was written for those who know the words.
    """
    found = _found(Response, rows)
    kept = [(row, found[row["row"]]) for row in rows if row["row"] in found]
    all_said = [each.contribution for _, each in kept]
    quoted = quotable(all_said, public=public)
    leave = quotable(all_said) if public else quoted
    return [
        NotDone(
            each.contribution.text if each.contribution_id in quoted else "",
            Answer(row["answer"]).label.removesuffix(", because"),
            each.reason if each.contribution_id in leave else "",
            each.decided_on,
        )
        for row, each in kept
        if words_of(each.reason) == row["words"]
    ]


def changes(rows, *, public=False) -> list[Changed]:
    found = _found(Change, rows)
    kept = [(row, found[row["row"]]) for row in rows if row["row"] in found]
    quoted = quotable([each.contribution for _, each in kept], public=public)
    return [
        Changed(
            each.contribution.text if each.contribution_id in quoted else "", each.what, each.evidence, each.changed_on
        )
        for row, each in kept
        if words_of(each.what, each.evidence) == row["words"]
    ]


def _found(model, rows):
    return model.objects.select_related("contribution").in_bulk([row["row"] for row in rows])
