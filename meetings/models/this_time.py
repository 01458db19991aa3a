"""What one person told about one meeting after they answered: food, travel, who comes along, a topic to skip (MTG-05)."""

import json
from dataclasses import asdict, dataclass, field

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField

FOOD, ALLERGY = "Food", "Allergy"


class Food(models.TextChoices):
    VEGETARIAN = "vegetarian", "Vegetarian"
    VEGAN = "vegan", "Vegan"
    HALAL = "halal", "Halal"
    KOSHER = "kosher", "Kosher"
    NO_GLUTEN = "no_gluten", "Without gluten"
    NO_DAIRY = "no_dairy", "Without milk"


class Allergy(models.TextChoices):
    NONE = "", "No allergy"
    MILD = "mild", "It makes me unwell"
    SEVERE = "severe", "It is dangerous for me"


class Travel(models.TextChoices):
    OWN = "own", "I come by myself"
    NEEDS_LIFT = "needs_lift", "I need a lift"
    OFFERS_LIFT = "offers_lift", "I can give somebody a lift"
    TAXI = "taxi", "Please book a taxi for me"
    HELP = "help", "Please help me plan the way"


def food_said(food, other, allergy):
    """What somebody does not eat, for whoever orders; what is dangerous for them stands first and says so."""
    choices = [Food(each).label for each in food if each in Food.values]
    if allergy not in Allergy.values or not allergy:
        return [(FOOD, ", ".join([*choices, *filter(None, [other])]))]
    must_not = f"Must not eat {other}" if other else "An allergy, please ask to what"
    how = "it is dangerous for them" if allergy == Allergy.SEVERE else "it makes them unwell"
    return [(ALLERGY, f"{must_not}: {how}"), (FOOD, ", ".join(choices))]


@dataclass
class Told:
    """The words and choices themselves; kept together in one sealed field."""

    food: list = field(default_factory=list)
    food_other: str = ""
    allergy: str = ""
    travel: str = ""
    supporter: bool = False
    interpreter: bool = False
    dog: bool = False
    late: str = ""
    early: str = ""
    skip: str = ""
    question: str = ""

    @property
    def brings(self):
        """How many seats are needed beside one's own; an assistance dog lies on the floor."""
        return int(self.supporter) + int(self.interpreter)

    @property
    def asks_for_food(self):
        return bool(self.food or self.food_other or self.allergy)

    @property
    def asks_for_travel(self):
        return self.travel in (Travel.NEEDS_LIFT, Travel.TAXI, Travel.HELP)

    @property
    def usual(self):
        """What is likely to be the same next time."""
        return Told(
            food=self.food, food_other=self.food_other, allergy=self.allergy, travel=self.travel,
            supporter=self.supporter, interpreter=self.interpreter, dog=self.dog,
        )  # fmt: skip

    def merged(self, newer):
        """What was told before, with whatever is newly filled in."""
        filled = {name: value for name, value in asdict(newer).items() if value}
        return Told(**{**asdict(self), **filled})

    def said(self):
        """Each thing in words, for those who arrange it: (what, words)."""
        lines = [
            *food_said(self.food, self.food_other, self.allergy),
            ("Travel", Travel(self.travel).label if self.travel in Travel.values else ""),
            ("Comes along", ", ".join(self.company)),
            ("Comes later", self.late), ("Leaves early", self.early),
        ]  # fmt: skip
        return [(what, words) for what, words in lines if words]

    @property
    def company(self):
        who = [
            ("a supporter", self.supporter),
            ("their own interpreter", self.interpreter),
            ("an assistance dog", self.dog),
        ]
        return [words for words, comes in who if comes]

    def __bool__(self):
        return self != Told()

    def sealed(self):
        return json.dumps(asdict(self))

    @classmethod
    def opened(cls, words):
        known = json.loads(words) if words else {}
        return cls(**{name: value for name, value in known.items() if name in cls.__dataclass_fields__})


@tracked(exclude=["told"])
class ThisTime(models.Model):
    """Deleted thirty days after the meeting; `keep` says that the person agreed to be spared the same questions."""

    rsvp = models.OneToOneField("meetings.Rsvp", on_delete=models.CASCADE, related_name="this_time")
    told = SealedTextField(null=True, blank=True)
    keep = models.BooleanField("keep it for next time", default=False)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["rsvp", "pk"]

    def __str__(self):
        return "what is different this time"

    @property
    def words(self) -> Told:
        return Told.opened(self.told)
