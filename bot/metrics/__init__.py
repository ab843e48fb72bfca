"""What is measured, and the port by which it is counted where it happens. Nothing here knows Prometheus."""

from bot.metrics.meter import UNMEASURED as UNMEASURED
from bot.metrics.meter import Meter as Meter
from bot.metrics.meter import Sample as Sample
from bot.metrics.shape import OTHER as OTHER
from bot.metrics.shape import Kind as Kind
from bot.metrics.shape import Label as Label
from bot.metrics.shape import Metric as Metric
