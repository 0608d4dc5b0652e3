-- 029-mail-addresses.sql: who else has an e-mail address, without a look at every patient

CREATE INDEX patients_by_email ON patients (lower(email)) WHERE email <> '';
