"""Each consent in plain words: what we ask, why, and what changes when it is taken back; and what must hold to note one."""

from dataclasses import dataclass

from members.models.consent import Consent, How
from members.rules.people import Refused

C = Consent
ONE_EVENT_AT_A_TIME = frozenset(
    {
        C.ACCESS_HOST, C.ACCESS_VENUE, C.ACCESS_PARTNER, C.PHOTOS, C.WORDS_WITHOUT_NAME, C.WORDS_FIRST_NAME,
        C.WORDS_FULL_NAME,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """`words`: the statement somebody agrees to. `why`: why we ask. `hides`: what a withdrawal hides at once.
    `goes_on`: what stays as it was."""

    words: str
    why: str
    hides: str
    goes_on: str = "You stay a member. You are invited as before."


ASKED = {
    C.LIVED_EXPERIENCE: Asked(
        "You may keep what I tell you about my lived experience, my health and what I need to take part.",
        "So that we can meet your needs without asking you again each time. You choose what you tell us.",
        "Nobody can open what you told us about your lived experience, your health or what you need. "
        "We can then no longer prepare for it.",
    ),
    C.EQUALITY: Asked(
        "You may use my answers to the equality questions for totals.",
        "So that we can see who is missing from our table. Nobody who works with you can open your answers.",
        "Your answers are left out of every total.",
    ),
    C.ACCESS_HOST: Asked(
        "You may tell the person who runs this meeting what I need.",
        "So that they can prepare for you.",
        "They no longer see what you need for this meeting.",
    ),
    C.ACCESS_VENUE: Asked(
        "You may tell the venue of this meeting what I need.",
        "So that the room is right for you.",
        "The venue is told no more about what you need. What we told them before, we cannot take back.",
    ),
    C.ACCESS_PARTNER: Asked(
        "You may tell the partner organisation of this event what I need.",
        "So that they can prepare for you.",
        "The partner is told no more about what you need. What we told them before, we cannot take back.",
    ),
    C.NAME_TO_MEMBERS: Asked(
        "Other members may see my name.",
        "So that people in the group know who is who. Without it they see “a member”.",
        "Other members see “a member” instead of your name.",
    ),
    C.NAME_TO_TRUSTEES: Asked(
        "The trustees may see my name.",
        "For example when you present something to the Board. Without it they see numbers only.",
        "The trustees no longer see your name.",
    ),
    C.NAME_IN_MINUTES: Asked(
        "My name may stand in the minutes of meetings.",
        "Minutes are read by people who were not there. Without it we write “a member”, and in the list of who came the first "
        "letters of your name.",
        "New minutes say “a member” instead of your name, and its first letters in the list of who came. Minutes that were "
        "shared before cannot be taken back.",
    ),
    C.NAME_IN_PUBLIC: Asked(
        "My name may be shown in public, with the work I did.",
        "Only if you would like to be thanked by name, on our site or in a report.",
        "Our public pages no longer show your name. Printed reports that are out cannot be taken back.",
    ),
    C.WORDS_WITHOUT_NAME: Asked(
        "You may use these words of mine without a name.",
        "So that others can read what you said.",
        "Your words are no longer shown.",
    ),
    C.WORDS_FIRST_NAME: Asked(
        "You may use these words of mine with my first name.",
        "So that others can read what you said.",
        "Your first name is no longer shown with your words.",
    ),
    C.WORDS_FULL_NAME: Asked(
        "You may use these words of mine with my full name.",
        "So that others can read what you said.",
        "Your name is no longer shown with your words.",
    ),
    C.PHOTOS: Asked(
        "I may be in photos, film or recordings of this event.",
        "We ask each time. You get a badge, so that whoever takes pictures knows.",
        "Your badge says “no photos”. We use no picture of you that is not out yet.",
    ),
    C.TRUSTED_CONTACT: Asked(
        "You may keep the name and number of somebody I trust, and ring them when I said you may.",
        "So that we know whom to ring if we are worried about you. Please ask them first.",
        "Nobody can open the name and number of the person you trust. We will not ring them.",
    ),
    C.NETWORK: Asked(
        "You may tell partner organisations that I take part.",
        "Only if you take part in work we do together with other organisations.",
        "We tell partner organisations nothing more about you. What they know already, we cannot take back.",
    ),
    C.SUPPORTER_COPY: Asked(
        "You may send the person who supports me the same letters as me.",
        "So that somebody can help you with dates and forms. Sign-in codes are never sent to them.",
        "Your supporter gets no more letters, from this moment.",
    ),
    C.OUTCOMES_AFTER_LEAVING: Asked(
        "You may tell me what came of my work after I have left the group.",
        "Because you should hear what your words changed.",
        "After you have left, we do not write to you about what changed.",
    ),
}  # fmt: skip


GROUPS = [
    ("What we may keep about you", [C.LIVED_EXPERIENCE, C.TRUSTED_CONTACT, C.EQUALITY]),
    ("Who may see your name", [C.NAME_TO_MEMBERS, C.NAME_TO_TRUSTEES, C.NAME_IN_MINUTES, C.NAME_IN_PUBLIC]),
    ("Letters and partners", [C.SUPPORTER_COPY, C.OUTCOMES_AFTER_LEAVING, C.NETWORK]),
]


def check_about(consent, about):
    """Some are asked for one event at a time, the others once for all."""
    if (consent in ONE_EVENT_AT_A_TIME) != bool(about):
        raise Refused(
            "This is asked for each event. Please say for which one."
            if not about
            else "This is asked once, for everything."
        )


def check_how(how, *, actor, person):
    """Whoever writes it down for somebody else says how they heard it."""
    if how == How.ONLINE and actor.person_id not in (None, person.pk):
        raise Refused("Please say how they told you: spoken, written or on paper.", field="how")
