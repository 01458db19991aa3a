"""What the dashboards keep: figures that are already protected, pictures of them, and reports to the Board."""

from coproduction.dashboards.models.charts import ChartPicture
from coproduction.dashboards.models.equality import PublishedEquality

__all__ = ["ChartPicture", "PublishedEquality"]
