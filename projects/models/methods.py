"""The ways to decide, each as data with its own words: what one may say, what it means, and what is enough (domain 4.4)."""

from dataclasses import dataclass

from django.db import models

TAKE_BACK = "take_back"
TAKE_BACK_WORDS = "I need to take it back to my organisation"
SUPPORTS, NEUTRAL, AGAINST = "supports", "neutral", "against"


class Way(models.TextChoices):
    CONSENT = "consent", "Consent: good enough for now, safe enough to try"
    CONSENSUS = "consensus", "Consensus: everybody can live with it"
    GRADIENTS = "gradients", "Gradients of agreement: eight steps"
    FIST = "fist", "Fist to five: a quick check"
    MAJORITY = "majority", "Majority: the last resort"
    WEIGH = "weigh", "Weigh priorities: each theme by itself"
    NOTED = "noted", "Decided at a meeting or elsewhere"


@dataclass(frozen=True)
class Option:
    """One thing to say. `objects`: it needs a reason and gets an answer; `blocks`: it stops the decision while it stands."""

    key: str
    words: str
    side: str
    reserves: bool = False  # what is written with it belongs on the result page
    objects: bool = False
    blocks: bool = False

    @property
    def short(self):
        """For a line that does not go on: without what asks for a reason."""
        return self.words.removesuffix(", because")


@dataclass(frozen=True)
class Method:
    way: Way
    about: str
    options: tuple[Option, ...] = ()
    enough: int = 100  # percent of those who took a side, when nobody says otherwise

    def option(self, key) -> Option | None:
        return next((each for each in self.options if each.key == key), None)

    @property
    def asks_positions(self):
        return bool(self.options)


METHODS = {
    method.way: method
    for method in (
        Method(
            Way.CONSENT,
            "It is adopted when no objection is left. The question is not whether it is perfect, but whether it is safe to try.",
            (
                Option("no_objection", "No objection", SUPPORTS),
                Option("concern", "No objection, and a concern to write down", SUPPORTS, reserves=True),
                Option("objection", "I object, because", AGAINST, objects=True, blocks=True),
            ),
        ),
        Method(
            Way.CONSENSUS,
            "It is adopted when everybody supports it or can live with it. One block stops it.",
            (
                Option("agree", "I agree", SUPPORTS),
                Option("reservations", "I agree, with reservations", SUPPORTS, reserves=True),
                Option("aside", "I stand aside", NEUTRAL, reserves=True),
                Option("block", "I block it, because", AGAINST, objects=True, blocks=True),
            ),
        ),
        Method(
            Way.GRADIENTS,
            "Eight steps from whole-hearted to veto. What is enough is agreed before anybody answers.",
            (
                Option("1", "1: I endorse it with my whole heart", SUPPORTS),
                Option("2", "2: I agree, with a minor point", SUPPORTS, reserves=True),
                Option("3", "3: I support it, with reservations", SUPPORTS, reserves=True),
                Option("4", "4: I abstain", NEUTRAL),
                Option("5", "5: We need to talk more", AGAINST, reserves=True),
                Option("6", "6: I don’t like it, but I will support it", SUPPORTS, reserves=True),
                Option("7", "7: I disagree seriously, because", AGAINST, objects=True),
                Option("8", "8: I veto it, because", AGAINST, objects=True, blocks=True),
            ),
            enough=80,
        ),
        Method(
            Way.FIST,
            "From a fist (no) to five fingers (yes). Below three means: talk more.",
            (
                Option("5", "Five: I will champion it", SUPPORTS),
                Option("4", "Four: I like it", SUPPORTS),
                Option("3", "Three: I can live with it", SUPPORTS),
                Option("2", "Two: let us talk about small things", AGAINST, reserves=True),
                Option("1", "One: something big has to change, because", AGAINST, objects=True),
                Option("0", "Fist: I block it, because", AGAINST, objects=True, blocks=True),
            ),
        ),
        Method(
            Way.MAJORITY,
            "More than half is enough. What the others think is written down beside it.",
            (
                Option("for", "For", SUPPORTS),
                Option("against", "Against, because", AGAINST, objects=True),
                Option("abstain", "I abstain", NEUTRAL),
            ),
            enough=51,
        ),
        Method(Way.WEIGH, "Everybody says of each theme how much it matters now. Nothing is voted away."),
        Method(Way.NOTED, "It was decided elsewhere and is written down here."),
    )
}
ASKED = [(way.value, way.label) for way in Way if way != Way.NOTED]
WEIGHTS = [(3, "Matters most"), (2, "Matters"), (1, "Matters less just now")]
MATTERS_MOST = 3
