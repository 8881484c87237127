-- A tenant is a Salesforce organisation, by its 18-character id.
CREATE TABLE tenant (
    id text PRIMARY KEY,
    name text,
    created_at timestamptz NOT NULL DEFAULT now()
)
