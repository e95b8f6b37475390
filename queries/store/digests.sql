-- What tells one action from another, under a secret.
-- One row per text, in the order of the texts.
-- $prefix: the secret, and what the texts are of.
select unhex(left(sha256($prefix || text), 24)) as digest
from incoming
