# zhengshu in a container: docker build -t zhengshu . && docker run --rm -v "$PWD:/work" zhengshu normalize raw normalized
FROM python:3.13-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/zhengshu && /opt/zhengshu/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY . .
RUN /opt/zhengshu/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /opt/zhengshu /opt/zhengshu
RUN useradd --create-home zhengshu
USER zhengshu
WORKDIR /work
ENTRYPOINT ["/opt/zhengshu/bin/zhengshu"]
CMD ["--help"]
