CREATE INDEX oauth_artifact_by_expiry ON oauth_artifact (expires_at)
