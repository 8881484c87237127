-- The one key-encryption key of this database, by its id; the first start pins it.
CREATE TABLE key_encryption_key (
    the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
    id text NOT NULL
)
