-- Several may be valid at a time. Secrets are 256 random bits, so a plain SHA-256 withstands guessing.
CREATE TABLE oauth_client_secret (
    id uuid PRIMARY KEY,
    client_id text NOT NULL REFERENCES oauth_client (client_id),
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
)
