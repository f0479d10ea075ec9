# Readback with all that shared mode needs; compose.yaml says how its servers and workers are run.
FROM python:3.12.12-slim-bookworm

WORKDIR /readback
COPY requirements-shared.lock ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r requirements-shared.lock

COPY pyproject.toml README.md LICENSE ./
COPY index index
COPY prompts prompts
COPY rag rag
COPY ui ui
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation .

# All containers are the same user: who writes a file that waits for a worker is the only one who can read it.
RUN useradd --uid 10001 --create-home readback \
    && mkdir /library /files /cache && chown readback /library /files /cache
USER readback
WORKDIR /home/readback
ENTRYPOINT ["readback"]
CMD ["--help"]
