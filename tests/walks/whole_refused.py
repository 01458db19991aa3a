"""What cannot be is refused in a sentence, and what was typed stays: dates to choose from, papers and their files."""

import tempfile
from pathlib import Path

from tests.walks import wall_clock
from tests.walks.small_files import document, program

HUGE = 100_000_000


def a_poll_without_dates(say, come):
    """A poll with no dates"""
    jo = come().sign_in("coordinator").open("/meetings/dates/new/")
    jo.fill(
        title="A walk round the lake", kind="Away day", about="With tea.", minutes="90", answer_by=wall_clock.in_days(5)
    )
    jo.page.locator("main button[type=submit]").first.click()
    jo.page.wait_for_load_state()
    jo.look()
    say("without a date it is refused in a sentence", jo.has("Please write down at least two dates to choose from."))
    say(
        "what was typed is still there",
        lambda: jo.page.locator("main [name=title]").input_value() == "A walk round the lake",
    )
    jo.fill(day_1=wall_clock.in_days(12), time_1="11:00")
    jo.page.locator("main button[type=submit]").first.click()
    say(
        "with one date there is nothing to choose from, and it says so",
        jo.has("With one date there is nothing to choose from."),
    )
    jo.look().fill(day_2=wall_clock.in_days(-1), time_2="11:00")
    jo.page.locator("main button[type=submit]").first.click()
    say("a date that has passed is refused", jo.has("has already passed. Please choose dates that are still to come."))
    jo.look().fill(day_2=wall_clock.in_days(14), time_2="11:00")
    jo.page.locator("main button[type=submit]").first.click()
    jo.page.wait_for_load_state()
    say("with two dates it is kept", lambda: "A walk round the lake" in jo.look().page.locator("h1").inner_text())


def papers_that_lie(say, come, month):
    """A paper that lies about its type, and one of 100 MB"""
    jo = come().sign_in("coordinator").open(f"{month.page}papers/")
    jo.fill(title="A paper to try", summary="Only to try.").press("Add this paper")
    paper = jo.page.url

    def bring(name, content):
        jo.open(paper).page.locator("main [name=form]").select_option("original:")
        jo.page.locator("main [name=file]").set_input_files(content if isinstance(content, Path) else {
            "name": name, "mimeType": "application/pdf", "buffer": content,
        })  # fmt: skip
        jo.press("Keep this file")

    for name, content, what in (
        ("minutes.pdf", program(), "a program that calls itself a PDF"),
        ("minutes.exe", program(), "a program by its own name"),
        ("minutes.docx", document("I am a PDF"), "a PDF that calls itself a Word file"),
        ("minutes.pdf", b"", "an empty file"),
    ):
        bring(name, content)
        errors = jo.page.locator("main .invalid-feedback, main [role=alert]").all_inner_texts()
        say(f"{what} is refused in a sentence", any(each.strip() for each in errors))
    say("nothing of it was kept", lambda: jo.open(paper).has("Nothing yet. Begin with the original."))
    with tempfile.TemporaryDirectory() as folder:
        huge = Path(folder) / "huge.pdf"
        with huge.open("wb") as file:
            file.write(b"%PDF-1.4\n")
            file.truncate(HUGE)
        bring("huge.pdf", huge)
        say(
            "a file of 100 MB is refused, and the sentence says how large one may be",
            jo.has("This file is too large: at most 20 MB", seconds=30),
        )
    bring("minutes.pdf", document("The real one"))
    say("the right file is kept afterwards", jo.has("Kept."))
    jo.page.locator("main summary").filter(has_text="This paper is not needed").click()
    jo.press("Remove the paper and its files")
    say("the paper goes again, with its files", jo.has("The paper is gone, with its files."))
