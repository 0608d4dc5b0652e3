-- 011-deposit-words.sql: what a deposit is found by, folded: the report's words and the explanation
--
-- Kept by the store with the deposit. What is there already is folded as far as SQL can, and anew
-- when it is next written.

ALTER TABLE deposits ADD COLUMN words_folded @text NOT NULL DEFAULT '';

UPDATE deposits SET words_folded = lower(coalesce(words, '') || ' ' || coalesce(explanation, ''))
 WHERE words IS NOT NULL OR explanation IS NOT NULL;
