-- One active data key a tenant, wrapped by the key-encryption key kek_id.
CREATE TABLE tenant_data_key (
    id uuid PRIMARY KEY,
    tenant_id text NOT NULL REFERENCES tenant (id),
    kek_id text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
)
