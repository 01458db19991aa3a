"""D15: mail scanners open every link of every letter, run its scripts and wait. Nothing may change."""

import hashlib
import logging
import re
import urllib.request
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from meetings import reminders
from meetings.actions import planning, rsvps
from meetings.models import Rsvp
from members.models import Letter, Link
from members.models.link import digest
from members.permissions import by_link
from members.post import delivery
from projects.actions import asking, texts
from tests import factories as make
from tests.drills import harness
from tests.projects.agreed import FIRST, ask

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
SECONDS = 10 if harness.FULL else 2
SAFE_LINKS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (compatible; MS-SafeLinks)"
VISITS = [
    ("HEAD", {}),
    ("GET", {}),
    ("GET", {"User-Agent": SAFE_LINKS}),
    ("GET", {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender", "X-Moz": "prefetch"}),
]
NOT_OURS = ("django_session", "cache", "members_heartbeat", "pghistory_context")  # who looked, not what is so


def tables_hashed() -> dict[str, str]:
    """Every row of every table but sessions, caches and heartbeats, as one word a table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in NOT_OURS:
                cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM \"{table}\" t")
                found[table] = hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()
    return found


def write_every_letter(cast):
    """One of each letter about a meeting, and an invitation to a piece of work, as the site itself writes them."""
    now, jo = timezone.now(), cast.actor("jo")
    start = (now + timedelta(days=9)).replace(minute=0, second=0, microsecond=0)
    people = [cast.rowan, cast.robin]
    meeting = planning.create(
        actor=jo, now=now - timedelta(days=8), people=people, kind=make.kind(), body=cast.group, title="Advisory Group", place="Room",
        room_places=1, online_offered=True, join_link="https://127.0.0.1:1/tea", starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip

    def leave(at):
        reminders.plan_due(now=at)
        delivery.deliver_due(now=at)

    def say(person, answer, mode=""):
        rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting, person=person)
        rsvps.answer(rsvp=rsvp, answer=answer, mode=mode, actor=by_link(person), now=now)

    planning.publish(meeting=meeting, actor=jo, now=now - timedelta(days=8))
    leave(now - timedelta(days=8))
    say(cast.rowan, "yes", "room")
    leave(now)
    say(cast.robin, "yes", "room")
    leave(now)
    planning.edit(meeting=meeting, actor=jo, now=now, place="Another room")
    leave(now + timedelta(minutes=11))
    planning.move(
        meeting=meeting, starts_at=start + timedelta(hours=1), ends_at=start + timedelta(hours=2), actor=jo, now=now
    )
    leave(now)
    say(cast.rowan, "no")
    leave(now)
    say(cast.rowan, "maybe")
    leave(now)
    for hours in (24 * 7, 24 * 3, 23):
        leave(start - timedelta(hours=hours))
    asking.ask(
        project=make.project(team=cast.team, purpose="A better welcome", intended_difference="People feel at home"),
        people=people, actor=jo, now=now, title="Read the pack",
        what="Read it aloud", when_words="In the next two weeks", place="At home", support="By phone", offer="A voucher",
        answer_by=(now + timedelta(days=5)).date(),
    )  # fmt: skip
    make.representative(cast.organisation, cast.rowan, part="lived_experience")
    same = {"actor": jo, "now": now}
    text = texts.begin(title="What we mean", about="One definition", body=cast.network, **same)
    texts.write(agreement=text, clauses=FIRST, **same)
    ask(text, same, quorum=1)
    leave(now)


def links_in_letters(base):
    found = set()
    for text, html in Letter.objects.filter(state="sent").values_list("text", "html"):
        found |= set(re.findall(rf"{re.escape(base)}[^\s\"'<>]*", f"{text} {html}"))
    return sorted(found)


def scan(addresses):
    """What gateways do before anybody has read the letter."""
    for address in addresses:
        for method, headers in VISITS:
            urllib.request.urlopen(urllib.request.Request(address, method=method, headers=headers), timeout=20).read()


def look_with_a_browser(chromium, addresses):
    """Chromium with scripts on, which waits for whatever a page may do by itself."""
    pages = []
    for address in addresses:
        page = chromium.new_context().new_page()
        page.goto(address)
        pages.append(page)
    for page in pages:
        page.wait_for_timeout(SECONDS * 1000 // len(pages))
    for page in pages:
        page.context.close()


def test_asvs_3_5_3_opening_every_link_of_every_letter_changes_nothing(chromium, cast, live_server, settings, caplog):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    settings.BASE_URL = live_server.url
    caplog.set_level(logging.DEBUG)
    write_every_letter(cast)
    kinds = set(Letter.objects.filter(state="sent").values_list("kind", flat=True))
    assert kinds >= {
        f"meeting_{kind}" for kind in ("invitation", "receipt", "update", "moved", "reminder", "promoted", "join")
    }
    addresses = links_in_letters(live_server.url)
    assert any("?a=no" in address for address in addresses)
    assert any("/invitations/" in address for address in addresses)
    assert any("/decisions/" in address for address in addresses)
    answers = {found[0] for address in addresses if (found := re.match(rf"{live_server.url}/rsvp/[^/?]+/", address))}
    assert answers
    pages = [f"{address}{more}" for address in sorted(answers) for more in ("details/", "ring/", "meeting.ics")]
    before = tables_hashed()
    scan([*addresses, *pages])
    look_with_a_browser(chromium, addresses)
    assert tables_hashed() == before
    tokens = [link.token for link in Link.objects.all()]
    assert tokens
    assert not [token for token in tokens if token in caplog.text], "a token stands in the log"
    harness.report("d15", links=len(addresses), visits=len(VISITS) * (len(addresses) + len(pages)), changed=0)


@pytest.mark.control
@override_settings(ROOT_URLCONF="tests.drills.naive")
def test_the_drill_notices_a_page_that_answers_by_itself(chromium, cast, live_server):
    """The negative control: a page whose script posts the answer. A GET is not enough; a browser is."""
    now = timezone.now()
    meeting = make.meeting(people=[cast.rowan])
    token = Link.new_token()
    Link.objects.create(
        purpose="rsvp", person=cast.rowan, about=f"meeting:{meeting.pk}", token=token, token_hash=digest(token),
        expires_at=now + timedelta(days=9),
    )  # fmt: skip
    address = f"{live_server.url}/naive/posts-itself/{token}/"
    before = tables_hashed()
    scan([address])
    assert tables_hashed() == before
    look_with_a_browser(chromium, [address])
    assert tables_hashed() != before
