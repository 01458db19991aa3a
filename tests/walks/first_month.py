"""One month of the charity, walked as a new user: from `make run` to a figure that trustees can believe."""

import re
import subprocess

from tests.console import ROOT
from tests.walks import month_bad_input, month_figures, month_meeting
from tests.walks.sites import demonstration
from tests.walks.walker import company

# Whom the buttons of /demo/ make one, and the first words of that person's home.
HOMES = {
    "coordinator": ("What needs you today", "Calls to make"),
    "staff": ("What did people give?", "Log involvement"),
    "member": ("Hello Rowan", "Yes, in the room"),
    "caller": ("Hello Sam", "Please ring me"),
    "trustee": ("Is involvement working?", "See all figures"),
    "both": ("Hello Maeve", "Which dates suit you?"),
    "board": ("Is involvement working?", "See all figures"),
    "partner": ("The Co-production Network", "Add to the round"),
    "finance": ("Claims that wait", "The oldest"),
    "safeguarding": ("Concerns wait for you", "Open concerns"),
}
ON_A_PHONE = {"member", "caller", "both", None}


def walk(say, browser):
    with demonstration() as site, company(browser, site.address, say) as come:
        say.chapter(comes_up, site)
        say.chapter(everybody_has_a_home, come)
        say.chapter(every_step_opens, come)
        say.chapter(month_bad_input.links_that_open_nothing, come)
        meeting = say.chapter(month_meeting.publishes_and_hears_back, come)
        say.chapter(month_meeting.rings_who_has_no_email, come, meeting)
        say.chapter(month_meeting.time_passes, come)
        say.chapter(month_meeting.why_somebody_did_not_get_it, come)
        say.chapter(month_meeting.takes_a_break, come)
        say.chapter(month_figures.figures_move_at_once, come)
        say.chapter(month_figures.the_file_equals_the_page, come)
        say.chapter(month_figures.invited_to_a_piece_of_work, come)
        say.chapter(month_bad_input.times_that_cannot_be, come)
        say.chapter(month_bad_input.odd_words_and_too_many, come)
        say.chapter(month_bad_input.wrong_files, come)
        say.chapter(month_bad_input.nothing_doubled, come)
        say.chapter(still_well, site)
    say.chapter(the_readme)


def comes_up(say, site):
    """`make run` shows the site, and everything answers"""
    made = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True).stdout
    say("what was started is what `make run` starts", "-m coproduction.run" in made)
    health = site.health()
    say(
        "/healthz: database, broker, worker, beat, dispatch and mail are ok",
        set(health) >= {"database", "broker", "worker", "beat", "dispatch", "mail"} and set(health.values()) == {"ok"},
        why=str(health),
    )
    say("the console prints the demonstration sign-ins", lambda: site.console.wait_for("Jo Marlowe (Coordinator)"))


def still_well(say, site):
    """After all of that the site is still well"""
    health = site.health()
    say("/healthz is still all ok", set(health.values()) == {"ok"}, why=str(health))
    say("no process wrote a traceback to the console", not site.tracebacks(), why=site.last_words())


def everybody_has_a_home(say, come):
    """Each demonstration person signs in and lands on a home that says what to do next"""
    guest = come().open("/demo/")
    buttons = guest.page.locator("form[action='/demo/sign-in/']:not(ol *) [name=who]").all()
    offered = [button.get_attribute("value") for button in buttons]
    say(f"/demo/ offers {', '.join(HOMES)}", list(dict.fromkeys(offered)) == list(HOMES), why=str(offered))
    for who, (heading, next_words) in HOMES.items():
        somebody = come(phone=who in ON_A_PHONE).sign_in(who).look()
        first, page = somebody.page.locator("h1").inner_text(), somebody.page
        say(f"{who} lands on “{heading}”", page.url == f"{come.address}/" and heading in first, why=first)
        pressable = page.locator("main a:visible, main button:visible").first
        high = pressable.bounding_box()["y"] if pressable.count() else None
        say(f"{who}: there is something to press on the first screen", high is not None and high < 900, why=str(high))
        say(f"{who}: the home says “{next_words}”", next_words in somebody.text())


def every_step_opens(say, come):
    """Each step of the walk at /demo/ opens for whom it is meant"""
    phone, desk = come(phone=True), come()
    steps = desk.open("/demo/").page.locator("ol.walk > li")
    titles = steps.locator("h3").all_inner_texts()
    say("the walk has at least the ten steps of a month", len(titles) >= 10, why=str(len(titles)))
    for number, title in enumerate(titles):
        who = steps.nth(number).locator("[name=who]")
        who = who.first.get_attribute("value") if who.count() else None
        walker = phone if who in ON_A_PHONE else desk
        with say.step(f"step {number + 1}, {title}: opens as {who or 'nobody'}"):
            walker.page.goto("/demo/")
            here = walker.page.locator("ol.walk > li").nth(number)
            with walker.page.expect_navigation() as came:
                here.locator("form button, a.btn").first.click()
            status = came.value.status if came.value else 200
            walker.look()
            assert status == 200, f"status {status}"
            assert "/demo/step/" not in walker.page.url, "it asks once more to be somebody"
        desk.page.goto("/demo/")


def the_readme(say):
    """README says what it is, with two pictures, two commands and a sentence for every folder"""
    words = (ROOT / "README.md").read_text()
    pictures = re.findall(r"docs/pictures/[a-z-]+\.png", words)
    say("two pictures, and both are there", len(pictures) == 2 and all((ROOT / each).is_file() for each in pictures))
    say("a command makes them: make screenshots", "make screenshots" in words and "screenshots:" in makefile())
    say("the two commands: make run, make test", all(each in words for each in ("make run", "make test")))
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    folders = {path.partition("/")[0] for path in kept if "/" in path and not path.startswith(".")}
    silent = {name for name in folders if not re.search(rf"^\|[^|]*`{name}/`[^|]*\| *\w.+\|$", words, re.M)}
    say("one sentence for every folder", folders and not silent, why=", ".join(sorted(silent)))


def makefile():
    return (ROOT / "Makefile").read_text()
