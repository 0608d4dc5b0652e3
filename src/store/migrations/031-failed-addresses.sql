-- 031-failed-addresses.sql: numbers and e-mail addresses that nothing gets to

-- Whosever it is or becomes; until something arrives there. address: the digits of a phone number,
-- an e-mail address in small letters.
CREATE TABLE failed_addresses (
  channel @text NOT NULL CHECK (channel IN ('text', 'email')),
  address @text NOT NULL,
  code @text,
  words @text NOT NULL,
  failed_at @instant NOT NULL,
  PRIMARY KEY (channel, address)
) @strict;
