# Slim Debian, not Alpine: the sentence splitter comes as wheels for glibc alone. Python 3.11 is what CI runs.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /opt/dateline
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY summaries ./summaries
RUN /opt/dateline/bin/pip install --no-cache-dir --constraint constraints.txt '.[postgres,web,workspaces]'

FROM python:3.11-slim-bookworm
RUN useradd --system --no-create-home --uid 10001 dateline
COPY --from=build /opt/dateline /opt/dateline
# The database's path is relative to the configuration's folder, so both are in the volume.
COPY --chown=dateline config.yaml /data/config.yaml
RUN chown dateline /data
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1
WORKDIR /data
USER dateline
VOLUME /data
HEALTHCHECK --interval=60s --timeout=15s --start-period=30s CMD ["dateline", "doctor", "--quick"]
ENTRYPOINT ["dateline"]
CMD ["run"]
