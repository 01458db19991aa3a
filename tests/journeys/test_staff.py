"""Ash logs what people gave with a keyboard in under a minute, and asks somebody to a piece of work."""

import re
import time
from datetime import timedelta

from django.utils import timezone

from tests.journeys.test_coordinator import letter_to, link_in


def test_ash_logs_two_people_by_keyboard_on_a_phone_takes_it_back_and_logs_the_same_again(visitor):
    ash = visitor(phone=True).sign_in("staff")
    ash.look()
    began = time.monotonic()
    ash.open("/involvement/new/")
    page = ash.page
    page.locator("[name=what]").focus()
    page.keyboard.type("D")  # the first kind with that letter
    page.locator("[name=title]").focus()
    page.keyboard.type("Looked over the letter for new clients")
    search = page.get_by_placeholder("Type a name")
    for number, name in enumerate(("Rowan", "Bea"), start=1):
        search.focus()
        page.keyboard.type(name, delay=30)
        page.get_by_role("option", name=re.compile(name)).first.wait_for()
        page.keyboard.press("Enter")  # the first one found is marked
        page.wait_for_function("n => document.querySelectorAll('[name=people]').length === n", arg=number)
    page.locator("[name=others]").focus()
    page.keyboard.type("3")
    page.locator("[name=title]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/logged/"))
    assert time.monotonic() - began < 60
    ash.look().see("Looked over the letter for new clients")
    ash.press(re.compile("take it back|undo", re.I))
    ash.press(re.compile("bring it back|put it back", re.I))
    ash.press(re.compile("the same again", re.I))
    assert page.locator("[name=title]").input_value() == "Looked over the letter for new clients"


def test_ash_logs_without_javascript_and_loses_nothing_when_something_is_missing(visitor):
    ash = visitor(phone=True, javascript=False).sign_in("staff")
    ash.open("/involvement/new/")
    ash.page.locator("[name=title]").fill("A walk round the garden")
    ash.press("Save", exact=True)
    assert ash.page.locator("[name=title]").input_value() == "A walk round the garden"
    ash.page.locator("[name=what]").select_option(index=2)
    ash.page.locator("[name=others]").fill("2")
    ash.press("Save", exact=True).see("A walk round the garden")


def test_ash_asks_rowan_to_a_piece_of_work_and_rowan_answers_from_the_letter(visitor):
    ash = visitor().sign_in("staff")
    ash.open("/projects/").press("Let's Talk for carers")
    project = ash.page.url
    ash.page.goto(project + "ask/")
    ash.look()
    page = ash.page
    for name, words in {
        "title": "Try out the first session", "what": "Sit in, and say afterwards what was clear and what was not.",
        "when_words": "One afternoon in January, about two hours", "place": "Leatherhead office, or online",
        "support": "Ash talks it through with you before and after", "offer": "Travel paid, lunch, and a voucher if you like",
    }.items():  # fmt: skip
        page.locator(f"main [name={name}]").fill(words)
    page.locator("main [name$=nature][value=expenses]").check()
    page.locator("main [name$=duration]").fill("Two hours, with a break")
    page.locator("main [name=answer_by]").fill((timezone.localdate() + timedelta(days=10)).isoformat())
    page.locator("main [name=who]").fill("Rowan")
    page.get_by_role("option", name=re.compile("Rowan")).first.click()
    page.wait_for_function("() => document.querySelectorAll('[name=people]').length === 1")
    ash.press("Look at it before it leaves").see("Rowan Ellery")
    ash.press(re.compile("send|invite", re.I))
    mailbox = visitor()
    letter_to(mailbox, "Rowan", "an invitation")
    rowan = visitor(phone=True).open(link_in(mailbox, "/invitations/"))
    rowan.see("You are answering as", "Travel paid").press("Not for me this time").see("Thank you")
