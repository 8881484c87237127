CREATE UNIQUE INDEX tenant_data_key_active ON tenant_data_key (tenant_id) WHERE retired_at IS NULL
