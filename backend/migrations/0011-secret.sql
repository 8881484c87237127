-- client_id is the UTF-8 of the account key: it compares exactly under every collation and may hold any character.
CREATE TABLE secret (
    tenant_id text NOT NULL REFERENCES tenant (id),
    client_id bytea NOT NULL,
    sealed_token bytea NOT NULL,
    token_set_at timestamptz NOT NULL,
    token_set_by text NOT NULL,
    PRIMARY KEY (tenant_id, client_id)
)
