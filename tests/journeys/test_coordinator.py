"""Jo runs one meeting from draft to figure: publish, mailbox, answers by link and by telephone, reminder, register."""

import re
import time


def letter_to(visitor, name, words):
    """Open the newest letter to that person in the mailbox, once it is there (at most a minute)."""
    ends = time.monotonic() + 60
    while True:
        visitor.page.goto("/demo/mailbox/")
        row = visitor.page.locator("main li, main tr, main article").filter(has_text=name).filter(has_text=words).first
        if row.count():
            row.get_by_role("link").first.click()
            visitor.page.wait_for_load_state()
            return visitor
        assert time.monotonic() < ends, f"no letter to {name} about {words} within a minute"
        time.sleep(1)


def link_in(visitor, start):
    """The first address in the letter that begins so."""
    found = re.search(rf"{re.escape(start)}[A-Za-z0-9_\-]+/", visitor.page.content())
    assert found, visitor.page.url
    return found.group()


def test_jo_publishes_a_meeting_and_hears_back_by_link_and_by_telephone(visitor):
    jo = visitor().sign_in("coordinator")
    jo.look().see("What needs you today")
    jo.open("/meetings/?show=drafts").press("Advisory Group meeting", exact=True)
    jo.see("Draft: nobody has heard of it").press("Look it over and publish")
    jo.see("3 people by telephone", "Taking a break, so nothing goes to them").press("Publish and ask them")
    meeting = jo.page.url
    assert re.search(r"/meetings/\d+/$", meeting)

    mailbox = visitor()
    letter_to(mailbox, "Rowan", "Tuesday").look()
    link = link_in(mailbox, "/rsvp/")
    assert "Advisory" not in mailbox.page.locator("h1").inner_text(), "the subject says nothing of the group"

    # A phone, no session, one press.
    rowan = visitor(phone=True)
    rowan.open(link).see("You are answering as", "Rowan")
    before = rowan.context.cookies()
    assert not [c for c in before if "session" in c["name"]]
    rowan.press("Yes, online").see("You are coming online")
    assert not [c for c in rowan.context.cookies() if "session" in c["name"]]

    # Sam prefers the telephone: a line on the calls list, and the answer is noted in his name.
    jo.open("/members/calls/").see("Sam Okoro", "What to say")
    jo.page.goto(meeting)
    row = jo.page.locator("tr, li").filter(has_text="Sam Okoro").first
    row.get_by_role("link", name=re.compile("Note their answer")).click()
    jo.look().press("Yes, by phone")
    jo.page.goto(meeting)
    jo.look()
    assert "noted by Jo Marlowe" in jo.page.locator("tr, li").filter(has_text="Sam Okoro").first.inner_text()


def test_jo_plans_a_meeting_and_keeps_what_was_typed_when_a_time_is_wrong(visitor):
    jo = visitor(phone=True).sign_in("coordinator")
    jo.open("/meetings/new/")
    page = jo.page
    page.locator("[name=title]").fill("Tea and first ideas =1+1 ☕ שלום")
    page.locator("[name=kind]").select_option(index=1)
    page.locator("[name=day]").fill("2030-03-31")  # the clocks go forward that night
    page.locator("[name=starts]").fill("01:30")
    page.locator("[name=ends]").fill("03:00")
    jo.press("Save the draft and look it over")
    assert page.locator("[name=title]").input_value() == "Tea and first ideas =1+1 ☕ שלום"
    assert page.locator("[aria-invalid=true]").count() >= 1
    page.locator("[name=starts]").fill("14:00")
    page.locator("[name=ends]").fill("16:00")
    jo.press("Save the draft and look it over").see("Tea and first ideas =1+1 ☕ שלום", "Nobody is on the list yet.")


def test_jo_closes_a_register_and_the_figures_move(visitor):
    jo, tal = visitor().sign_in("coordinator"), visitor().sign_in("trustee")
    before = hours(tal)
    jo.open("/").press("Let's Talk for carers: first ideas").see("Let's Talk for carers")
    jo.page.get_by_role("button", name=re.compile("room", re.I)).first.click()
    jo.page.wait_for_load_state()
    jo.page.wait_for_function("() => !document.querySelector('.htmx-request')")
    jo.look()
    jo.page.get_by_role("button", name=re.compile("close", re.I)).first.click()
    jo.page.wait_for_load_state()
    jo.look()
    assert hours(tal) > before


def hours(visitor):
    """The hours given, as the trustee reads them on the dashboard."""
    visitor.open("/dashboard/")
    tile = (
        visitor.page.locator("section, article, div")
        .filter(has=visitor.page.get_by_role("heading", name="Hours given"))
        .last
    )
    return float(re.search(r"([\d,.]+)\s*\n*\s*hours", tile.inner_text()).group(1).replace(",", ""))


def test_jo_opens_every_page_of_her_menu_and_learns_why_a_letter_did_not_arrive(visitor):
    jo = visitor().sign_in("coordinator")
    for path in [a.get_attribute("href") for a in jo.page.locator("header nav a").all()]:
        jo.open(path)
    jo.open("/").see("Messages that did not get through").press("Leon Vasey").see("Could not be sent")
    jo.open("/members/").press("Marcus Hale")
    jo.press("All their letters").see("They are taking a break.")
    jo.press("Meeting invitation").see("Did they get it?", "They are taking a break.", "The rule it followed")
    jo.open("/members/going-out/").see("What will go out")
