-- Who, what, when, outcome; never a value. tenant_id is null where the caller could not be told.
CREATE TABLE audit_event (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id text,
    client_id text,
    actor text,
    action text NOT NULL,
    subject text,
    outcome text NOT NULL,
    reason text,
    request_id text
)
