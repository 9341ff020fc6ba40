# One static program with its FAQ and nothing else. docs/deploying.md says how it is run.

FROM rust:1.95.0-slim-bookworm AS build
# SQLite and ring are C, and are built against musl, too.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev make musl-tools \
    && rm -rf /var/lib/apt/lists/* \
    && rustup target add "$(uname -m)-unknown-linux-musl"
WORKDIR /build
COPY . .
# What is mounted is kept between builds and is no part of the image.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    target="$(uname -m)-unknown-linux-musl" \
    && cargo build --release --locked --target "$target" --bin skincare-faq-bot \
    && mkdir -p /image/tree /image/state \
    && mkdir -m 700 /image/state/data /image/state/key \
    && cp -r "target/$target/release/skincare-faq-bot" faq LICENSE* /image/tree/

FROM scratch
# Owned by root: what serves strangers cannot change itself.
COPY --from=build /image/tree/ /
COPY --from=build --chown=10001:10001 /image/state/ /
ENV FAQ_DIR=/faq \
    DATA_DIR=/data \
    STORAGE_KEY_FILE=/key/storage.key \
    HEALTH_ADDR=127.0.0.1:9090
# Apart, so that a copy of one is of no use without the other.
VOLUME ["/data", "/key"]
USER 10001:10001
STOPSIGNAL SIGTERM
# It gives up after five seconds by itself.
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
    CMD ["/skincare-faq-bot", "health"]
ENTRYPOINT ["/skincare-faq-bot"]
CMD ["run"]
