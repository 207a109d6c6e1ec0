# syntax=docker/dockerfile:1
# Two stages: the first has pip and the sources, the second only what runs.

FROM python:3.12-slim AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/depesche
# Dependencies before the sources: they change less often, and this layer takes longest.
COPY requirements.lock ./
RUN /opt/depesche/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas ./schemas
COPY streams ./streams
RUN pip wheel --no-deps --wheel-dir /wheels . \
    && /opt/depesche/bin/pip install --no-deps /wheels/depesche-*.whl \
    && /opt/depesche/bin/pip check

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Depesche" \
      org.opencontainers.image.description="News articles in, typed facts out" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 depesche \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/depesche --shell /usr/sbin/nologin depesche \
    && install --directory --owner 10001 --group 10001 --mode 0750 /var/lib/depesche
COPY --from=build /opt/depesche /opt/depesche
# 0.0.0.0 is the container's own network; who reaches the port is decided where it is published.
ENV PATH="/opt/depesche/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DEPESCHE_DATA_DIR=/var/lib/depesche \
    DEPESCHE_HTTP_HOST=0.0.0.0 \
    DEPESCHE_HTTP_PORT=8780 \
    DEPESCHE_LOG_FORMAT=json
WORKDIR /var/lib/depesche
USER 10001:10001
VOLUME /var/lib/depesche
EXPOSE 8780
# Alive, not ready: a worker that still recovers its tables must not be restarted for it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["python", "-c", "import http.client, os, sys; connection = http.client.HTTPConnection('127.0.0.1', int(os.environ['DEPESCHE_HTTP_PORT']), timeout=4); connection.request('GET', '/livez'); sys.exit(connection.getresponse().status != 200)"]
ENTRYPOINT ["depesche"]
CMD ["worker"]
