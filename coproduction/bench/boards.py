"""The trustees' dashboard at size: the same page at a hundred times the log, cold after a change, and what it leaves behind."""

import datetime as dt
import re
import time
import urllib.request
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple

import psutil
from django.db import connection
from django.urls import reverse

from coproduction.bench.edits import Play
from coproduction.bench.figures import Figure, WentWrong, at_most, shown
from coproduction.bench.hammer import hammer, request
from coproduction.bench.load import make_load
from coproduction.bench.parts import DASHBOARD_BAR, page_against_bare, signed_in
from coproduction.dashboards import cells
from meetings.models import Level
from members.models import Person
from members.permissions import Role

KEPT_BACK = 20  # the first few people sign in while it is measured
LOOKS = [
    "", "?period=quarter", "?period=year", "?period=all", "?level=strategic", "?period=all&level=operational",
    "?team=team-1", "?team=team-2&period=year", "?body=advisory-group", "?body=advisory-group&period=all",
]  # fmt: skip


def recount_after_edits(*, steps: int, now: dt.datetime) -> Figure:
    """Months whose kept figures are not what a full recount gives, after random edits, mergers and erasures."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[KEPT_BACK : KEPT_BACK + 400])
    play, done, began = Play(seed=7, now=now, people=people), {}, time.perf_counter()
    for _ in range(steps):
        name = play.step(rarely=0.01)
        done[name] = done.get(name, 0) + 1
    took = time.perf_counter() - began
    while cells.settle(at_most=cells.AT_A_TICK):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        wrong = cells.differing()
        cursor.execute("RESET statement_timeout")
    note = f"{steps:,} changes in {took:.0f} s, {done.get('merge', 0)} mergers and {done.get('erase', 0)} erasures among them"
    return at_most("recount_after_edits", len(wrong), 0, "months differ", note=note)


def at_size(*, port: int, seconds: float, now: dt.datetime, sizes: tuple[int, int, int]) -> list[Figure]:
    """The page again and again at three sizes of the log, and cold: the first look after something was logged."""
    cookies, warm, firsts = signed_in(Role.TRUSTEE, now=now), [], []
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[KEPT_BACK : KEPT_BACK + 400])
    for seed, size in enumerate(sizes, start=2):
        make_load(people=500, activities=max(0, size - _activities()), meetings=0, seed=seed, now=now)
        play = Play(seed=seed, now=now, people=people, days=30)
        play.log()  # rows by COPY have no history, by which a board that is kept knows that it is old
        warm.append(_seconds_a_page(cookies, port=port, seconds=seconds))
        firsts.append([_after_a_change(play, cookies, port=port) for _ in range(5)])
    logged, cold = ([median(each[at] for each in five) for five in firsts] for at in (0, 1))
    wrong = sum(not each.shows_it for five in firsts for each in five)
    small, middle, large = (f"{size:,}" for size in sizes)
    ms = [f"{each * 1000:.0f} ms" for each in (*warm, *cold, *logged)]
    return [
        shown(
            "dashboard_100k_vs_10k", warm[1] / warm[0], "times", f"{ms[0]} at {small}, {ms[1]} at {middle} activities"
        ),
        at_most(
            "dashboard_1m_vs_10k", warm[2] / warm[0], 1.5, "times", f"{ms[0]} at {small}, {ms[2]} at {large} activities"
        ),
        page_against_bare(
            "dashboard_1m_vs_bare", reverse("dashboard"), DASHBOARD_BAR, cookies=cookies, port=port, seconds=seconds
        ),
        _cold(cold[2], f"{ms[3]} at {small}, {ms[4]} at {middle}, {ms[5]} at {large} activities"),
        at_most(
            "logged_not_at_once", wrong, 0, "of 15", "first looks whose totals had not moved by just what was logged"
        ),
        shown(
            "log_entry_1m", logged[2] * 1000, "ms", f"logging one: {ms[6]} at {small}, {ms[8]} at {large} activities"
        ),
    ]


def _cold(seconds, note):
    return Figure("dashboard_cold_1m", round(seconds, 3), "seconds", "≤ 1", seconds <= 1, note=note)


class First(NamedTuple):
    """Seconds to log one activity, seconds of the first look after it, and whether that look shows just the one more."""

    logged: float
    looked: float
    shows_it: bool


def _after_a_change(play, cookies, *, port) -> First:
    before = activities_shown(_look(cookies, port=port))
    began = time.perf_counter()
    made = play.log()
    logged = time.perf_counter()
    page = _look(cookies, port=port)
    looked = time.perf_counter()
    one_more = (before[0] + (made.level == Level.STRATEGIC), before[1] + 1)
    return First(logged - began, looked - logged, activities_shown(page) == one_more)


def activities_shown(page: str) -> tuple[int, int]:
    """How many activities the tile of levels says: at strategic level, and in all."""
    figure = re.search(r'id="MET-04">.*?<p class="fig[^"]*">(.*?)</p>', page, re.S).group(1)
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", re.sub(r"<[^>]+>", " ", figure))]
    return (numbers[0], numbers[-1]) if numbers else (0, 0)


def _seconds_a_page(cookies: str, *, port: int, seconds: float) -> float:
    times = []
    while len(times) < 4 or (sum(times) < seconds and len(times) < 30):
        began = time.perf_counter()
        _look(cookies, port=port)
        times.append(time.perf_counter() - began)
    return median(times[1:])


def _look(cookies, *, port) -> str:
    address = f"http://127.0.0.1:{port}{reverse('dashboard')}"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookies})) as answer:  # noqa: S310  # nosec B310
        return answer.read().decode()


def _activities() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM projects_activity")
        return cursor.fetchone()[0]


def memory_after(web, *, port: int, now: dt.datetime, requests: int) -> Figure:
    """How much more one web worker holds after so many looks at boards of every period and filter, than after a tenth."""
    cookies, path = signed_in(Role.TRUSTEE, now=now), reverse("dashboard")
    looks = cycle([request("GET", path + look, port=port, cookies=cookies) for look in LOOKS])
    _go_through(looks, requests // 10, port=port)
    before = _worker(web)
    _go_through(looks, requests, port=port)
    after = _worker(web)
    note = f"{before / 1e6:.0f} MB after {requests // 10:,} looks, {after / 1e6:.0f} MB after {requests:,} more"
    return at_most("web_worker_memory_after_5000", after / before, 1.1, "times", note=note)


def _go_through(looks, count, *, port):
    run = hammer(islice(looks, count), port=port, seconds=3600)
    if run.refused:
        raise WentWrong(f"answers by status: {run.statuses}")


def _worker(web) -> int:
    """Bytes of the largest of its workers that no other process shares with it."""
    return max(child.memory_full_info().uss for child in psutil.Process(web.pid).children())
