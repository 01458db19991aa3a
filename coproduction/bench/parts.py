"""What is measured, part by part, on the scratch site."""

import datetime as dt
import smtplib
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from importlib import import_module

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.urls import reverse

from coproduction.bench.figures import Figure, again_and_again, against_bare, at_least, at_most
from coproduction.bench.hammer import request
from coproduction.bench.site import ROOT, process
from meetings import emails, reminders
from meetings.models import Meeting, Rsvp
from meetings.rules import LINK_LASTS
from members.models import Letter, Link, Person, RoleGrant, Team
from members.models.link import digest
from members.permissions import Role

CSRF = "c" * 32
KEY = "sessionid"
DASHBOARD_BAR = 0.15  # of a bare view's rate, at any size of the log


def signed_in(role: Role, *, now: dt.datetime) -> str:
    """Cookies of one loaded person, signed in with that role (staff of the first team)."""
    person = Person.objects.order_by("pk")[list(Role).index(role)]
    team = Team.objects.order_by("pk").first() if role == Role.STAFF else None
    RoleGrant.objects.get_or_create(
        person=person, role=role, team=team, defaults={"starts": now.date() - dt.timedelta(days=1)}
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    for name, value in {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
        "active_role": role.value,
        "account_authentication_methods": [{"method": "mfa", "type": "totp", "at": time.time()}],
        "account_authentication_methods_user": str(person.pk),
        "seen": time.time(),
        "began": time.time(),
    }.items():
        session[name] = value
    session.save()
    return f"{KEY}={session.session_key}; csrftoken={CSRF}"


def pages(*, port: int, seconds: float, now: dt.datetime) -> list[Figure]:
    """The pages people open most, each against the bare read view with the same cookies."""
    meeting = Meeting.objects.order_by("pk").first().pk
    measured = [
        ("meeting_page_vs_bare", Role.COORDINATOR, reverse("meetings:meeting", args=[meeting]), 0.15),
        ("member_home_vs_bare", Role.MEMBER, reverse("home"), 0.12),
        ("staff_home_vs_bare", Role.STAFF, reverse("home"), 0.12),
        ("people_list_vs_bare", Role.COORDINATOR, reverse("members:people"), 0.12),
        ("dashboard_vs_bare", Role.TRUSTEE, reverse("dashboard"), DASHBOARD_BAR),
    ]
    return [
        page_against_bare(name, path, bar, cookies=signed_in(role, now=now), port=port, seconds=seconds)
        for name, role, path, bar in measured
    ]


def page_against_bare(name: str, path: str, bar: float, *, cookies: str, port: int, seconds: float) -> Figure:
    """One page, looked at again and again, against the bare view that reads one team."""
    page = again_and_again(request("GET", path, port=port, cookies=cookies))
    team = Team.objects.order_by("pk").first().pk
    bare = again_and_again(request("GET", f"/bare/read/{team}/", port=port, cookies=cookies))
    ratio, note = against_bare(page, bare, port=port, seconds=seconds)
    return at_least(name, ratio, bar, note=note)


def rsvps(*, port: int, seconds: float, now: dt.datetime, links: int) -> Figure:
    """Answers by link, each by another person, against a view that inserts one row; both with the CSRF check."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_line (id bigserial PRIMARY KEY, words text)")
    tokens = _links(links, now)
    answers = ["answer=yes", "answer=maybe", "answer=no", "answer=yes&mode=phone"]
    cookies = f"csrftoken={CSRF}"
    page = iter(
        request("POST", f"/rsvp/{token}/", port=port, cookies=cookies,
                form=f"csrfmiddlewaretoken={CSRF}&{answers[n % 4]}")
        for n, token in enumerate(tokens)
    )  # fmt: skip
    bare = again_and_again(
        request("POST", "/bare/insert/", port=port, cookies=cookies, form=f"csrfmiddlewaretoken={CSRF}&words=yes")
    )
    ratio, note = against_bare(page, bare, port=port, seconds=seconds)
    return at_least("rsvp_answer_vs_bare", ratio, 0.2, note=note)


def _links(count: int, now: dt.datetime) -> list[str]:
    """Tokens of links for that many invitations, spread over all meetings."""
    asked = Rsvp.objects.order_by("person_id", "meeting_id").values_list("meeting_id", "person_id")[:count]
    return _make_links([(f"meeting:{meeting}", person) for meeting, person in asked], ends=now + dt.timedelta(days=60))


def _make_links(pairs: list[tuple[str, int]], *, ends: dt.datetime) -> list[str]:
    """One link for each thing and person, as an invitation makes it; gives the tokens in that order."""
    tokens = [Link.new_token() for _ in pairs]
    Link.objects.bulk_create(
        [
            Link(purpose="rsvp", person_id=person, about=about, token=token, token_hash=digest(token), expires_at=ends)
            for (about, person), token in zip(pairs, tokens, strict=True)
        ],
        batch_size=2000,
    )
    return tokens


def _next_week(now: dt.datetime) -> dt.datetime:
    """An afternoon in eight days; a week before it, in the afternoon, its first reminder is due."""
    return (now + dt.timedelta(days=8)).replace(hour=14, minute=0, second=0, microsecond=0)


def reminders_planned(*, now: dt.datetime) -> Figure:
    """Every meeting is seven days away: how many reminders a second are noted."""
    start = _next_week(now)
    Meeting.objects.update(starts_at=start, ends_at=start + dt.timedelta(hours=2))
    before, began = Letter.objects.count(), time.perf_counter()
    reminders.plan_due(now=start - dt.timedelta(days=7))
    took = time.perf_counter() - began
    planned = Letter.objects.count() - before
    return at_least("reminders_planned_per_s", planned / took, 20_000, "a second", note=f"{planned} in {took:.2f} s")


SENDERS = 2  # processes, as many as the worker of `make run` has
ROUNDS = 3


def delivered(*, mail_port: int, now: dt.datetime, letters: int) -> Figure:
    """Reminders through our senders against a plain smtplib loop on one connection, into the same sink.

    Like every ratio here the median of three pairs, so that a machine that is busy for a moment is so for both.
    """
    Letter.objects.exclude(kind=emails.REMINDER).delete()
    keep = list(Letter.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True)[:letters])
    Letter.objects.exclude(pk__in=keep).delete()
    _links_were_in_the_invitations(keep, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE members_letter, members_link")
    due = (_next_week(now) - dt.timedelta(days=7)).isoformat()
    with ExitStack() as running:
        command = [sys.executable, "-m", "coproduction.bench.sender", due]
        senders = [running.enter_context(_sender(command)) for _ in range(SENDERS)]
        for sender in senders:
            sender.stdout.readline()
        Letter.objects.filter(state="waiting").update(on_hold=True)
        pairs = [_one_round(senders, keep[turn::ROUNDS], port=mail_port) for turn in range(ROUNDS)]
    ratio, rate, plain = sorted(pairs)[ROUNDS // 2]
    note = f"{rate:.0f} a second by {SENDERS} senders where the loop does {plain:.0f}"
    return at_least("delivery_vs_smtplib", ratio, 0.2, "of a plain loop", note=note)


@contextmanager
def _sender(command: list[str]):
    """A sender process that waits for a line on its standard input, and ends when that is closed."""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sender:
        yield sender
        sender.stdin.close()
        sender.wait(timeout=60)


def _one_round(senders: list[subprocess.Popen], share: list[int], *, port: int) -> tuple[float, float, float]:
    """These letters by our senders, then as many by the plain loop: the ratio, and both rates."""
    released = Letter.objects.filter(pk__in=share, state="waiting").update(on_hold=False)
    began = time.perf_counter()
    for sender in senders:
        print("go", file=sender.stdin, flush=True)
    for sender in senders:
        sender.stdout.readline()
    rate = released / (time.perf_counter() - began)
    sent = Letter.objects.filter(pk__in=share, state="sent")
    if not released or sent.count() < len(share):
        raise RuntimeError(f"{sent.count()} of {len(share)} letters left")
    plain = _plain_loop(sent.first(), count=released, port=port)
    return rate / plain, rate, plain


def _links_were_in_the_invitations(keep: list[int], now: dt.datetime) -> None:
    """A reminder repeats the link of the invitation before it, so the links are there already."""
    ends = _next_week(now) + dt.timedelta(hours=2) + LINK_LASTS
    Link.objects.all().delete()
    _make_links(list(Letter.objects.filter(pk__in=keep).values_list("about", "person_id")), ends=ends)


def _plain_loop(letter: Letter, *, count: int, port: int) -> float:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = letter.subject, settings.DEFAULT_FROM_EMAIL, letter.to_address
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    words = message.as_bytes()
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        for _ in range(count):
            server.sendmail(settings.DEFAULT_FROM_EMAIL, [letter.to_address], words)
    return count / (time.perf_counter() - began)


def memory_at_rest(web, *, settle: float) -> Figure:
    """PSS of web, worker, beat and dispatcher together, in MB, once they have come to rest."""
    celery = [sys.executable, "-m", "celery", "-A", "coproduction"]
    worker = [*celery, "worker", "--without-gossip", "--without-mingle", "--concurrency", "1", "--loglevel", "ERROR"]
    beat = [*celery, "beat", "--loglevel", "ERROR", "--schedule", f"{settings.DATA_DIR}/beat"]
    dispatch = [sys.executable, "manage.py", "dispatch"]
    with process(*worker) as a, process(*beat) as b, process(*dispatch) as c:
        time.sleep(settle)
        total = sum(_pss(child) for child in (web, a, b, c))
    return at_most("memory_at_rest_mb", total / 1e6, 600, "MB")


def _pss(child: subprocess.Popen) -> int:
    if child.poll() is not None:
        raise RuntimeError(f"a process ended before it was measured: {child.args[-3:]} in {ROOT.name}")
    parent = psutil.Process(child.pid)
    return sum(p.memory_full_info().pss for p in [parent, *parent.children(recursive=True)])
