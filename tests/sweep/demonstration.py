"""Every page of the demonstration that its people can get to by links, as each of them."""

import re
from collections import deque

from django.urls import Resolver404, resolve

LINKS = "() => [...document.querySelectorAll('a[href]')].map(each => each.href)"
LEAVES = {"account_logout", "demo_progress"}
FILES = re.compile(r"\.(csv|xlsx|pdf|ics|svg|json|docx|zip|txt|png)$|/calendar/|/export\b")


def people(page) -> list[str]:
    """Who can be signed in as with one press."""
    page.goto("/demo/")
    values = page.evaluate(
        "() => [...document.querySelectorAll('form[action=\"/demo/sign-in/\"] [name=who]')].map(each => each.value)"
    )
    return list(dict.fromkeys(values))


def sign_in(page, who) -> None:
    page.goto("/demo/")
    form = f"form[action='/demo/sign-in/']:has([name=who][value='{who}']) button, button[name=who][value='{who}']"
    page.locator(form).first.click()
    page.wait_for_load_state()


def kind_of(path) -> str:
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return found.view_name or found.route


def walk(reader, *, on_paper=False, each_kind=2, most=10_000, starts=("/",)):
    """Breadth first from the home; of each kind of page the first few, the rest are left. Gives how many were read."""
    waiting, seen, times = deque(starts), set(starts), {}
    while waiting and reader.counted["pages"] < most:
        path = waiting.popleft()
        kind = kind_of(path.partition("?")[0])
        if not kind or kind in LEAVES or kind.startswith("admin:") or times.get(kind, 0) >= each_kind:
            continue
        times[kind] = times.get(kind, 0) + 1
        if not reader.open(path, kind=kind):
            continue
        if on_paper:
            reader.on_paper(kind)
        for link in reader.page.evaluate(LINKS):
            bare = link.partition("#")[0]
            if bare.startswith(reader.address) and bare not in seen and not FILES.search(bare):
                seen.add(bare)
                waiting.append(bare.removeprefix(reader.address))
    return set(times)
