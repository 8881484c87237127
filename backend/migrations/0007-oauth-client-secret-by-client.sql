CREATE INDEX oauth_client_secret_by_client ON oauth_client_secret (client_id)
