"""A coordinator runs one whole month, from a series to what happened since; and the conference, last and next."""

from types import SimpleNamespace

from tests.members.imap_server import Mailbox
from tests.walks import (
    whole_after,
    whole_before,
    whole_conference,
    whole_day,
    whole_forged,
    whole_question,
    whole_refused,
)
from tests.walks.sites import demonstration
from tests.walks.walker import company


def walk(say, browser):
    with (
        Mailbox() as box,
        demonstration(BOUNCE_URL=box.url, **whole_forged.SETTINGS) as site,
        company(browser, site.address, say) as come,
    ):
        the_month(say, come, site, box)
        question = say.chapter(whole_question.asks, come)
        say.chapter(whole_question.answers, come, question)
        say.chapter(whole_conference.the_last_one, come)
        own = say.chapter(whole_conference.the_next_one, come)
        say.chapter(whole_conference.odd_badges, come, own)
        say.chapter(whole_conference.overlapping, come)
        say.chapter(whole_refused.a_poll_without_dates, come)


def the_month(say, come, site, box):
    """Each chapter goes on where the one before left off; what they know of the month stands in `month`."""
    month = SimpleNamespace(site=site, box=box)
    for chapter in (
        whole_before.series, whole_before.publish, whole_before.agenda, whole_before.papers, whole_refused.papers_that_lie,
        whole_before.reminders, whole_forged.reports, whole_forged.replies, whole_day.moved_to_today, whole_day.register,
        whole_day.live_notes, whole_day.closing, whole_day.notes, whole_after.actions, whole_after.afterwards, whole_after.next_one,
        whole_after.since,
    ):  # fmt: skip
        say.chapter(chapter, come, month)
