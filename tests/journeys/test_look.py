"""The look in a real browser: read by axe-core in light and dark, at 320 px, without JavaScript, and when the line fails."""

import pytest

SIGN_IN_PAGES = [
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-wrong/",
    "/accounts/password/reset/key/done/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/wrong/",
]
OWN_PAGES = [
    "/accounts/email/",
    "/accounts/password/set/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/logout/",
    "/members/kept/",
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_everybody_can_read_every_component_and_every_sign_in_page(visitor, dark, phone):
    somebody = visitor(phone=phone, dark=dark)
    for path in ["/components/", *SIGN_IN_PAGES, "/no-such-page/"]:
        somebody.open(path)


def test_a_member_can_read_the_pages_about_their_own_sign_in(visitor):
    member = visitor(phone=True, dark=True).sign_in("member")
    for path in OWN_PAGES:
        member.open(path)


def test_at_four_hundred_per_cent_nothing_scrolls_sideways(visitor):
    somebody = visitor()
    somebody.page.set_viewport_size({"width": 320, "height": 256})
    for path in ["/components/", "/accounts/login/", "/"]:
        somebody.open(path)


def test_the_menu_opens_without_javascript(visitor):
    member = visitor(phone=True, javascript=False).sign_in("member")
    member.open("/members/kept/")
    menu = member.page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    member.page.get_by_role("link", name="Menu", exact=True).click()
    assert menu.get_by_role("link", name="Home", exact=True).is_visible()
    member.page.get_by_role("link", name="Close the menu").click()
    assert not menu.is_visible()


def test_the_menu_is_a_button_that_says_whether_it_is_open(visitor):
    member = visitor(phone=True).sign_in("member")
    member.open("/members/kept/")
    button = member.page.get_by_role("button", name="Menu", exact=True)
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Space")
    assert button.get_attribute("aria-expanded") == "true"
    assert member.page.get_by_role("navigation", name="Main").is_visible()
    member.look()
    member.page.get_by_role("link", name="Home", exact=True).press("Escape")
    assert button.get_attribute("aria-expanded") == "false"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(visitor):
    somebody = visitor()
    somebody.open("/accounts/password/reset/")
    somebody.page.fill("[name=email]", "a@b")  # the browser lets it pass, we do not
    somebody.page.locator("main").get_by_role("button", name="Send me the link").click()
    somebody.see("Something needs another look").look()
    assert somebody.page.evaluate("document.activeElement.id") == "error-summary"
    somebody.page.locator("#error-summary a").first.press("Enter")
    assert somebody.page.evaluate("document.activeElement.name") == "email"


def test_words_typed_into_a_long_form_come_back_after_the_browser_was_closed(visitor):
    member = visitor().sign_in("member").open("/components/")
    member.page.fill("#id_a_what", "Half a sentence")
    member.see("Not saved yet.")
    member.see("A draft is kept")
    member.page.on("dialog", lambda dialog: dialog.accept())  # the page warns before it is left
    member.page.goto("/accounts/logout/")
    member.page.goto("/components/")
    member.see("You began this before and did not send it").look()
    member.page.get_by_role("button", name="Put my words back").click()
    assert member.page.input_value("#id_a_what") == "Half a sentence"
    member.page.goto("/accounts/logout/")
    member.page.goto("/components/")
    member.page.get_by_role("button", name="Throw them away").click()
    member.page.wait_for_timeout(300)
    member.open("/components/")
    member.page.wait_for_timeout(300)
    assert not member.page.get_by_text("You began this before").is_visible()


def test_the_longest_form_keeps_a_draft_and_any_larger_box_says_that_nothing_is_saved_yet(visitor):
    jo = visitor().sign_in("coordinator").open("/meetings/new/")
    jo.page.fill("#id_title", "Garden group")
    jo.see("A draft is kept").look()
    jo.page.goto("/meetings/new/")
    jo.page.get_by_role("button", name="Put my words back").click()
    assert jo.page.input_value("#id_title") == "Garden group"
    member = visitor().sign_in("member").open("/members/me/complain/")
    assert not member.page.get_by_text("Not saved yet.").is_visible()
    member.page.locator("textarea").first.fill("Nobody rang")
    member.see("Not saved yet.").look()


def test_a_tap_that_could_not_be_saved_says_so_and_is_tried_again(visitor):
    somebody = visitor(phone=True).open("/components/")
    page, sent = somebody.page, []

    def line(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request.post_data)
        return route.abort() if len(sent) == 1 else route.continue_()

    page.route("**/components/", line)
    page.locator("#gallery-answer").get_by_role("button", name="Yes, online").click()
    somebody.see("Not saved yet. We are trying again.")
    page.locator("#gallery-answer").get_by_text("Saved", exact=True).wait_for()
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert page.get_by_role("button", name="Yes, online").get_attribute("aria-pressed") == "true"
    assert not page.get_by_text("Not saved yet. We are trying").is_visible()
    somebody.complaints.clear()  # the browser itself writes down the line we cut
