"""Before the meeting of a month: a series, its first date published, the agenda, the papers, the reminders."""

import re
from datetime import timedelta

from tests.journeys.test_coordinator import letter_to, link_in
from tests.walks import wall_clock
from tests.walks.small_files import document, sound

ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
TITLE = "Evening of the Advisory Group"


def day_of_the_month(weeks=4):
    """A Tuesday some weeks from now that is the first to fourth of its weekday in the month."""
    day = wall_clock.today() + timedelta(weeks=weeks)
    day += timedelta(days=(1 - day.weekday()) % 7)
    return day if day.day <= 28 else day + timedelta(weeks=1)


def series(say, come, month):
    """A group meets by a rule, said once"""
    jo, day = come().sign_in("coordinator"), day_of_the_month()
    month.jo = jo
    jo.open("/meetings/series/new/")
    jo.fill(
        title=TITLE, kind="Advisory Group meeting", body="Advisory Group", often="Every month",
        on_the=ORDINALS[(day.day - 1) // 7 + 1], weekday=f"{day:%A}", first_on=day.isoformat(), starts="14:00", ends="16:00",
        place="Leatherhead office", room_offered=True, online_offered=True, phone_offered=True,
        join_link="https://meet.example/evening", dial_in="01632 960 151", about="What happened since, and what comes next.",
        wellbeing_person="Beth Carrow", access="Lift, hearing loop, a quiet room next door.",
    )  # fmt: skip
    jo.press("Save the series")
    dates = jo.page.locator("#dates li")
    say(
        "a series is begun on one page, and its next three dates are drafts of which nobody hears",
        lambda: dates.count() == 3,
    )
    say(
        f"each is a {day:%A} at 2pm",
        lambda: all(f"{day:%A}" in row and "2pm" in row for row in dates.all_inner_texts()),
    )
    jo.page.locator("#dates").get_by_role("link", name=re.compile("Skip")).nth(1).click()
    jo.look().fill(because="Half of us are away that week.").press(re.compile("skip", re.I))
    say(
        "one date is skipped with a reason, and no meeting is left on it",
        jo.has("Skipped", "Half of us are away that week."),
    )


def publish(say, come, month):
    """The first date of it is published"""
    jo = month.jo
    jo.page.locator("#dates").get_by_role("link", name=re.compile("Look over")).first.click()
    jo.look()
    say(
        "before it leaves, a page says who is asked by which way and who is on a break",
        jo.has("Who will be asked, and how", "by telephone", "Taking a break"),
    )
    say("the named wellbeing person stands on the invitation", jo.has("Beth Carrow"))
    jo.press("Publish and ask them")
    meeting = month.page = jo.page.url
    mailbox = letter_to(come(), "Rowan", "Meeting invitation")
    link = month.link = link_in(mailbox, "/rsvp/")
    say("within a minute the invitation to Rowan lies in the mailbox, with a link", link)
    say(
        "Sam, who prefers the telephone, stands on the list of calls with what to say",
        lambda: jo.open("/members/calls/").has("Sam Okoro", "What to say"),
    )
    say(
        "Pat, who likes letters, stands among the letters to print",
        lambda: "Pat Moreau" in jo.page.locator("#letters").inner_text(),
    )
    rowan = come(phone=True).open(link)
    rowan.press(re.compile("^Yes"))
    say("Rowan says yes from a phone with one press, without signing in", rowan.has("You are coming"))
    jo.page.goto(meeting)
    row = jo.page.locator("#people tr").filter(has_text="Sam Okoro")
    row.get_by_role("link", name=re.compile("Note their answer")).click()
    jo.look().press("Yes, by phone")
    jo.page.goto(meeting)
    say(
        "what Sam said on the telephone counts, and says who wrote it down",
        lambda: "noted by Jo Marlowe" in jo.page.locator("#people tr").filter(has_text="Sam Okoro").inner_text(),
    )


def agenda(say, come, month):
    """An agenda that fits the time, with a topic a member proposed"""
    jo, meeting, link = month.jo, month.page, month.link
    rowan = come(phone=True).open(f"{link}agenda/")
    rowan.fill(title="A second bench in the garden", summary="People wait outside in the rain.").press("Propose it")
    say("a member proposes a topic by the link of the letter", rowan.has("We answer soon"))
    plan = f"{meeting}agenda/plan/"
    jo.open(plan)
    for title, minutes, summary in (
        ("What happened since last time", "20", "We go through what was promised."),
        ("The waiting-list letters", "40", "Three drafts lie on the table."),
    ):
        jo.fill(title=title, minutes=minutes, summary=summary)
        jo.page.locator("main [name=purpose]").first.check()
        jo.press("Put it on the agenda")
    jo.fill(title="Everything else", minutes="200", summary="All of it.")
    jo.page.locator("main [name=purpose]").first.check()
    jo.press("Put it on the agenda")
    say(
        "an agenda longer than the meeting is refused in a sentence that says by how much",
        jo.has(re.compile(r"would take \d+ minutes, and the meeting lasts 120")),
    )
    say(
        "what was typed is still there", lambda: jo.page.locator("main [name=title]").input_value() == "Everything else"
    )
    jo.open(plan).page.locator("#waiting").get_by_role("link", name=re.compile("Answer")).click()
    jo.look().press("On the agenda")
    rowan.open(f"{link}agenda/")
    say("whoever proposed it reads that it is on the agenda", rowan.has("On the agenda"))
    jo.open(plan).press("Add a break")
    say(
        "an hour and more without a break is named, and does not go out",
        jo.has("This is long without a break", "Please add a break"),
    )
    topics = jo.page.locator("#agenda-order li a[href*='/agenda/']")
    before = topics.all_inner_texts()
    jo.page.locator("#agenda-order li").filter(has_text="A break").get_by_role("button", name=re.compile("^Up")).click()
    jo.page.wait_for_load_state()
    say(
        "topics change places by a button, not only by dragging",
        lambda: sorted(before) == sorted(topics.all_inner_texts()) and before != topics.all_inner_texts(),
    )
    jo.open(plan).press("Send the agenda out")
    say("the agenda went out", jo.has("It went out on"))
    rowan.open(f"{link}agenda/")
    say(
        "Rowan reads it on a phone, with times and in large print",
        rowan.has("The waiting-list letters", "A second bench in the garden", "Large print"),
    )


def papers(say, come, month):
    """Papers: complete only when nobody's copy is missing, one of them in large print by post"""
    jo, meeting = month.jo, month.page
    jo.open(f"{meeting}papers/").fill(
        title="The waiting-list letters: three drafts", summary="The same news in three ways."
    )
    jo.press("Add this paper")
    paper = jo.page.url
    with say.step("the original is kept"):
        upload(jo, "original:", "drafts.pdf", document("Three drafts"))
    jo.open(f"{meeting}papers/")
    say("the page says by when the words have to be final", jo.has("The words have to be final by"))
    jo.press("The papers are complete")
    say(
        "“papers complete” is refused while somebody's copy is missing, and says whose",
        lambda: "Pat Moreau" in jo.page.locator("[role=alert]").first.inner_text(),
    )
    with say.step("each form that somebody needs is made"):
        for _ in range(8):
            jo.open(paper)
            if not jo.has("Still missing, and somebody needs it", seconds=1):
                break
            wanted = jo.page.locator("main [name=form] option:checked").get_attribute("value")
            upload(
                jo, wanted, *(("copy.mp3", sound()) if wanted.startswith("audio") else ("copy.pdf", document(wanted)))
            )
        assert not jo.has("Still missing", seconds=1), jo.text()
    jo.open(f"{meeting}papers/")
    pat = jo.page.locator("#post li").filter(has_text="Pat Moreau").filter(has=jo.page.get_by_role("button"))
    say(
        "Pat's envelope is listed: large print in 24 point, to be posted",
        lambda: "24 point" in pat.inner_text() and "To be posted" in pat.inner_text(),
    )
    jo.press("The papers are complete")
    say("papers made but not posted are not complete", jo.page.locator("[role=alert]").count() == 1)
    jo.open(f"{meeting}papers/")
    pat.get_by_role("button", name=re.compile("^Posted")).click()
    jo.page.wait_for_load_state()
    jo.look()
    say("the day Pat's envelope was posted stands beside it", lambda: "posted on" in pat.inner_text())
    with say.step("every other envelope is posted, and then the papers are complete"):
        while (more := jo.page.locator("#post").get_by_role("button", name=re.compile("^Posted, to"))).count():
            more.first.click()
            jo.page.wait_for_load_state()
        jo.look().press("The papers are complete")
        assert jo.has("The papers are complete: everybody has their copy."), jo.text()[:400]


def upload(jo, form, name, content):
    """One file in one form, on the page of its paper."""
    jo.page.locator("main [name=form]").select_option(form)
    if content:
        jo.page.locator("main [name=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
    jo.press("Keep this file")
    assert jo.has("Kept."), jo.text()[:400]


def reminders(say, come, month):
    """Reminders, by the demonstration's time buttons"""
    somebody = come()
    for words, title in (("To the first reminder", "Meeting reminder"), ("To the second reminder", "Meeting reminder")):
        somebody.page.goto("/demo/")
        say(f"{words.lower()}: it is about this meeting", TITLE in somebody.page.locator("#_time").inner_text())
        somebody.press(words).await_words(re.compile(f"Going {words.lower()}: done"), seconds=180)
        letter = letter_to(somebody, "Rowan", title)
        say(
            "the reminder to Rowan says that we look forward, for Rowan said yes",
            letter.has(re.compile("You (said|told us).*(yes|come|coming)", re.I)),
        )
    somebody.page.goto("/demo/mailbox/")
    said = somebody.page.locator("main").inner_text()
    say("there are reminders to those who were silent, in other words", "Meeting reminder to Joel Adeyemi" in said)
    calls = month.jo.open("/members/calls/").text()
    say("Sam's reminder is a call, Pat's a letter", "Sam Okoro" in calls and "Pat Moreau" in calls)
