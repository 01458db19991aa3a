"""Who a piece of work could be for, ranked by open rules, each with its reasons in words (OPP-23).

No health data is read. Nobody is left out by a rule: who is at their own limit, or would rather not, stands last
and it says why. What somebody answered before changes nothing. A person chooses, and a person sends.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from meetings.models import Kind
from members.models import Membership, Person, Representative, RoleGrant
from members.permissions import Role
from projects.models import Activity, Interests, Invitation, OpenTo, Opportunity, Outcome, Participation, WorkMode
from projects.models.interests import DayPart
from projects.queries.fairness import A_MONTH, A_QUARTER, A_YEAR, OFTEN, Asked, usual_kind, usual_sort

A_WHILE = A_QUARTER + A_MONTH  # four months
COLLEAGUES = (Role.COORDINATOR, Role.STAFF, Role.BOARD, Role.FINANCE, Role.SAFEGUARDING, Role.TECHNICAL)
AT_OTHER_SEATS = (Role.TRUSTEE, Role.PARTNER)
SHOWN = 40
POINTS = {
    "kind": 3, "topics": 2, "skills": 2, "learn": 2, "free": 1, "first_time": 2, "not_lately": 2, "often": -2, "home": -3,
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """One person, why, and how often they were asked; `held_back` says what puts them last."""

    person: Person
    score: int
    reasons: list
    ledger: Asked
    held_back: list = field(default_factory=list)

    @property
    def words(self):
        return "; ".join([*self.reasons, *self.held_back])


def pool(opportunity, actor, *, day):
    """Ids of the people it is open to, whom this actor may see, who can be asked and were not yet. Breaks are respected.

    Trustees and representatives of partners sit at the table in another capacity: they are here when the work is open to
    them, or when they have lived experience of their own. Whoever asks may still ask anybody by name.
    """
    people = Person.objects.visible_to(actor).filter(died_on=None, paused_at=None, is_active=True).aware()
    people = people.exclude(_only_asks_to_join(day))
    if opportunity.open_to == OpenTo.ADVISORY:
        people = people.filter(pk__in=Membership.objects.active().values("person"))
    elif opportunity.open_to == OpenTo.PARTNERS:
        people = people.filter(pk__in=Representative.objects.on(day).values("person"))
    if opportunity.open_to in (OpenTo.ASKED, OpenTo.CLIENTS):
        people = people.exclude(_sits_elsewhere(day) & ~_has_lived_experience())
    colleagues = RoleGrant.objects.filter(role__in=COLLEAGUES).on(day).values("person")
    asked = Invitation.objects.filter(opportunity=opportunity).values("person")
    return people.exclude(pk__in=colleagues).exclude(pk__in=asked).order_by().values("pk", "sort_name")


def _only_asks_to_join(day):
    """On their way into the group, and with us in no other way yet: whoever works with us already goes on being asked."""
    on_the_way = Q(pk__in=Membership.objects.on_the_way_in().values("person"))
    return on_the_way & ~_has_lived_experience() & ~_sits_elsewhere(day)


def _sits_elsewhere(day):
    grants = RoleGrant.objects.filter(role__in=AT_OTHER_SEATS).on(day).values("person")
    return Q(pk__in=grants) | Q(pk__in=Representative.objects.on(day).values("person"))


def _has_lived_experience():
    """Looked up person by person: few are asked about, and of a long log a list of everybody in it would be laid out."""
    took_part = Participation.objects.filter(is_lived_experience=True, person=OuterRef("pk"))
    return Q(pk__in=Membership.objects.active().values("person")) | Q(Exists(took_part))


ASK = """
WITH pool (id, sort_name) AS MATERIALIZED ({pool}),
able (skills) AS MATERIALIZED (
  SELECT array_agg(DISTINCT s) FROM {interests} i, unnest(i.skills) s
   WHERE s = ANY (%(topics)s::varchar[]) OR position(s IN %(words)s) > 0),
