# Two stages: what builds stays behind, what runs has no build tool that it does not need and no right to write.
#
#   docker build --tag stodlogg .
#   docker run --read-only --tmpfs /tmp --volume stodlogg:/data stodlogg migrate
#   docker run --read-only --tmpfs /tmp --volume stodlogg:/data --publish 127.0.0.1:8000:8000 stodlogg
#
# The volume also gets the secret for rounding, which needs a backup of its own: docs/how-to/run.md.
# With PostgreSQL: compose.yaml.

FROM python:3.13-slim AS build

WORKDIR /srv/stodlogg
RUN python -m venv /srv/venv
# First what changes seldom: a change of ours alone then installs nothing again.
COPY requirements.lock ./
RUN /srv/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE alembic.ini ./
COPY app ./app
COPY migrations ./migrations
# Installed in place, as in a clone: the migrations lie beside the package in both.
RUN /srv/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --no-deps --no-build-isolation --no-index --editable . \
    && /srv/venv/bin/python -m compileall -q app migrations


FROM python:3.13-slim

# A fixed number, so that a volume's owner can be set and a policy can name it.
RUN groupadd --system --gid 10001 stodlogg \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin stodlogg \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /srv /srv

ENV PATH=/srv/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STODLOGG_DATABASE_URL=sqlite:////data/stodlogg.db

WORKDIR /srv/stodlogg
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]

ENTRYPOINT ["stodlogg"]
CMD ["serve", "--host", "0.0.0.0"]
