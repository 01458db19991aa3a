"""The timeline from 1994: it opens, prints, can be published item by item; a photo needs its description, a person their yes."""

import re

from tests.walks.small_files import picture

TITLE = "The first tea in the new garden"
WORDS = "A drawing: three chairs around a small table under a tree."


def from_1994(say, come):
    """The timeline from 1994 opens and prints"""
    rowan = come(phone=True).sign_in("member").open("/projects/timeline/")
    say(
        "a member follows it from 1994 to last year on a phone",
        rowan.has("1994", "It begins with a clubhouse", "Trustees and Advisory Group at one table"),
    )
    first, *rest = rowan.page.locator("ol.stones h2").all_inner_texts()
    say("the oldest stands first", first == "It begins with a clubhouse" and len(rest) >= 6)
    say(
        "the picture has words for who cannot see it",
        lambda: "round table" in (rowan.page.locator("ol.stones img").first.get_attribute("alt") or ""),
    )
    printed = rowan.context.request.get("/projects/timeline/print/")
    say("it prints on one sheet", printed.ok and printed.body().startswith(b"%PDF"))
    guest = come(phone=True).open("/our-story/")
    say(
        "what is published is to be read by anybody, names only by a yes",
        guest.has("1994", "It begins with a clubhouse") and "Maeve" not in guest.text(),
    )


def without_a_description(say, come):
    """A photo without a description"""
    jo = come().sign_in("coordinator").open("/projects/timeline/new/")
    jo.fill(when="May 2026", title=TITLE, words="It rained, and nobody went in.")
    photo = {"name": "garden.png", "mimeType": "image/png", "buffer": picture("olive")}
    jo.page.locator("main [name=picture]").set_input_files(photo)
    save(jo)
    say(
        "is refused in a sentence",
        jo.page.locator("#error-summary, [role=alert], .invalid-feedback").count() >= 1,
        why=jo.text()[:200],
    )
    say(
        "nothing typed is lost",
        lambda: (
            jo.page.locator("main [name=title]").input_value() == TITLE
            and "nobody went in" in jo.page.locator("main [name=words]").input_value()
        ),
    )
    jo.page.locator("main [name=picture]").set_input_files(photo)
    jo.fill(picture_words=WORDS, shows_nobody=True)
    save(jo)
    say(
        "with its description it stands on the timeline",
        lambda: jo.has(TITLE) and jo.page.locator(f"img[alt='{WORDS}']").count() == 1,
    )


def save(jo):
    """The one main button of the form."""
    jo.page.locator("main form[enctype] button.btn-primary").first.click()
    jo.page.wait_for_load_state()
    jo.look()


def published(say, come):
    """A milestone is published, and taken off again"""
    jo = come().sign_in("coordinator").open("/projects/timeline/")
    jo.page.locator("li.stone").filter(has_text=TITLE).get_by_role("link", name=re.compile("Change it")).click()
    jo.look().press("Show it in public")
    guest = come(phone=True).open("/our-story/")
    say(
        "anybody reads it, with its picture and words",
        lambda: guest.has(TITLE) and guest.page.locator(f"img[alt='{WORDS}']").count() == 1,
    )
    jo.press("Take it off the public page")
    say("taken off again, it is gone there", lambda: TITLE not in guest.open("/our-story/").text())
    say("and stays inside", lambda: jo.open("/projects/timeline/").has(TITLE))


def taken_back(say, come):
    """A yes that is taken back"""
    rowan = come(phone=True).sign_in("member").open("/projects/my-part/")
    say("Rowan sees where they are named or shown", rowan.has("Trustees and Advisory Group at one table"))
    guest = come(phone=True).open("/our-story/")
    say("the picture Rowan is in stands in public before", guest.page.locator("img[alt*='round table']").count() == 1)
    part = rowan.page.locator("section.card").filter(has_text="Trustees and Advisory Group at one table")
    part.get_by_role("link", name="Change what I said").click()
    rowan.look().page.locator("main [name=scope][value=nobody]").check()
    rowan.press("Save")
    say(
        "“not shown” takes it away everywhere at once",
        lambda: guest.open("/our-story/").page.locator("img[alt*='round table']").count() == 0,
    )
    say("its words stay, for they name nobody", guest.has("Trustees and Advisory Group at one table"))
