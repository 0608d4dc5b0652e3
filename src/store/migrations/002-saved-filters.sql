-- 002-saved-filters.sql: filters that were given a name, and how each user has set the tables

-- One name an owner and table; what is shared is everybody's, so one name a table. name_folded: as
-- names are compared. The owner may do what he likes with his own, and everybody with the shared.
CREATE TABLE saved_filters (
  id @id,
  owner_id INTEGER NOT NULL REFERENCES users (id),
  for_table @text NOT NULL,
  name @text NOT NULL,
  name_folded @text NOT NULL,
  is_shared @bool NOT NULL DEFAULT 0,
  filter_json @text NOT NULL,
  saved_at @instant NOT NULL,
  UNIQUE (for_table, owner_id, name_folded)
) @strict;

CREATE UNIQUE INDEX saved_filters_shared ON saved_filters (for_table, name_folded)
  WHERE is_shared = 1;

-- The screen's own text by key; "filter.<table>" is the id of the filter the table begins with.
CREATE TABLE view_settings (
  id @id,
  user_id INTEGER NOT NULL REFERENCES users (id),
  key @text NOT NULL,
  value @text NOT NULL,
  UNIQUE (user_id, key)
) @strict;
