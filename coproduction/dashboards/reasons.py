"""Why a figure is hidden, in words that everybody may read."""

TOO_FEW = "It is about fewer than five people, and could say who they are."
NEIGHBOUR = "With it, somebody could work out another figure that is about fewer than five people."
SOME_HIDDEN = "Some numbers are hidden, because they are about too few people or would give such a number away."
ROUNDED = "Each number is rounded to the nearest five by itself, so they need not add up. One to seven are hidden; nought is nought."
TOOK_PART_WITHHELD = (
    "How many of them took part is not shown: those who did, those who did not, or one of the answers are too few, and of the "
    "three any two give the third."
)
WITHHELD = "There are too few people, or they are too alike, to show this safely."
IN_TIME = "It, or the same of a quarter or year from which it could be taken, is about fewer than five people."
APART = (
    "This part of the charity, or another one from which it could be had, has a figure about fewer than five people in one of "
    "the periods. Of neither is it shown in any."
)
CAME_AND_WENT = (
    "With the same of a longer time, it could say of fewer than five people that they took part before and not since, or "
    "it could itself be had."
)
NOT_YET = "Figures like this one are read from finished months, and the first month of this period is not over."
NOT_IN_PARTS = (
    "Of a quarter or year that is over, people and hours are shown for the whole charity. Of its parts, one taken from "
    "another could say who it is."
)
NOT_TOGETHER = (
    "Teams last answered in different quarters. With what they answered in each, it could say what one of them did."
)
LEFT_TO_THE_YEAR = (
    "It adds up from quarter to quarter. Kept for good, it could later give away a quarter that is about fewer than five "
    "people, so it stands in the report of the year."
)
LEFT_UNTIL_FIVE = (
    "It adds up from year to year. Kept for good, it could later give away the first few people of the year after it, so it "
    "stands in a report that is counted when there are five of them."
)
COMES_AND_GOES = (
    "It shrinks as people write down how it went, and grows with the next meeting. Kept for good, it could later give away a "
    "few people of another time, so it stands in no report."
)
LEFT_OUT = (LEFT_TO_THE_YEAR, LEFT_UNTIL_FIVE, COMES_AND_GOES)  # of what is kept; its page may say it
NOT_KNOWN = "Nobody wrote down how long it took."
NOT_THERE = (NOT_KNOWN, NOT_YET)  # nothing is kept back: there is no such number
TOO_FEW_ANSWERS = "too few to show safely"
TOO_FEW_OR_ALIKE = "too few, or too alike, to show safely"
OTHER_HIDDEN = "One of the two figures is hidden, so the difference is, too."
