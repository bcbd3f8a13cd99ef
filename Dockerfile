# The bot alone, without a checkout's tools: compose.yaml builds and runs it.
ARG BASE=python:3.13-slim-trixie

FROM ${BASE} AS build
WORKDIR /source
RUN python -m venv --without-pip /opt/pitwall
COPY requirements.lock ./
# The lock is complete, so nothing is resolved and nothing but what it names is installed.
RUN python -m pip --python /opt/pitwall/bin/python install \
    --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY cogs cogs
RUN python -m pip --python /opt/pitwall/bin/python install \
    --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM ${BASE}
# By its number, which is what owns the files on the disk of the host.
RUN useradd --system --no-create-home --home-dir /data --uid 10001 --user-group pitwall \
    && install --directory --owner=pitwall --group=pitwall --mode=0700 /data
COPY --from=build /opt/pitwall /opt/pitwall
# What a container prints is read while it is printed, and its files are never written anew.
ENV PATH=/opt/pitwall/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PITWALL_DATABASE=/data/pitwall.db PITWALL_HTTP_PORT=8080
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 CMD [ \
    "python", "-c", \
    "import http.client, os, sys; asked = http.client.HTTPConnection('127.0.0.1', os.environ['PITWALL_HTTP_PORT'], timeout=4); asked.request('GET', '/healthz'); sys.exit(asked.getresponse().status != 200)"]
ENTRYPOINT ["pitwall"]
CMD ["run"]
