CREATE INDEX oauth_artifact_by_client ON oauth_artifact (client_id)
