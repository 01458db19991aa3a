"""What the dashboards keep: figures that are already protected, pictures of them, and reports to the Board."""

from coproduction.dashboards.models.charts import ChartPicture
from coproduction.dashboards.models.equality import PublishedEquality
from coproduction.dashboards.models.reports import BoardReport, GroupSection, Purpose, ReportStory, ReportWish

__all__ = ["BoardReport", "ChartPicture", "GroupSection", "PublishedEquality", "Purpose", "ReportStory", "ReportWish"]
