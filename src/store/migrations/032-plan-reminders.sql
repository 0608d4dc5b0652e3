-- 032-plan-reminders.sql: that an installment will be charged is told some days before

-- As agreed: so many days before each installment; 0: nobody is reminded.
ALTER TABLE plan_versions ADD COLUMN remind_days INTEGER NOT NULL DEFAULT 0
  CHECK (remind_days >= 0);

-- When that was done.
ALTER TABLE installments ADD COLUMN reminded_day @day;
