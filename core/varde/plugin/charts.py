"""Drawings for a plugin's pages and panels: numbers in, a chart out that ``figure`` of the kit draws, with its table."""

from varde.charts.charts import Bar, Chart, TrendPoint, bars, sparkline, trend

__all__ = ["Bar", "Chart", "TrendPoint", "bars", "sparkline", "trend"]
