"""A letter to many, as its writer worded it, each with its own names; and nothing that could become a link."""

from members import charity
from members.models import Channel, Mailing
from members.models.channel import Purpose
from members.models.mailing import MailingState
from members.post import letters, plain
from members.post.letters import Lane
from members.queries import mailings
from members.rules.writing import fill

KINDS = {purpose: f"mailing_{purpose}" for purpose in Mailing.PURPOSES}
STOPPED, NOT_THERE = "It was stopped.", "It was thrown away."


def register_kinds():
    """One kind for each purpose, so that each person's wishes about that sort hold; called by `members.emails`."""
    for purpose, kind in KINDS.items():
        letters.register(
            kind,
            render=render,
            still_true=still_true,
            lane=Lane.BULK,
            essential=False,
            windowed=True,
            purpose=Channel.Purpose(purpose),
            words=f"Letter to many ({Purpose(purpose).label.lower()})",
            rule="A coordinator wrote it to a set of people, once.",
        )


def render(letter, *, now):
    mailing = Mailing.objects.get(pk=letter.facts["mailing"])
    return compose(mailing, first_name=letter.person.first_name)


def compose(mailing, *, first_name):
    """The letter as one person gets it; also what the preview shows."""
    values = {"first name": first_name, "charity": charity.current().name, "phone": charity.current().phone}
    values |= mailings.words_about(mailing.about)
    paragraphs = [plain.one_line(fill(part, values)) for part in mailing.words.split("\n") if part.strip()]
    return letters.compose(
        "members/email/mailing",
        {"subject": fill(mailing.subject, values), "paragraphs": paragraphs, "when": values.get("when", "")},
    )


def still_true(letter, *, now):
    mailing = Mailing.objects.filter(pk=letter.facts["mailing"]).first()
    if mailing is None:
        return NOT_THERE
    return STOPPED if mailing.state == MailingState.STOPPED else ""
