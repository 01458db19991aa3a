"""Kim of a partner organisation: the next Network meeting, who speaks for us, and nothing of the charity's members."""


def test_kim_answers_the_network_meeting_and_sees_who_speaks_for_whom(visitor):
    kim = visitor(phone=True).sign_in("partner")
    kim.look().see("Co-Production Network meeting", "Kim Ferrers")
    kim.press("Yes, online")
    kim.open("/members/organisations/").see("placeholder")
    for path in ("/members/", "/projects/", "/dashboard/", "/involvement/new/"):
        assert kim.context.request.get(path).status in (403, 404), path


def test_a_stranger_finds_the_front_page_and_how_to_join(visitor):
    for dark in (False, True):
        stranger = visitor(phone=True, dark=dark)
        stranger.open("/").see("How to join us", "01632 960 123")
        stranger.press("What we keep about you, and who sees it")
        stranger.open("/").press("Using this site your way")
        stranger.open("/accounts/login/")
        stranger.open("/accounts/login/code/")
        stranger.open("/components/")
