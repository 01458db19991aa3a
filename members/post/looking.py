"""What holds for a letter, its person and what it is about, read in one question while the letter is locked."""

import functools
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings

from members.models import Letter
from members.permission_names import WORKING_HERE
from members.post.kinds import Kind
from members.post.prepared import Prepared
from members.rules import access

IN_THE_WEEKLY_LETTER = "It came in the weekly letter."  # why a letter counts as sent without a message of its own
A_CLOCK_AHEAD = timedelta(hours=1)  # dated later than that: sent by a time button of the demonstration, not this week
HEADROOM = 0.55  # the part of a lease that must be left before a try begins: EMAIL_TIMEOUT and a little

LOOK = """
SELECT l.state = 'sending' AND l.lease_token = %(token)s
       AND l.lease_until > clock_timestamp() + make_interval(secs => %(headroom)s),
       p.died_on, p.paused_at, p.essential_post_only_at,
       EXISTS (SELECT FROM members_membership m WHERE m.person_id = p.id AND m.state IN ('left', 'stopped_by_charity')),
       CASE WHEN l.way_is_fixed THEN l.way ELSE coalesce(c.way, l.way) END, coalesce(c.address, ''), l.on_hold,
       coalesce(w.wish, ''), coalesce(w.weekly_letter, false), w.most_a_week,
       CASE WHEN l.lane = 2 AND NOT l.is_essential THEN (
            SELECT count(*) FROM members_letter x
             WHERE x.person_id = l.person_id AND x.lane = 2 AND NOT x.is_essential AND x.id <> l.id
               AND (x.state = 'sent' AND x.sent_at > %(week_ago)s AND x.sent_at < %(soon)s AND x.reason <> %(inside)s
                    OR x.state = 'sending' AND x.due_at > %(week_ago)s AND (x.lease_until IS NULL OR x.id < l.id)))
            ELSE 0 END,
       EXISTS (SELECT FROM members_accessneed n WHERE n.person_id = p.id AND n.need IN ({blocking})),
       coalesce(c.comes_back, false),
       coalesce((SELECT t.trial_since <= l.created_at AND l.created_at < t.trial_until OR t.trial_until IS NULL
                   FROM members_charity t WHERE t.trial_since IS NOT NULL LIMIT 1), false),
       k.id, k.token, k.token_hash, k.expires_at{beside_columns}
  FROM members_letter l
  LEFT JOIN members_person p ON p.id = l.person_id
  LEFT JOIN LATERAL (
       SELECT weekly_letter, most_a_week,
              CASE %(purpose)s WHEN 'meetings' THEN meetings WHEN 'invitations' THEN invitations WHEN 'news' THEN news
                               WHEN 'surveys' THEN surveys ELSE '' END AS wish
         FROM members_postwishes WHERE person_id = l.person_id) w ON true
  LEFT JOIN LATERAL (
       SELECT way, address, not_arriving_since IS NOT NULL AS comes_back FROM members_channel
        WHERE person_id = l.person_id AND purpose IN (%(purpose)s, 'everything')
          AND (NOT l.way_is_fixed OR way = l.way OR (way IN ('phone', 'text') AND l.way IN ('phone', 'text')))
        ORDER BY not_arriving_since IS NOT NULL, coalesce(way = w.wish, false) DESC, purpose = 'everything', rank, id LIMIT 1) c ON true
  LEFT JOIN LATERAL (  -- the LIMIT keeps Postgres from reading all links when it does not know yet how many there are
       SELECT id, token, token_hash, expires_at FROM members_link
        WHERE purpose = %(link)s AND about = l.about AND person_id = l.person_id AND revoked_at IS NULL LIMIT 1) k ON true{beside}
 WHERE l.id = %(id)s FOR UPDATE OF l
"""
TYPES = {
    "id": "bigint", "token": "uuid", "headroom": "float8", "week_ago": "timestamptz", "soon": "timestamptz",
    "inside": "text", "purpose": "text", "link": "text",
}  # fmt: skip
BLOCKING = ", ".join(f"'{need}'" for need in sorted(access.BLOCKING))
OURS = ", ".join(f"'{role}'" for role in WORKING_HERE)
OF_LINK = 4  # columns
# What few people need to be asked: everybody else's letter would pay for it, were it part of the question above.
CLOSER = Prepared("letter_look_closer", f"""
SELECT EXISTS (SELECT FROM members_membership m WHERE m.person_id = p.id AND m.state IN ('left', 'stopped_by_charity'))
         AND NOT EXISTS (SELECT FROM members_membership m WHERE m.person_id = p.id
                          AND m.state NOT IN ('left', 'not_now', 'declined', 'signposted', 'stopped_by_charity'))
         AND NOT EXISTS (SELECT FROM members_seat s WHERE s.person_id = p.id AND (s.ends IS NULL OR s.ends > %(today)s))
         AND NOT EXISTS (SELECT FROM members_rolegrant g WHERE g.person_id = p.id AND g.role <> 'member'
                          AND (g.ends IS NULL OR g.ends >= %(today)s)),
       (SELECT array_agg(n.need || '=' || n.choice) FROM members_accessneed n
         WHERE n.person_id = p.id AND n.need IN ({BLOCKING})
           AND (SELECT e.given FROM members_consentevent e
                 WHERE e.person_id = p.id AND e.consent = 'lived_experience' AND e.about = '' ORDER BY e.id DESC LIMIT 1)),
       EXISTS (SELECT FROM members_rolegrant g WHERE g.person_id = p.id AND g.role IN ({OURS})
                  AND g.starts <= %(today)s AND (g.ends IS NULL OR g.ends >= %(today)s) AND NOT g.waits)
  FROM members_person p WHERE p.id = %(person)s
""", {"person": "bigint", "today": "date"})  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What holds for a letter and its person at the very moment it would leave."""

    ours: bool
    died_on: date | None = None
    paused_at: datetime | None = None
    essential_only_since: datetime | None = None
    has_left: bool = False
    way: str = ""
    address: str = ""
    on_hold: bool = False
    wish: str = ""
    wants_weekly_letter: bool = False
    most_a_week: int | None = None
    this_week: int = 0
    needs: list[str] | None = None  # those that can forbid a way of sending, as "need=choice"
    comes_back: bool = False  # letters to this address do not arrive (COM-11)
    in_trial: bool = False  # the site is only tried out, or was when this letter was noted
    works_here: bool = False  # one of our own staff, whatever else they are


AS_SEEN = len(Seen.__dataclass_fields__) - 1  # works_here is only asked where it matters


def question(letter: Letter, kind: Kind, *, token, now: datetime) -> tuple[Prepared, dict]:
    """Lock the letter and read how it stands: the statement and its values."""
    values = {
        "id": letter.pk, "token": token, "purpose": str(kind.purpose), "link": kind.link,
        "headroom": settings.POST_LEASE * HEADROOM, "week_ago": now - timedelta(days=7), "soon": now + A_CLOCK_AHEAD,
        "inside": IN_THE_WEEKLY_LETTER,
    }  # fmt: skip
    return _look(kind.reads), values


def answer(row, letter: Letter, kind: Kind, today: date) -> Seen:
    """What was seen; the letter keeps its live link (as `links` knows it) and what its kind reads beside it."""
    if row is None:
        return Seen(False, way=letter.way)
    after_link = AS_SEEN + OF_LINK
    letter.live_link = row[AS_SEEN:after_link] if row[AS_SEEN] else None
    if kind.reads:
        letter.beside = kind.reads.read_beside(row[after_link:])
    return _closer(Seen(*row[:AS_SEEN]), letter, today)


def _closer(seen: Seen, letter: Letter, today: date) -> Seen:
    """Whose membership ended, whose needs can forbid a way, or whose letter is of a trial: the whole of it is read."""
    if not (seen.ours and letter.person_id and (seen.has_left or seen.needs or seen.in_trial)):
        return seen
    has_left, needs, works_here = CLOSER.run({"person": letter.person_id, "today": today})
    return replace(seen, has_left=has_left, needs=needs, works_here=works_here)


@functools.cache
def _look(reads) -> Prepared:
    if reads is None:
        return Prepared("letter_look", LOOK.format(beside_columns="", beside="", blocking=BLOCKING), TYPES)
    beside = f"\n  LEFT JOIN LATERAL ({reads.beside_a_letter()}) b ON true"
    look = LOOK.format(beside_columns=", b.*", beside=beside, blocking=BLOCKING)
    return Prepared(f"letter_look_{reads.name}", look, TYPES)
