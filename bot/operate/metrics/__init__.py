"""What is measured, for Prometheus to fetch."""
