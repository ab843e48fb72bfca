# Slim Debian, not Alpine: the sentence splitter comes as wheels for glibc alone. Python 3.11 is what CI runs.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
# Without a pip of its own (17 MB): the image's installs into it, and nothing is installed at run time.
RUN python -m venv --without-pip /opt/dateline
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY summaries ./summaries
# Libraries' own tests go (21 MB). Their bytecode stays (68 MB): on a read-only root it could never be written,
# and each start would compile anew.
RUN python -m pip --python /opt/dateline/bin/python install --no-cache-dir --constraint constraints.txt '.[postgres,web,workspaces]' \
    && find /opt/dateline/lib -type d -name tests -prune -exec rm -r {} +

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
# A question to the process costs a twentieth of `dateline doctor --quick`. Give `worker` and `web` the same port.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/healthz', timeout=5)"]
ENTRYPOINT ["dateline"]
CMD ["run", "--metrics-port", "9464"]