ledger AS (
  SELECT v.person_id,
         count(*) FILTER (WHERE really AND invited_at > %(year)s) AS asked,
         count(*) FILTER (WHERE answer = 'yes' AND answered_at > %(year)s) AS yes,
         count(*) FILTER (WHERE outcome = 'chosen' AND settled_at > %(year)s) AS chosen,
         count(*) FILTER (WHERE really AND invited_at > %(quarter)s) AS lately,
         count(*) FILTER (WHERE really AND invited_at > %(month)s) AS this_month,
         max(invited_at) FILTER (WHERE really) AS last
    FROM (SELECT *, invited_at IS NOT NULL AND outcome <> '{not_asked}' AS really FROM {invitation}) v
   GROUP BY v.person_id),
did (person_id) AS MATERIALIZED (  -- such work before, as `fairness.did_such_work` says it
  SELECT v.person_id FROM {invitation} v JOIN {opportunity} o ON o.id = v.opportunity_id
   WHERE v.outcome = 'chosen' AND o.id <> %(work)s
     AND CASE WHEN %(kind_id)s::bigint IS NULL
         THEN o.sort = %(sort)s OR o.about_kind_id = (SELECT k.id FROM {kind} k WHERE k.slug = %(usual_kind)s)
         ELSE o.about_kind_id = %(kind_id)s::bigint OR (o.about_kind_id IS NULL AND o.sort = %(usual_sort)s) END
  UNION
  SELECT t.person_id FROM {participation} t JOIN {activity} a ON a.id = t.activity_id
   WHERE a.state = 'held'
     AND a.kind_id = coalesce(%(kind_id)s::bigint, (SELECT k.id FROM {kind} k WHERE k.slug = %(usual_kind)s))),
facts AS (
  SELECT p.id, p.sort_name,
         coalesce(l.asked, 0) AS asked, coalesce(l.yes, 0) AS yes, coalesce(l.chosen, 0) AS chosen,
         coalesce(l.lately, 0) AS lately, coalesce(l.this_month, 0) AS this_month, l.last,
         NOT EXISTS (SELECT 1 FROM did d WHERE d.person_id = p.id) AS first_time,
         coalesce(%(kind)s = ANY (i.kinds), false) AS kind,
         coalesce(%(kind)s = ANY (i.avoid_kinds), false) AS avoids,
         coalesce({topics}, 0) AS topics,
         coalesce(i.skills && (SELECT skills FROM able), false) AS skills,
         coalesce(i.learn && %(topics)s::varchar[], false) AS learn,
         coalesce(i.day_parts && %(parts)s::varchar[], false) AS free,
         coalesce(i.only_from_home, false) AND %(in_room)s AS home,
         coalesce(l.this_month, 0) >= i.most_a_month AS at_limit
    FROM pool p
    LEFT JOIN ledger l ON l.person_id = p.id
    LEFT JOIN {interests} i ON i.person_id = p.id),
ranked AS (
  SELECT *, coalesce(at_limit, false) OR avoids AS held_back,
         kind::int * %(p_kind)s + least(topics, 2) * %(p_topics)s + skills::int * %(p_skills)s + learn::int * %(p_learn)s
         + free::int * %(p_free)s + first_time::int * %(p_first_time)s + home::int * %(p_home)s
         + (last IS NULL OR last < %(while)s)::int * %(p_not_lately)s + (lately >= %(often)s)::int * %(p_often)s AS score
    FROM facts)
SELECT id, score, held_back, at_limit, avoids, kind, topics, skills, learn, free, home, first_time, asked, yes, chosen, lately,
       this_month, last, (SELECT count(*) FROM pool) AS everybody
  FROM ranked ORDER BY held_back, {order}, sort_name, id LIMIT %(limit)s OFFSET %(offset)s
