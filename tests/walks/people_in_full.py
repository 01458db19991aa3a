"""People in full, on a site for real use: set up by a new coordinator who has nothing but her invitation.

DEMO=0, a mail server of our own; after `invite_coordinator` nobody touches a command line.
"""

from tests.walks import people_bad_input, people_joining, people_rights, people_set_up
from tests.walks.sites import empty_site
from tests.walks.walker import company


def walk(say, browser):
    with empty_site() as site, company(browser, site.address, say) as come:
        mira = come()
        say.chapter(people_set_up.signs_in, mira, site)
        say.chapter(people_set_up.sets_up, mira, site)
        say.chapter(people_set_up.brings_two_hundred_people, mira)
        noor = say.chapter(people_joining.takes_an_enquiry_through, mira, come(phone=True), site)
        say.chapter(people_joining.records_her_needs, mira, noor)
        say.chapter(people_joining.meets_her_needs, mira, come(phone=True), site)
        say.chapter(people_rights.writes_to_the_group, mira, site)
        him = say.chapter(people_rights.hands_over_everything, mira)
        say.chapter(people_rights.erases, mira, him, site)
        say.chapter(people_bad_input.files_that_are_none, mira)
        say.chapter(people_bad_input.rows_that_cannot_come_in, mira)
        say.chapter(still_well, site)


def still_well(say, site):
    """After all of that the site is still well"""
    health = site.health()
    say("/healthz is all ok", {word for name, word in health.items() if name != "backup"} == {"ok"}, why=str(health))
    say("no process wrote a traceback to the console", not site.tracebacks(), why=site.last_words())
