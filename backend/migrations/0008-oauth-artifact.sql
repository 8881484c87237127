-- What the authorization server issued, by SHA-256: an opaque token's id is the token itself.
CREATE TABLE oauth_artifact (
    kind text NOT NULL,
    id_hash bytea NOT NULL,
    payload jsonb NOT NULL,
    client_id text,
    grant_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    consumed_at timestamptz,
    PRIMARY KEY (kind, id_hash)
)
