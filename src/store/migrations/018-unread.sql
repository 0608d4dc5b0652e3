-- 018-unread.sql: what of the processor's list can't be taken in
--
-- A row is told of until it can be, or until somebody has dismissed it. number: the processor's, or
-- '' for all that have none.

CREATE TABLE unread (
  id @id,
  processor @text NOT NULL,
  number @text NOT NULL,
  happened_at @instant NOT NULL,
  reason @text NOT NULL,
  noted_at @instant NOT NULL,
  dismissed_at @instant,
  UNIQUE (processor, number)
) @strict;
