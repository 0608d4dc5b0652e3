-- 033-plan-documents.sql: the papers of payment plans: agreements as they were signed, and scans

-- version: of the terms. is_kept: all of its pieces are there; one that is not belongs to nobody.
CREATE TABLE plan_documents (
  id @id,
  plan_id INTEGER NOT NULL REFERENCES plans (id),
  version INTEGER NOT NULL,
  kind @text NOT NULL CHECK (kind IN ('agreement', 'scan')),
  format @text NOT NULL CHECK (format IN ('pdf', 'png', 'jpeg')),
  n_bytes INTEGER NOT NULL CHECK (n_bytes > 0),
  sha256 @text NOT NULL,
  is_kept @bool NOT NULL,
  added_at @instant NOT NULL,
  added_by @text NOT NULL
) @strict;

CREATE INDEX plan_documents_by_plan ON plan_documents (plan_id, id);

-- Its bytes as they were, cut into pieces, from 0: a commit has time for one. They are not
-- compressed: PDF, PNG and JPEG are.
CREATE TABLE plan_document_pieces (
  document_id INTEGER NOT NULL REFERENCES plan_documents (id),
  n INTEGER NOT NULL,
  bytes @bytes NOT NULL,
  PRIMARY KEY (document_id, n)
) @strict;
