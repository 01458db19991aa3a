"""What the dashboards keep: protected figures and their pictures, reports to the Board, keys, and months of the log, counted."""

from coproduction.dashboards.models.cells import DayCell, PersonMonth, Touched
from coproduction.dashboards.models.charts import ChartPicture
from coproduction.dashboards.models.equality import PublishedEquality
from coproduction.dashboards.models.felt import FeltOfYear
from coproduction.dashboards.models.keys import ReadingKey, Scope
from coproduction.dashboards.models.reports import BoardReport, GroupSection, Kind, Purpose, ReportStory, ReportWish
from coproduction.dashboards.models.stories import PLACES, BoardStory

__all__ = [
    "PLACES",
    "BoardReport",
    "BoardStory",
    "ChartPicture",
    "DayCell",
    "FeltOfYear",
    "GroupSection",
    "Kind",
    "PersonMonth",
    "PublishedEquality",
    "Purpose",
    "ReadingKey",
    "ReportStory",
    "ReportWish",
    "Scope",
    "Touched",
]
