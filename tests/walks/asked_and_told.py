"""Asked early, invited fairly, answered always: a sentence followed, a panel asked for, a definition agreed, our story told."""

from types import SimpleNamespace

from tests.walks import told_agreement, told_paid, told_panel, told_sentence, told_story
from tests.walks.sites import demonstration
from tests.walks.walker import company


def walk(say, browser):
    with demonstration() as site, company(browser, site.address, say) as come:
        say.chapter(told_sentence.followed, come)
        said = say.chapter(told_sentence.without_its_reason, come)
        say.chapter(told_sentence.answered, come, said)
        panel = SimpleNamespace()
        for chapter in (
            told_panel.asked_for, told_panel.brief, told_panel.matched, told_panel.wished, told_panel.chosen,
            told_paid.prepared, told_paid.done_and_thanked, told_paid.paid, told_paid.claims_that_cannot_be,
        ):  # fmt: skip
            say.chapter(chapter, come, panel)
        text = SimpleNamespace()
        for chapter in (
            told_agreement.third_draft, told_agreement.two_for_one, told_agreement.next_version, told_agreement.agreed,
        ):  # fmt: skip
            say.chapter(chapter, come, text)
        say.chapter(told_story.from_1994, come)
        say.chapter(told_story.without_a_description, come)
        say.chapter(told_story.published, come)
        say.chapter(told_story.taken_back, come)
