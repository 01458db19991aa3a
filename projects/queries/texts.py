"""A text as pages read it: its clauses beside their plain twins, what is different between two versions, who is credited."""

import re
from dataclasses import dataclass
from datetime import date

from diff_match_patch import diff_match_patch
from django.utils import timezone

from projects.models import Agreement, Came, Clause, Comment, Ratification, Result, TextVersion

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
SECONDS_TO_LOOK = 0.1  # after that the difference is shown coarser
SAME, ADDED, GONE = "same", "added", "gone"
SORTS = {-1: GONE, 0: SAME, 1: ADDED}


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed, came or went."""

    sort: str
    words: str


def differences(before: str, after: str) -> list[Piece]:
    """Word by word; `diff-match-patch` compares single characters, so each word becomes one."""
    signs: dict[str, str] = {}
    coded = ["".join(_sign(signs, word) for word in WORDS.findall(text)) for text in (before, after)]
    words = {sign: word for word, sign in signs.items()}
    compare = diff_match_patch()
    compare.Diff_Timeout = SECONDS_TO_LOOK
    found = compare.diff_main(*coded, False)
    compare.diff_cleanupSemantic(found)
    return [Piece(SORTS[sort], "".join(words[sign] for sign in run)) for sort, run in found if run]


def _sign(signs, word):
    """A character of its own for each word; those that stand for half a character are left out."""
    if word not in signs:
        number = len(signs) + 1
        signs[word] = chr(number if number < 0xD800 else number + 0x800)
    return signs[word]


@dataclass(frozen=True)
class ChangedClause:
    """One clause in two versions; `sort` is same, added, gone or changed."""

    sort: str
    pieces: list[Piece]
    plain: list[Piece]
    clause: Clause


def changed_clauses(before: TextVersion, after: TextVersion) -> list[ChangedClause]:
    """In the order of the later version; what went stands at its end."""
    old = {clause.thread: clause for clause in before.clauses.all()}
    new = list(after.clauses.all())
    shown = [_changed(old.get(clause.thread), clause) for clause in new]
    threads = {clause.thread for clause in new}
    return shown + [_changed(clause, None) for thread, clause in old.items() if thread not in threads]


def _changed(before, after):
    words = differences(before.words if before else "", after.words if after else "")
    plain = differences(before.plain if before else "", after.plain if after else "")
    if before is None or after is None:
        return ChangedClause(ADDED if before is None else GONE, words, plain, after or before)
    same = all(piece.sort == SAME for piece in words + plain)
    return ChangedClause(SAME if same else "changed", words, plain, after)


def current_version(agreement) -> TextVersion | None:
    """The newest one with its clauses."""
    return agreement.versions.order_by("-number").prefetch_related("clauses").first()


@dataclass(frozen=True)
class Published:
    """A text as anybody may read it: organisations by name, nobody else."""

    it: Agreement
    version: TextVersion
    taken_on: list[str]
    agreed_on: date | None
    has_dissent: bool


def published(agreement) -> Published:
    """The published version with its clauses; who took exactly that one on; whether everybody agreed. Three questions."""
    version = agreement.versions.prefetch_related("clauses").get(pk=agreement.published_version_id)
    taken = version.ratifications.exclude(how=Ratification.How.NOT).order_by("organisation__name", "pk")
    decided = (
        agreement.decisions.filter(decided_version=version).exclude(outcome="").order_by("-decided_at", "-pk").first()
    )
    agreed_at = agreement.agreed_at if agreement.agreed_version_id == version.pk else None
    return Published(
        agreement, version, list(taken.values_list("organisation__name", flat=True)),
        timezone.localdate(agreed_at) if agreed_at else decided.decided_on if decided else None,
        decided is not None and decided.outcome == Result.DISSENT,
    )  # fmt: skip


def version_of(agreement, number) -> TextVersion | None:
    return agreement.versions.filter(number=number).prefetch_related("clauses").first()


def comments_of(agreement):
    """What was said about a text, clause by clause, each with those merged into it."""
    found = Comment.objects.filter(agreement=agreement, same_as=None)
    found = found.select_related("person", "organisation", "version", "clause", "taken_into")
    return found.prefetch_related("merged__person", "merged__organisation").in_order()


def credit(comment) -> str:
    """Who said it, as others may read it: a name only where they agreed; those whose same words were merged count too."""
    everybody = [comment, *comment.merged.all()]
    named = [said for said in map(_name, everybody) if said]
    others = len(everybody) - len(named)
    if not named:
        return "Somebody" if others == 1 else f"{others} people"
    more = "" if not others else " and one more" if others == 1 else f" and {others} more"
    return ", ".join(dict.fromkeys(named)) + more


def _name(comment):
    if not comment.may_be_named:
        return ""
    if comment.organisation:
        return comment.organisation.name
    return comment.person.name if comment.person else ""


def taken_up_in(versions) -> dict[int, list]:
    """By the id of the version: the comments it takes up, those merged left out."""
    rows = Comment.objects.filter(taken_into__in=versions, same_as=None).select_related("person", "organisation")
    found: dict[int, list] = {}
    for comment in rows.prefetch_related("merged__person", "merged__organisation").order_by("noted_at", "pk"):
        found.setdefault(comment.taken_into_id, []).append(comment)
    return found


def way_it_came(came_by) -> str:
    return "" if came_by == Came.HERE else Came(came_by).label.lower()
