CREATE INDEX audit_event_by_tenant ON audit_event (tenant_id, at)
