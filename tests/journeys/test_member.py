"""Rowan on a phone: the next meeting on the first screen, one press each; a break stops everything, one press ends it."""

import re


def test_rowan_answers_the_next_meeting_without_a_menu(visitor):
    rowan = visitor(phone=True).sign_in("member")
    rowan.look().see("Hello Rowan")
    first = rowan.page.locator("main button").first
    assert first.bounding_box()["y"] < 740, "the first answer stands on the first screen"
    assert first.bounding_box()["height"] >= 52
    rowan.press("Not sure yet")
    rowan.open("/").see("not sure")


def test_rowan_does_the_same_without_javascript_in_the_dark(visitor):
    rowan = visitor(phone=True, javascript=False, dark=True).sign_in("member")
    rowan.look().press("I can't this time")
    rowan.open("/")
    for path in ("/meetings/", "/projects/", "/members/my-messages/", "/projects/my-involvement/"):
        rowan.open(path)


def test_rowan_takes_a_break_and_comes_back(visitor):
    rowan = visitor().sign_in("member")
    rowan.look().press("Take a break").see(re.compile("break", re.I))
    rowan.open("/").press(re.compile("welcome back|end.*break|i am back|i'm back", re.I))
    rowan.open("/").see("Take a break")


def test_rowan_asks_to_be_rung_and_jo_sees_the_call(visitor):
    rowan = visitor(phone=True).sign_in("member")
    rowan.look().see("not for emergencies").press("Please ring me")
    visitor().sign_in("coordinator").open("/members/calls/").see("Rowan Ellery", "Asked us to ring")


def test_a_member_who_prefers_the_telephone_has_a_home_too(visitor):
    visitor(phone=True).sign_in("caller").look().see("Sam")


def test_a_link_that_opens_nothing_says_whom_to_ring(visitor):
    stranger = visitor(phone=True)
    for token in ("unknown-token-of-some-length", "x", "%00"):
        stranger.page.goto(f"/rsvp/{token}/")
        stranger.look().see("01632 960 123")