"""
BEST, LEAST = "score DESC, last NULLS FIRST", "last NULLS FIRST, score DESC"


def matches(opportunity, actor, *, now, least_asked_first=False, limit=SHOWN, offset=0):
    """(the matches of this page, how many people there are in all); the same four questions for any number of people."""
    day = timezone.localdate(now)
    ids, params = pool(opportunity, actor, day=day).query.sql_with_params()
    names = {f"pool_{n}": value for n, value in enumerate(params)}
    sql = ASK.format(
        pool=ids % tuple(f"%(pool_{n})s" for n in range(len(params))), order=LEAST if least_asked_first else BEST,
        topics=" + ".join(f"(%(topic_{n})s = ANY (i.topics))::int" for n in range(len(opportunity.topics))) or "0",
        not_asked=Outcome.NOT_ASKED.value, invitation=Invitation._meta.db_table, participation=Participation._meta.db_table,
        interests=Interests._meta.db_table, opportunity=Opportunity._meta.db_table, activity=Activity._meta.db_table,
        kind=Kind._meta.db_table,
    )  # fmt: skip
    names |= {f"topic_{n}": word for n, word in enumerate(opportunity.topics)}
    values = names | {f"p_{name}": points for name, points in POINTS.items()} | {
        "year": now - A_YEAR, "quarter": now - A_QUARTER, "month": now - A_MONTH, "while": now - A_WHILE, "often": OFTEN,
        "work": opportunity.pk, "kind_id": opportunity.about_kind_id, "sort": opportunity.sort, "usual_kind": usual_kind(opportunity),
        "usual_sort": usual_sort(opportunity),
        "kind": opportunity.about_kind.slug if opportunity.about_kind_id else "", "topics": opportunity.topics,
        "words": f"{opportunity.essential} {opportunity.helpful}".lower().strip(), "parts": opportunity.day_parts,
        "in_room": opportunity.mode == WorkMode.ROOM, "limit": limit, "offset": offset,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return _with_reasons(opportunity, rows, now=now), (rows[0]["everybody"] if rows else 0)


def _with_reasons(opportunity, rows, *, now):
    ids = [row["id"] for row in rows]
    people = Person.objects.in_bulk(ids)
    interests = {each.person_id: each for each in Interests.objects.filter(person__in=ids).defer("rather_not")}
    return [_match(opportunity, people[row["id"]], interests.get(row["id"]), row, now=now) for row in rows]


def _match(opportunity, person, said, row, *, now):
    ledger = Asked(*(row[name] for name in ("asked", "yes", "chosen", "lately", "this_month", "last", "first_time")))
    held_back = []
    if row["at_limit"]:
        held_back.append(f"asked as often as they want to be: {said.most_a_month} a month")
    if row["avoids"]:
        held_back.append(f"would rather not be asked to: {opportunity.about_kind}")
    return Match(person, row["score"], _reasons(opportunity, said, row, ledger, now=now), ledger, held_back)


def _reasons(opportunity, said, row, ledger, *, now):
    topics = set(opportunity.topics)
    words = f"{opportunity.essential} {opportunity.helpful}".lower()
    reasons = []
    if row["kind"]:
        reasons.append(f"likes: {opportunity.about_kind}")
    if row["topics"]:
        reasons.append("interested in: " + ", ".join(word for word in said.topics if word in topics))
    if row["skills"]:
        reasons.append("can: " + ", ".join(word for word in said.skills if word in topics or word in words))
    if row["learn"]:
        reasons.append("would like to learn: " + ", ".join(word for word in said.learn if word in topics))
    if row["free"]:
        free = [part.label.lower() for part in DayPart if part in said.day_parts and part in opportunity.day_parts]
        reasons.append("has time: " + ", ".join(free))
    if row["home"]:
        reasons.append("only from home")
    if row["first_time"]:
        reasons.append("would do it for the first time")
    reasons.append(_when_asked(ledger, now=now))
    return reasons


def _when_asked(ledger, *, now):
    if ledger.last is None:
        return "never asked before"
    if ledger.often:
        return f"asked {ledger.lately} times in the last three months"
    if ledger.last < now - A_WHILE:
        return "not asked in four months"
    return f"asked {timezone.localdate(ledger.last):%-d %B}"


def never_asked(actor) -> int:
    """How many active members this actor may see were never asked to anything."""
    asked = Invitation.objects.asked().values("person")
    active = Person.objects.visible_to(actor).filter(Q(memberships__state="active"), died_on=None, paused_at=None)
    return active.exclude(pk__in=asked).distinct().count()
