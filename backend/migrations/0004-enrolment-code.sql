-- One-time codes, by SHA-256. org_id binds a code to one organisation, and alone lets an enrolled one enrol again.
CREATE TABLE enrolment_code (
    code_hash bytea PRIMARY KEY,
    org_id text,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
)
