"""What is measured, for Prometheus to fetch."""

from typing import Final

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""Of the text format; here, so that who only says it does not load the library."""
