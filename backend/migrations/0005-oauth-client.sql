CREATE TABLE oauth_client (
    client_id text PRIMARY KEY,
    tenant_id text NOT NULL REFERENCES tenant (id),
    roles jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz
)
